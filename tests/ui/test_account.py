"""The account page: eight steps one at a time, interrupted and taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from tests.ui import account
from tests.ui.account import press
from tests.ui.accountpage import STEPS, do, everything, in_view, named, opened, shown
from tests.ui.test_fits import assert_fits, letters, said  # noqa: F401  (fixtures)
from tests.ui.test_fits import shown as in_a_narrow_window
from tests.ui.test_pages import controls
from ui import console, links, signup
from ui.button import Button
from ui.desk import Desk
from ui.fold import Head
from ui.linebreaks import JOINER
from ui.pages.account import Account
from ui.rootpassword import RootPasswordBox
from ui.signupwaiting import now
from ui.sketch import Sketch


# --- the steps --------------------------------------------------------------------------------
def test_only_the_first_step_is_made_and_open(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert opened(page) == [1]
    assert {s.objectName() for s in page.findChildren(Sketch)} == {"sketch_1_1"}


def test_what_is_to_be_pressed_or_typed_at_aws_is_in_its_drawing(dressed: object) -> None:
    plan = signup.inside(5).screens[0]
    pressed = next(part for part in plan.parts if part.label == console.label("continue"))
    assert any(
        entry.mark == pressed.mark and entry.labels == ("continue",) for entry in plan.entries
    )
    number = signup.inside(7).screens[0]
    assert any("picture" in entry.words for entry in number.entries)
    assert any("picture" in part.label for part in number.parts)


def seen_steps(page: Account) -> list[int]:
    return [s.number for s in page.steps.sections if s.isVisible()]


def test_the_step_in_hand_stands_alone_until_all_are_asked_for(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    steps = page.steps
    assert (seen_steps(page), steps.where.plain) == ([1], "Step 1 of 8")
    for number in (1, 2, 3):
        press(page, f"step_{number}_done")
    assert (seen_steps(page), steps.where.plain) == ([4], "Step 4 of 8: 3 done, 5 to go")
    assert steps.meter.done == (True,) * 3 + (False,) * 5
    steps.all.click()
    assert seen_steps(page) == list(STEPS)
    assert opened(page) == [4]
    named(page, "step_6_head").click()
    assert (seen_steps(page), opened(page)) == ([6], [6])
    named(page, "step_6_head").click()  # closed: now there are all to choose from
    assert (seen_steps(page), opened(page)) == (list(STEPS), [])
    assert steps.all.isChecked()
    steps.all.click()
    assert (seen_steps(page), opened(page)) == ([4], [4])


def test_who_has_an_account_or_waits_for_it_sees_no_steps(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.start.isVisible()
    press(page, "step_1_done")
    assert not page.start.isVisible(), "what to have at hand is said before it begins"
    named(page, "have_account").click()
    assert not page.steps.isVisible()
    assert page.yours.isVisible()
    named(page, "have_account").click()
    assert seen_steps(page) == [2]
    desk.know(waiting_since=now())
    assert not page.steps.isVisible()


def test_one_button_is_the_one_to_press(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.main_button is page.open
    named(page, "open_signup").click()
    main = []
    for number in STEPS:
        every = [b.objectName() for b in page.findChildren(Button) if b.primary]
        main += every
        do(page, number)
    assert main == [f"step_{number}_done" for number in STEPS]
    every = [b.objectName() for b in page.findChildren(Button) if b.primary]
    assert every == ["check_activation"]


def test_the_last_step_has_one_way_to_finish(desk: Desk, qtbot: QtBot) -> None:
    desk.know(ticks=tuple(f"account.{number}" for number in range(1, 8)))
    page = shown(desk, qtbot)
    assert opened(page) == [8]
    assert named(page, "step_8_done").text() == "I've finished the sign-up"
    for other in ("signed_up", "have_account"):
        assert not named(page, other).isVisible(), other
    page.steps.all.click()  # whoever looks for another way
    assert named(page, "have_account").isVisible()
    page.steps.all.click()
    do(page, 8)
    assert page.waiting_card.isVisible()
    assert desk.facts.waiting_since


def test_who_ticked_all_steps_is_asked_whether_it_is_finished(desk: Desk, qtbot: QtBot) -> None:
    desk.know(ticks=tuple(f"account.{number}" for number in STEPS))
    page = shown(desk, qtbot)
    assert named(page, "signed_up").isVisible()
    named(page, "signed_up").click()
    assert page.waiting_card.isVisible()


@pytest.mark.parametrize("number", [5, 7])
def test_the_button_leads_through_both_screens(desk: Desk, qtbot: QtBot, number: int) -> None:
    page = shown(desk, qtbot)
    named(page, f"step_{number}_head").click()

    def seen() -> list[str]:
        return [s.objectName() for s in page.findChildren(Sketch) if s.isVisible()]

    done = named(page, f"step_{number}_done")
    assert (seen(), done.text()) == ([f"sketch_{number}_1"], "Done: show AWS's next screen")
    done.click()
    assert (seen(), done.text()) == ([f"sketch_{number}_2"], "Done, next step")
    assert not desk.facts.ticks
    back = named(page, f"step_{number}_screen_1")
    back.setFocus()
    back.click()
    assert (seen(), done.text()) == ([f"sketch_{number}_1"], "Done: show AWS's next screen")
    focus = page.window().focusWidget()
    assert focus is named(page, f"step_{number}_screen_2"), "the keyboard stays close by"
    focus.click()
    done.click()
    assert desk.facts.ticks == (f"account.{number}",)


def test_ticking_opens_the_next_that_is_not_done(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    named(page, "step_3").click()
    assert opened(page) == [1]
    for number, then in ((1, [2]), (2, [4]), (4, [5])):
        named(page, f"step_{number}").click()
        assert opened(page) == then
    named(page, "step_2").click()  # not done after all: what is open stays
    assert opened(page) == [5]
    assert set(desk.facts.ticks) == {"account.1", "account.3", "account.4"}


def test_the_button_at_its_end_ticks_a_step_too(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    for number in STEPS:
        do(page, number)
        follows = "check_activation" if number == 8 else f"step_{number + 1}_head"
        focus = page.window().focusWidget()
        assert focus is not None
        assert focus.objectName() == follows
    assert opened(page) == []
    assert len(desk.facts.ticks) == 8


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_line_opens_and_closes_by_the_keyboard(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    page = shown(desk, qtbot)
    head = named(page, "step_6_head")
    QTest.keyClick(head, key)
    assert opened(page) == [6]
    QTest.keyClick(head, key)
    assert opened(page) == []


def test_space_ticks(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    QTest.keyClick(named(page, "step_1"), Qt.Key.Key_Space)
    assert desk.facts.ticks == ("account.1",)


def test_a_screen_reader_hears_how_a_step_stands(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    head = named(page, "step_1_head")
    assert head.accessibleName() == "1. Open AWS's sign-up page"
    assert head.accessibleDescription() == "Not done yet, Unfolded"
    named(page, "step_1").click()
    assert head.accessibleDescription() == "Done, Folded"


@pytest.mark.parametrize("number", STEPS)
def test_every_step_is_whole(desk: Desk, qtbot: QtBot, language: str, number: int) -> None:
    page = shown(desk, qtbot)
    everything(page, number)
    inside = page.steps.sections[number - 1].inside
    found = signup.inside(number)
    marks = [entry.mark for screen in found.screens for entry in screen.entries]
    drawn = [p.mark for screen in found.screens for p in screen.parts if p.mark]
    assert marks == drawn, "each number in a drawing is explained"
    words = " ".join(label.text() for label in inside.findChildren(QLabel))
    words += " ".join(head.text() for head in inside.findChildren(Head))
    words = words.replace(JOINER, "")
    for screen in found.screens:
        for name in (screen.title, *(n for e in screen.entries for n in e.labels)):
            assert console.labels()[name]["en"] in words.replace("&#x27;", "'")
            assert console.labels()[name]["ja"] in words
    assert len(inside.findChildren(Sketch)) == len(found.screens)
    assert found.snags
    names = [c.objectName() for c in controls(page)]
    assert len(names) == len(set(names))
    assert all(c.accessibleName() for c in controls(page))


@pytest.mark.parametrize("number", STEPS)
def test_no_open_step_is_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    number: int,
) -> None:
    page = in_a_narrow_window(desk, qtbot, SETUP[1])
    assert isinstance(page, Account)
    everything(page, number)
    assert_fits(page, qtbot)


@pytest.mark.parametrize("number", STEPS)
def test_tab_goes_through_an_open_step_in_reading_order(
    desk: Desk, qtbot: QtBot, number: int
) -> None:
    page = shown(desk, qtbot)
    everything(page, number)
    section = page.steps.sections[number - 1]
    inside = [c for c in controls(page) if section.inside.isAncestorOf(c)]
    seen: list[QWidget] = []
    here = section.head.nextInFocusChain()
    while here is not None and here is not section.head:
        if here in inside and here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(here)
        elif here in {s.box for s in page.steps.sections}:
            break
        here = here.nextInFocusChain()
    assert seen[-1].objectName() == f"step_{number}_done"
    first = {4: "password_help", 5: "step_5_screen_1", 7: "step_7_screen_1"}  # back to it
    assert seen[0].objectName() == first.get(number, f"step_{number}_trouble")
    assert f"step_{number}_trouble" in [stop.objectName() for stop in seen]


def test_the_step_to_go_on_with_is_in_view(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.area.verticalScrollBar().value() == 0
    assert page.first_focus() is page.have.box
    for number in range(1, 8):
        do(page, number)
        head = page.steps.sections[number].head
        qtbot.waitUntil(lambda head=head: in_view(page, head))  # type: ignore[misc]
    do(page, 8)
    qtbot.waitUntil(lambda: in_view(page, page.waiting_card))
    named(page, "not_signed_up").click()
    qtbot.waitUntil(lambda: in_view(page, page.signed_up))
    page.steps.sections[4].box.click()  # not done after all
    page.go()
    page.come()
    assert page.first_focus() is page.steps.sections[4].head
    qtbot.waitUntil(lambda: in_view(page, page.steps.sections[4].head))


def test_what_was_ticked_is_there_again(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    for number in (1, 2):
        named(page, f"step_{number}").click()
    qtbot.waitUntil(lambda: not desk.background.busy)
    again = Desk(desk.settings)
    other = shown(again, qtbot)
    assert opened(other) == [3]
    assert named(other, "step_2").isChecked()
    assert again.background.stop(limit=10)


def test_aws_support_is_offered_where_no_sms_comes(desk: Desk, qtbot: QtBot) -> None:
    asked: list[str] = []
    desk.open_url = lambda url: not asked.append(url)  # type: ignore[func-returns-value]
    page = shown(desk, qtbot)
    everything(page, 7)
    named(page, "step_7_ask_aws").click()
    assert asked == [links.ACCOUNT_SUPPORT]


def test_no_drawing_bears_the_name_of_the_other_kind_of_account() -> None:
    """AWS calls its new sign-up, of an account without a root user, “Sign up for AWS”."""
    titles = {screen.title for number in STEPS for screen in signup.inside(number).screens}
    assert "sign_up" in titles
    for title in titles:
        assert "Sign up for AWS" not in console.labels()[title]["en"]
        assert "AWS にサインアップ" not in console.labels()[title]["ja"]


# --- AWS's labels -----------------------------------------------------------------------------
def test_every_label_of_aws_has_both_languages(language: str) -> None:
    for name, words in console.labels().items():
        assert set(words) == {"en", "ja"}, name
        assert all(words.values()), name
        assert console.label(name) == words[language]
        assert words["en"] in console.both(name)
        assert words["ja"] in console.both(name)
        assert console.both(name).startswith(console.quoted(name))


# --- the root user's password -----------------------------------------------------------------
def helper(page: Account) -> RootPasswordBox:
    everything(page, 4)
    box = page.steps.password
    assert box is not None
    return box


def test_a_password_is_made_and_copied_but_not_shown(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    box = helper(page)
    assert not box.copy.isEnabled()
    press(page, "make_root_password")
    password = box.line.text()
    assert len(password) >= 20
    assert box.line.echoMode() == QLineEdit.EchoMode.Password
    assert all(mark.state == "good" for mark, _ in box._marks.values())
    press(page, "copy_root_password")
    assert QGuiApplication.clipboard().text() == password
    assert "60" in box.countdown.words.plain
    press(page, "show_root_password")
    assert box.line.echoMode() == QLineEdit.EchoMode.Normal
    press(page, "show_root_password")
    assert box.line.echoMode() == QLineEdit.EchoMode.Password
    QGuiApplication.clipboard().clear()


def test_rules_and_strength_follow_the_typing(desk: Desk, qtbot: QtBot) -> None:
    box = helper(shown(desk, qtbot))
    QTest.keyClicks(box.line, "password1")
    states = {name: mark.state for name, (mark, _) in box._marks.items()}
    assert states == {"length": "good", "classes": "bad", "own": "good"}
    assert "not yet" in box.line.accessibleDescription()
    qtbot.waitUntil(lambda: box._sign.state == "bad", timeout=account.LONG_MS)
    assert box.verdict.plain == "Would be guessed at once"
    box.make.click()
    assert box._sign.state == "none"  # what was said of another one is gone at once
    qtbot.waitUntil(lambda: box._sign.state == "good", timeout=account.LONG_MS)
    assert not box.odd.isVisible()
    box.line.setText("ｐａｓｓ")
    assert box.odd.isVisible()
    box.line.clear()
    assert {mark.state for mark, _ in box._marks.values()} == {"none"}


def close_step(page: Account) -> None:
    named(page, "step_4_head").click()


def leave_page(page: Account) -> None:
    page.go()


def close_window(page: Account) -> None:
    page.close()


@pytest.mark.parametrize("leaving", [close_step, leave_page, close_window])
def test_the_password_is_forgotten(desk: Desk, qtbot: QtBot, leaving: object) -> None:
    page = shown(desk, qtbot)
    box = helper(page)
    box.make.click()
    box.show_it.click()
    password = box.line.text()
    assert callable(leaving)
    leaving(page)
    assert box.line.text() == ""
    assert not box.line.isUndoAvailable()
    assert box.line.echoMode() == QLineEdit.EchoMode.Password
    for widget in page.findChildren(QWidget):
        for value in (getattr(widget, "text", str)(), widget.accessibleDescription()):
            assert password not in str(value)
    assert password not in repr(vars(box))


@pytest.mark.parametrize("leaving", [close_step, leave_page, close_window])
def test_undo_brings_no_password_back(desk: Desk, qtbot: QtBot, leaving: object) -> None:
    page = shown(desk, qtbot)
    box = helper(page)
    QTest.keyClicks(box.line, "My-Typed-Root-Pw-42")
    assert callable(leaving)
    leaving(page)
    box.line.setEchoMode(QLineEdit.EchoMode.Normal)  # in which undo would work
    assert not box.line.isUndoAvailable()
    box.line.undo()
    assert not box.line.text()


def test_the_password_is_written_nowhere(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(desk, qtbot)
    box = helper(page)
    box.make.click()
    password = box.line.text()
    qtbot.waitUntil(lambda: box._sign.state == "good", timeout=account.LONG_MS)
    named(page, "step_4").click()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.facts.ticks == ("account.4",)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if password.encode() in path.read_bytes()]

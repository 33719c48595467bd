"""The help with root's MFA: no codes before the phone is proven, and nothing kept afterwards."""

from __future__ import annotations

from base64 import b32encode

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP, left_open
from app.mfa import codes
from tests.ui import front
from ui.desk import Desk
from ui.pages.root_mfa import RootMfa
from ui.qr import QrCode
from ui.sketch import Sketch

KEY = b32encode(b"0123456789" * 4).decode()
START = 30 * 60_000_000  # the first second of a period


class Hands:
    """The page, a clock that only moves when it is told to, and what a customer sees and does."""

    def __init__(self, page: RootMfa) -> None:
        self.page, self.at = page, float(START + 5)
        page.trial.clock = lambda: self.at

    def line(self, name: str) -> QLineEdit:
        found = self.page.findChild(QLineEdit, name)
        assert found is not None
        return found

    def press(self, name: str) -> None:
        found = self.page.findChild(QPushButton, name)
        assert found is not None
        assert found.isVisible()
        found.click()

    def paste_key(self, text: str = KEY) -> None:
        self.line("mfa_secret").setText(text)

    def type_code(self, text: str) -> None:
        self.line("mfa_check_code").setText(text)

    def prove(self) -> None:
        self.paste_key()
        self.type_code(codes(KEY, self.at)[0])

    def wait(self, seconds: float) -> None:
        self.at += seconds
        self.page.trial.codes.tick()

    def shown(self, name: str = "mfa_codes") -> str:
        """What is to be read there, without spaces; "" where it can't be seen."""
        found = self.page.findChild(QLabel, name)
        assert found is not None
        return found.text().replace(" ", "") if found.isVisible() else ""

    @property
    def qr(self) -> QrCode:
        found = self.page.findChild(QrCode, "mfa_qr")
        assert found is not None
        return found

    @property
    def says(self) -> str:
        return self.page.trial.codes.what.plain


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    page = RootMfa(desk, SETUP[2])
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.come()
    page.show()
    return Hands(page)


# --- the usual way ------------------------------------------------------------------------------
def test_the_usual_way_needs_nothing_of_the_help(hands: Hands, desk: Desk) -> None:
    assert not hands.page.trial.isVisible()
    assert not hands.page.isComplete()
    hands.page.done.box.click()
    assert hands.page.isComplete()
    assert desk.facts.mfa_said


def screens(page: RootMfa) -> list[str]:
    """The drawings that can be seen."""
    return [s.objectName() for s in page.findChildren(Sketch) if s.isVisible()]


def test_the_step_in_hand_alone_shows_its_screen_and_ticks_are_kept(
    hands: Hands, desk: Desk
) -> None:
    steps = hands.page.steps
    assert screens(hands.page) == ["mfa_step_1_screen"]
    steps.sections[0].box.click()
    steps.sections[1].box.click()
    assert desk.facts.ticks == ("root_mfa.1", "root_mfa.2")
    assert screens(hands.page) == ["mfa_step_3_screen"]
    assert [s.isVisible() for s in steps.sections] == [False, False, True, False]
    assert steps.where.plain == "Step 3 of 4: 2 done, 2 to go"
    steps.all.click()
    assert all(s.isVisible() for s in steps.sections)
    assert screens(hands.page) == ["mfa_step_3_screen"]


def test_the_last_step_says_the_same_as_the_tick(hands: Hands, desk: Desk, qtbot: QtBot) -> None:
    page = hands.page
    for section in page.steps.sections[:-1]:
        section.box.click()
        assert not desk.facts.mfa_said
    last = page.steps.sections[-1].done
    assert last.text() == "Done: MFA is set up"
    last.setFocus()
    last.click()
    assert desk.facts.mfa_said
    assert page.isComplete()
    assert page.done.box.isChecked()
    qtbot.waitUntil(page.done.box.hasFocus)


def test_the_last_step_alone_leaves_the_keyboard_at_the_tick(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    page.steps.all.click()
    page.steps.sections[-1].head.click()
    last = page.steps.sections[-1].done
    last.setFocus()
    last.click()
    assert page.isComplete()
    qtbot.waitUntil(page.done.box.hasFocus)


def test_what_is_set_up_takes_no_more_room(hands: Hands) -> None:
    page = hands.page
    assert not page.recovery.isVisible()
    page.done.box.click()
    assert not page.steps.isVisible()
    assert page.recovery.isVisible()
    page.done.box.click()
    assert screens(page) == ["mfa_step_1_screen"]


def test_one_button_is_the_one_to_press(hands: Hands) -> None:
    page, main = hands.page, []
    for section in page.steps.sections:
        button = page.main_button
        assert button is not None
        assert button.primary
        main.append(button.objectName())
        section.box.click()
    assert main == [
        "open_security_credentials",
        "mfa_step_2_done",
        "mfa_step_3_done",
        "mfa_step_4_done",
    ]
    assert not page.open.primary


def test_a_narrow_window_has_the_screen_below_the_words(hands: Hands, qtbot: QtBot) -> None:
    (sketch,) = (s for s in hands.page.findChildren(Sketch) if s.isVisible())
    qtbot.waitUntil(lambda: sketch.y() == 0)
    hands.page.resize(420, 700)
    qtbot.waitUntil(lambda: sketch.y() > 0)


def test_opens_the_exact_page(hands: Hands, desk: Desk) -> None:
    opened: list[str] = []
    desk.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    hands.press("open_security_credentials")
    assert opened == ["https://console.aws.amazon.com/iam/home#/security_credentials"]


# --- the key ------------------------------------------------------------------------------------
def test_a_key_becomes_a_qr_code_and_no_codes_yet(hands: Hands, qtbot: QtBot) -> None:
    hands.page.unscanned.head.click()
    hands.paste_key(f" {KEY.lower()} ")
    qtbot.waitUntil(lambda: hands.qr.drawn)
    assert hands.qr.isVisible()
    assert not hands.shown()
    assert not hands.page.trial.proven


def test_a_pasted_key_opens_the_help(hands: Hands) -> None:
    hands.paste_key(f"otpauth://totp/AWS:root?secret={KEY}")
    assert hands.page.trial.isVisible()
    assert hands.line("mfa_check_code").isVisible()


def test_what_is_no_key_is_said_at_the_field(hands: Hands) -> None:
    hands.paste_key("123456")
    assert "six-digit code" in hands.page.trial.why.plain
    assert "six-digit code" in hands.line("mfa_secret").accessibleDescription()
    assert hands.page.trial.why.isVisible()
    assert not hands.line("mfa_check_code").isVisible()


def test_the_letters_are_shown_only_when_asked_for(hands: Hands) -> None:
    hands.paste_key()
    assert not hands.shown("mfa_key_groups")
    hands.press("mfa_show_key")
    assert hands.shown("mfa_key_groups") == KEY
    groups = hands.page.findChild(QLabel, "mfa_key_groups")
    assert groups is not None
    assert {len(group) for group in groups.text().split()} == {4}
    hands.press("mfa_show_key")
    assert not groups.text()


# --- the phone ----------------------------------------------------------------------------------
def test_codes_come_only_after_a_right_one(hands: Hands) -> None:
    hands.paste_key()
    for wrong in ("1", "12345", codes(KEY, hands.at + 3000)[0]):
        hands.type_code(wrong)
        assert not hands.shown()
    assert hands.page.trial.verdict.plain.startswith("✕")
    hands.type_code(codes(KEY, hands.at)[0])
    assert hands.page.trial.verdict.plain.startswith("✓")
    assert hands.shown() == codes(KEY, hands.at)[0]


def test_a_wrong_code_afterwards_takes_them_away(hands: Hands) -> None:
    hands.prove()
    hands.type_code(codes(KEY, hands.at + 3000)[0])
    assert not hands.shown()
    assert not hands.page.trial.proven


def test_clocks_that_differ_are_told_from_a_wrong_entry(hands: Hands) -> None:
    hands.paste_key()
    hands.type_code(codes(KEY, hands.at + 120)[0])
    assert "about 120 seconds apart" in hands.page.trial.verdict.plain
    hands.type_code(codes(KEY, hands.at + 3000)[0])
    assert "Amazon Web Services" in hands.page.trial.verdict.plain


def test_the_two_codes_come_in_turn_and_again(hands: Hands) -> None:
    hands.prove()
    first, ring = codes(KEY, START)[0], hands.page.trial.codes.ring
    assert (hands.shown(), ring.left) == (first, 25)
    assert hands.says == "Type this into “MFA code 1” in AWS"
    hands.wait(20)
    assert (hands.shown(), ring.left) == (first, 5)
    hands.wait(5)
    second = codes(KEY, START + 30)[0]
    assert (hands.shown(), ring.left) == (second, 30)
    assert hands.says == "Now type this into “MFA code 2” in AWS"
    assert first in hands.shown("mfa_code_before")
    hands.wait(30)
    assert hands.says == "Both codes have run out."
    assert not hands.shown()
    assert not ring.isVisible()
    hands.press("codes_again")
    assert hands.shown() == codes(KEY, START + 60)[0]


def test_a_code_about_to_go_isnt_the_first(hands: Hands) -> None:
    hands.at = START + 24.0
    hands.prove()
    assert not hands.shown()
    assert hands.says == "Please wait for the next code."
    assert hands.page.trial.codes.ring.left == 6
    hands.wait(6)
    assert hands.shown() == codes(KEY, START + 30)[0]
    assert hands.says == "Type this into “MFA code 1” in AWS"


def test_starting_over_is_possible_at_any_time(hands: Hands) -> None:
    hands.prove()
    hands.wait(30)
    assert "MFA code 2" in hands.says
    hands.press("codes_again")
    assert "MFA code 1" in hands.says
    assert hands.shown() == codes(KEY, START + 30)[0]


def test_the_two_codes_stand_alone_and_in_the_order_of_their_fields(hands: Hands) -> None:
    """Alike, each beside what AWS calls its field; the code that proved the phone has gone."""
    codes_card = hands.page.trial.codes
    hands.prove()
    assert hands.line("mfa_check_code").isVisible()
    assert codes_card.counts.plain == "Seconds left"
    hands.wait(30)
    assert not hands.line("mfa_check_code").isVisible()
    first, second = codes_card.before, codes_card.codes
    assert first.font() == second.font()
    assert first.y() < second.y()
    for value, label in ((first, codes_card.field_before), (second, codes_card.field)):
        assert value.accessibleName().startswith(label.plain)
        assert abs(value.geometry().center().y() - label.geometry().center().y()) <= 2
        assert label.geometry().right() < value.x()
    assert codes_card.only.isVisible()
    hands.press("codes_again")
    assert hands.line("mfa_check_code").isVisible()
    assert not codes_card.field_before.isVisible()


def test_the_ring_runs_by_itself(hands: Hands, qtbot: QtBot) -> None:
    hands.prove()
    hands.at += 3
    qtbot.waitUntil(lambda: hands.page.trial.codes.ring.left == 22, timeout=5000)


def test_a_screen_reader_finds_the_code_by_its_field(hands: Hands) -> None:
    hands.prove()
    label = hands.page.findChild(QLabel, "mfa_codes")
    assert label is not None
    assert label.accessibleName() == f"“MFA code 1”: {codes(KEY, hands.at)[0]}"
    ring = hands.page.trial.codes.ring
    assert ring.accessibleDescription() == "25 seconds left"


def test_works_with_the_keyboard_alone(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page
    front.bring(qtbot, page)
    page.steps.scan()
    head = page.findChild(QToolButton, "mfa_no_scan")
    assert head is not None
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Space)
    QTest.keyClick(head, Qt.Key.Key_Tab)
    key = hands.line("mfa_secret")
    assert page.window().focusWidget() is key
    QTest.keyClicks(key, KEY)
    QTest.keyClick(key, Qt.Key.Key_Tab)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    code = hands.line("mfa_check_code")
    assert page.window().focusWidget() is code
    QTest.keyClicks(code, codes(KEY, hands.at)[0])
    QTest.keyClick(code, Qt.Key.Key_Tab)
    more = page.window().focusWidget()
    while more.objectName() != "codes_wait":
        assert page.trial.codes.isAncestorOf(more), "only the codes stand between"
        QTest.keyClick(more, Qt.Key.Key_Tab)
        more = page.window().focusWidget()
    hands.wait(60)
    again = page.window().focusWidget()
    assert again.objectName() == "codes_again", "the keyboard stays where more time is to be had"
    QTest.keyClick(again, Qt.Key.Key_Space)
    assert hands.shown() == codes(KEY, hands.at)[0]


def test_the_second_code_leaves_the_keyboard_where_nothing_is_undone(
    hands: Hands, qtbot: QtBot
) -> None:
    front.bring(qtbot, hands.page)
    hands.prove()
    hands.line("mfa_check_code").setFocus()
    hands.wait(30)
    assert hands.page.trial.codes.before.isVisible()
    assert hands.page.window().focusWidget() is hands.page.trial.codes.codes


def test_nobody_has_to_hurry_with_the_codes(hands: Hands, qtbot: QtBot) -> None:
    """The next code comes with its whole half minute, ten times over, and nothing typed is lost."""
    page, ring = hands.page, hands.page.trial.codes.ring
    front.bring(qtbot, page)
    hands.prove()
    typed = hands.line("mfa_check_code").text()
    for _ in range(10):
        hands.wait(12)
        button = page.findChild(QPushButton, "codes_wait")
        assert button is not None
        assert button.isVisible()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert hands.says == "Please wait for the next code."
        assert not hands.shown()
        said = page.trial.codes.then.plain
        assert said == "It comes here by itself. You then have half a minute to type it in AWS."
        left = ring.left
        hands.wait(left)
        assert hands.says == "Type this into “MFA code 1” in AWS"
        assert (hands.shown(), ring.left) == (codes(KEY, hands.at)[0], 30)
        assert page.window().focusWidget() is button
    assert hands.line("mfa_check_code").text() == typed
    assert hands.line("mfa_secret").text() == KEY


def test_waiting_can_be_broken_off(hands: Hands) -> None:
    hands.prove()
    hands.press("codes_wait")
    hands.press("codes_again")
    assert hands.shown() == codes(KEY, hands.at)[0]


def test_a_screen_reader_is_told_once_a_turn_that_time_runs_low(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.mfa_codes.announce", lambda _widget, text: said.append(text))
    hands.prove()
    assert len(said) == 1
    for _ in range(24):
        hands.wait(1)
    assert said[1:] == ["10 seconds left"]
    for _ in range(30):
        hands.wait(1)
    assert len(said) == 4, "the second turn, and that its time runs low"
    assert said[3] == "10 seconds left"


# --- forgetting ---------------------------------------------------------------------------------
def leave(page: RootMfa) -> None:
    page.go()


def hide(page: RootMfa) -> None:
    page.hide()


def fold(page: RootMfa) -> None:
    page.unscanned.head.click()


def close(page: RootMfa) -> None:
    page.close()


def speak(page: RootMfa) -> None:
    page.desk.speak("ja")


@pytest.mark.parametrize("end", [leave, hide, fold, close, speak])
def test_the_key_is_forgotten(hands: Hands, desk: Desk, qtbot: QtBot, end: object) -> None:
    hands.prove()
    hands.press("mfa_show_key")
    qtbot.waitUntil(lambda: hands.qr.drawn)
    trial, code = hands.page.trial, codes(KEY, hands.at)[0]
    assert callable(end)
    end(hands.page)
    assert not trial.shown.qr.drawn
    assert not trial.proven
    for widget in (trial, *trial.findChildren(QWidget)):
        read = getattr(widget, "text", str)
        for value in (read(), widget.accessibleName(), widget.accessibleDescription()):
            plain = value.replace(" ", "")
            assert KEY not in plain
            assert code not in plain
    assert not any(holds_key(part) for part in (trial, trial.codes, trial.shown))
    qtbot.waitUntil(lambda: not desk.background.busy)
    for kept in desk.settings.data_dir.rglob("*"):
        assert kept.is_dir() or KEY.encode() not in kept.read_bytes()


def holds_key(widget: QWidget) -> bool:
    """Whether the key, or an object that holds it, is among the widget's values."""
    return any(KEY in repr(value) for value in vars(widget).values())


def test_undo_brings_nothing_back(hands: Hands) -> None:
    hands.page.unscanned.head.click()
    for name, typed in (("mfa_secret", KEY), ("mfa_check_code", "123456")):
        line = hands.line(name)
        QTest.keyClicks(line, typed)
    hands.page.trial.wipe()
    for name in ("mfa_secret", "mfa_check_code"):
        line = hands.line(name)
        line.setEchoMode(QLineEdit.EchoMode.Normal)  # in which undo would work
        assert not line.isUndoAvailable()
        line.undo()
        assert not line.text()


def test_the_key_cant_be_dragged_or_copied_out(hands: Hands) -> None:
    hands.paste_key()
    line = hands.line("mfa_secret")
    assert not line.dragEnabled()
    assert line.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    line.selectAll()
    line.copy()
    assert KEY not in QGuiApplication.clipboard().text()
    hands.press("mfa_show_key")
    groups = hands.page.findChild(QLabel, "mfa_key_groups")
    assert groups is not None
    assert groups.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert groups.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu


def test_another_key_forgets_the_first(hands: Hands, qtbot: QtBot) -> None:
    hands.prove()
    other = b32encode(b"9876543210" * 4).decode()
    hands.paste_key(other)
    assert not hands.shown()
    assert not hands.line("mfa_check_code").text()
    qtbot.waitUntil(lambda: hands.qr.drawn)
    hands.type_code(codes(other, hands.at)[0])
    assert hands.shown() == codes(other, hands.at)[0]


def test_later_is_a_choice_of_its_own_and_stays_open(hands: Hands, desk: Desk) -> None:
    later = hands.page.later
    assert later.isVisible()
    desk.know(mfa_said=False, mfa_put_off=True)
    assert hands.page.isComplete()
    assert not later.isVisible()
    assert left_open(desk.facts) == {"root_mfa"}
    hands.page.done.box.click()
    assert desk.facts.mfa_said
    assert left_open(desk.facts) == frozenset()

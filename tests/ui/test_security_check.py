"""The security check against practice AWS: each state of each check, and looking again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app import checks
from app.checks import Outcome
from app.clientshelf import Shelf
from app.facts import Facts
from app.journey import SETUP, step
from app.messages import msg
from app.practice import Practice
from tests.ui import account
from tests.ui.account import press, wait
from tests.ui.checkpage import (
    ALL_THREE,
    CALLS,
    SCENES,
    button,
    calls,
    keyring,
    offered,
    opened,
    press_head,
    seen,
    tell,
)
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from ui import checkwords, words
from ui.checkrow import CheckRow
from ui.checksummary import CheckSummary
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck
from ui.plaintext import tip
from ui.setup_wizard import SetupWizard

# --- each state of each check -------------------------------------------------------------------
WORDS = {"good": "Good", "must": "Must be done", "advised": "Recommended", "unknown": "Not known"}
MARKS = {"good": "good", "must": "bad", "advised": "warn", "unknown": "unknown"}
EDGES = {"good": "good", "must": "bad", "advised": "warn", "unknown": ""}


def assert_row(row: CheckRow, state: str, found: str, action: str) -> None:
    """Sign, word, colour and action are those of the state; a free plan ends on a day."""
    ends = state == "advised" and row.again.objectName() == "recheck_account_plan"
    word = "Has a deadline" if ends else WORDS[state]
    assert row.word.plain == word
    assert row._mark.state == MARKS[state]
    assert row._edge == EDGES[state]
    heard = re.sub(r", until \d{4}-\d\d-\d\d", "", row.accessibleName())
    assert heard == f"{row.title}: {found}. {word}."
    assert row.accessibleDescription()
    assert row.advice.isVisible() == (state != "good")
    assert offered(row) == action


def test_the_rows_are_the_checks() -> None:
    assert checkwords.CHECKS == checks.CHECKS


@keyring
@pytest.mark.parametrize("scene", SCENES)
def test_each_state_has_its_sign_its_word_and_its_action(
    desk_there: Desk, practice: Practice, qtbot: QtBot, scene: str
) -> None:
    told, expected = SCENES[scene]
    tell(practice, **told)
    page = seen(desk_there, qtbot)
    for check, (state, found, action) in expected.items():
        assert_row(page.rows[check], state, found, action)
    more = page.rows["activated"].more
    assert more.isVisible() == (told.get("account_state") == "PENDING_ACTIVATION")


@keyring
@pytest.mark.parametrize("check", checkwords.CHECKS)
def test_what_cannot_be_looked_at_says_so_and_can_be_tried_again(
    desk_there: Desk, practice: Practice, qtbot: QtBot, check: str
) -> None:
    practice.state.fail(CALLS[check], "AccessDeniedException", 403, times=9)
    page = seen(desk_there, qtbot)
    assert_row(page.rows[check], "unknown", "Can't be seen", f"look_{check}")
    assert "doesn't show this" in page.rows[check].advice.plain
    practice.state.clear()
    press(page, f"look_{check}")
    wait(qtbot, lambda: not page.looking)
    assert page.rows[check].word.plain != WORDS["unknown"]


@keyring
def test_what_must_be_done_stands_on_top_and_is_counted(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, account_state="PENDING_ACTIVATION", root_keys=True, contacts=ALL_THREE)
    practice.state.fail(CALLS["organization"], "AccessDeniedException", 403)
    page = seen(desk_there, qtbot)
    wait(qtbot, lambda: page.rows["activated"].y() < page.rows["root_keys"].y())
    there = [name for name in page.rows if page.rows[name].isVisible()]
    order = sorted(there, key=lambda name: page.rows[name].y())
    assert order == ["activated", "organization", "root_keys", "account_plan"]
    assert page.right.head.text() == "✓ 3 checks are all right"
    press_head(page)
    assert all(row.isVisible() for row in page.rows.values())
    assert page.summary.sentence.plain == (
        "To be done: 1. Recommended: 2. One couldn't be looked at."
    )


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (["good"] * 7, "All is well: there is nothing to do."),
        (["must", "advised"], "To be done: 1. Recommended: 1."),
        (["must", "must", "good"], "2 things must be done."),
        (["good", "advised"], "You can go on; one thing is recommended."),
        (["good", ""], "Not everything has been checked yet."),
        (["unknown"] * 3, "3 couldn't be looked at."),
        (["unknown", "advised"], "One thing is recommended. One couldn't be looked at."),
    ],
)
def test_the_sentence_on_top(states: list[str], sentence: str) -> None:
    words.install("en")
    assert checkwords.summary(states) == sentence


# --- looking ------------------------------------------------------------------------------------
@keyring
def test_one_row_is_looked_at_while_the_others_stay(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    tell(practice, plan="PAID", delay=0.3)
    press(page, "recheck_account_plan")
    assert page.rows["account_plan"].word.plain == "Looking …"
    assert page.rows["account_plan"].accessibleName().endswith("Looking …")
    assert page.rows["contacts"].word.plain == "Recommended"
    assert button(page, "open_contacts").isEnabled()
    press_head(page)
    press(page, "recheck_root_mfa")
    press(page, "recheck_account_plan")  # it is being looked at: once is enough
    wait(qtbot, lambda: not page.looking)
    assert page.rows["account_plan"].accessibleName().endswith("Paid plan. Good.")
    assert calls(practice) == ["freetier:GetAccountPlanState", "iam:GetAccountSummary"]


@keyring
def test_a_free_plan_is_more_than_a_thing_to_do_some_day(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.plan = "FREE"
    page = seen(desk_there, qtbot)
    assert page.isComplete()
    closes = re.fullmatch(
        r"On the free plan AWS closes the account by (\d{4}-\d\d-\d\d)\.",
        page.summary.sentence.plain,
    )
    assert closes is not None
    assert page.summary.why.plain == (
        "You can go on by “Next” now. Change to the paid plan below soon."
    )
    row = page.rows["account_plan"].accessibleName()
    assert row.startswith(f"Plan of the account: Free plan, until {closes[1]}.")
    practice.state.plan = "PAID"
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    assert "free plan" not in page.summary.spoken
    assert "paid plan" not in page.summary.spoken
    assert page.summary.sentence.plain == "You can go on; one thing is recommended."


def test_without_a_day_it_is_said_that_a_free_plan_ends(dressed: object, qtbot: QtBot) -> None:
    summary = CheckSummary(lambda: None)
    qtbot.addWidget(summary)
    states = dict.fromkeys(checkwords.CHECKS, "good") | {"account_plan": "advised"}
    seen_all = Facts(root_mfa=True, activated=True)
    summary.show_states(states, seen_all, looking=False)
    assert "closes the account within six months" in summary.sentence.plain
    assert summary.why.plain.startswith("You can go on by “Next” now.")
    summary.show_states(states | {"contacts": "unknown"}, seen_all, looking=False)
    assert "One couldn't be looked at." in summary.sentence.plain
    assert "closes the account within six months" in summary.why.plain


@keyring
def test_who_has_to_sign_in_first_is_not_told_to_go_on(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.plan = "FREE"
    page = seen(desk_there, qtbot)
    assert page.summary.isVisible()
    page.ask_to_sign_in()
    assert not page.isComplete()
    assert not page.summary.isVisible()
    page.clear_message()
    page.look()
    wait(qtbot, lambda: not page.looking)
    assert page.summary.isVisible()


def test_the_button_of_a_row_says_in_words_what_it_does(desk: Desk, qtbot: QtBot) -> None:
    again = opened(desk, qtbot).rows["contacts"].again
    assert again.text()
    assert again.accessibleName().startswith(again.text())


@keyring
def test_all_are_looked_at_again(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    assert set(CALLS.values()) <= set(calls(practice))


def test_each_button_says_what_it_looks_at(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    names = [button(page, f"recheck_{check}").accessibleName() for check in checkwords.CHECKS]
    assert len(set(names)) == len(names)
    for name, row in zip(names, page.rows.values(), strict=True):
        assert row.title in name
        assert row.again.toolTip() == tip(name)
        assert row.again.text() == "Recheck"  # a sign alone has to be guessed
        assert row.again.width() >= row.again.fontMetrics().horizontalAdvance("Recheck")


def test_a_free_plan_that_ends_is_no_mere_recommendation(dressed: object, qtbot: QtBot) -> None:
    for check, word in (("account_plan", "Has a deadline"), ("contacts", "Recommended")):
        row = CheckRow(check, "Title", lambda: None)
        qtbot.addWidget(row)
        row.say("advised", "Found", "Advice")
        assert row.word.plain == word
        assert word in row.accessibleName()
        row.say("good", "Found", "Advice")
        assert row.word.plain == "Good"


@keyring
def test_leaving_in_the_middle_drops_what_is_asked(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.delay = 0.3
    page = opened(desk_there, qtbot)
    assert page.rows["root_mfa"].word.plain == "Looking …"
    page.go()
    assert not page.looking
    wait(qtbot, lambda: not desk_there.background.busy)
    assert desk_there.facts.root_mfa is None
    practice.state.delay = 0.0
    page.come()
    wait(qtbot, page.isComplete)


@keyring
def test_offline_is_said_and_looking_again_helps(
    desk_there: Desk, practice: Practice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen(desk_there, qtbot)
    session = desk_there.session
    assert session is not None
    with monkeypatch.context() as patch:
        patch.setattr(session.clients, "_endpoint", "http://127.0.0.1:9")
        patch.setattr(session.clients, "_shelf", Shelf(session.clients._shelf._create))
        press(page, "recheck")
        wait(qtbot, page.message.isVisible)
        assert "offline" in page.message.code.plain
        assert page.rows["root_mfa"].accessibleName().endswith("On. Good.")
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    assert not page.message.isVisible()


@keyring
def test_a_session_that_ended_is_asked_for_again(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    practice.state.sign_out_everyone()
    press(page, "recheck")
    wait(qtbot, page.message.isVisible)
    assert page.message.again.isVisible()
    assert page.message.again.primary
    assert not page.isComplete()
    desk_there.begin(account.sign_in(desk_there.settings))
    practice.state.clear()
    page.signed_in_again()
    assert not page.message.isVisible()
    wait(qtbot, lambda: not page.looking)
    assert CALLS["root_mfa"] in calls(practice)


def test_who_is_not_signed_in_is_asked_to(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    assert page.message.again.isVisible()
    assert not page.isComplete()
    assert page.summary.sentence.plain == "Not checked yet"


@keyring
def test_signing_out_forgets_what_was_seen(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    desk_there.sign_out()
    assert page.rows["root_mfa"].word.plain == "Not checked yet"
    assert not page.isComplete()


@keyring
def test_closing_while_it_looks_asks_nothing(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.delay = 0.3
    host = QWidget()
    qtbot.addWidget(host)
    wizard = SetupWizard(desk_there, host)
    wizard.show()
    wizard._go_to(step(SETUP, "security_check"))
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)
    assert page.looking
    wizard.close()
    assert not wizard.isVisible()
    assert wizard.findChild(QMessageBox, "stop_work") is None
    wait(qtbot, lambda: not desk_there.background.busy)


def test_a_row_is_shown_as_soon_as_it_is_known(desk: Desk, qtbot: QtBot) -> None:
    page = SecurityCheck(desk, step(SETUP, "security_check"))
    qtbot.addWidget(page)
    page.prepare()
    looking, session = Any, Any
    page._looking = {"root_mfa": looking, "contacts": looking}  # type: ignore[dict-item]
    desk.session = session  # type: ignore[assignment]
    page._heard(session, Outcome("root_mfa", "good", msg("On"), None))  # type: ignore[arg-type]
    page.refresh()
    assert "On" in page.rows["root_mfa"].accessibleName()
    assert "Looking" in page.rows["contacts"].accessibleName()
    assert desk.facts.root_mfa
    page._looking = {}
    desk.session = None

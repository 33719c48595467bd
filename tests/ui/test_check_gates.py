"""When the security check lets one go on, and what it waits for."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from app.journey import SETUP, step
from app.practice import Practice
from tests.ui.account import press, wait
from tests.ui.checkpage import CALLS, keyring, outcomes, seen, tell
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck


# --- going on -----------------------------------------------------------------------------------
@keyring
def test_next_waits_for_mfa_or_the_customers_word(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, root_mfa=False)
    practice.state.plan = "PAID"  # of the free one something more is said
    page = seen(desk_there, qtbot)
    assert not page.isComplete()
    assert "set up MFA for the root user" in page.summary.why.plain
    desk_there.know(mfa_later=True, mfa_due="2026-01-31")
    assert not page.isComplete(), "the day is over"
    assert not page.later.box.isChecked()
    page.later.box.click()
    assert page.isComplete()
    assert page.summary.why.plain == "You can go on, but do this soon."
    tell(practice, root_mfa=True)
    press(page, "recheck_root_mfa")
    wait(qtbot, lambda: desk_there.facts.root_mfa is True)
    assert page.isComplete()
    assert not page.later_card.isVisible()
    assert not desk_there.facts.mfa_later
    assert not page.summary.why.isVisible()


@keyring
def test_next_waits_until_aws_has_opened_the_account(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, account_state="PENDING_ACTIVATION")
    page = seen(desk_there, qtbot)
    assert not page.isComplete()
    assert "has to be open for use" in page.summary.why.plain
    advice = page.rows["activated"].advice.plain
    assert "24 hours" in advice
    assert "spam" in advice
    assert "close Aikagi" in advice
    tell(practice, account_state="ACTIVE")
    press(page, "look_activated")
    wait(qtbot, page.isComplete)
    assert desk_there.facts.activated is True


@keyring
def test_next_is_open_where_aws_does_not_say_whether_it_is_active(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, account_state="")
    assert seen(desk_there, qtbot).isComplete()
    assert desk_there.facts.activated is None


@keyring
def test_next_waits_until_it_is_known_how_root_is_protected(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.fail(CALLS["root_mfa"], "AccessDeniedException", 403, times=9)
    page = seen(desk_there, qtbot)
    assert desk_there.facts.root_mfa is None
    assert not page.isComplete()
    assert "Aikagi has to see first" in page.summary.why.plain


@keyring
def test_another_computer_needs_no_ticks(desk_there: Desk, qtbot: QtBot) -> None:
    before = desk_there.facts
    seen(desk_there, qtbot)
    assert (before.mfa_said, before.have_account) == (False, False)
    assert (desk_there.facts.mfa_said, desk_there.facts.have_account) == (True, True)


def test_what_another_session_saw_isnt_taken(desk: Desk, qtbot: QtBot) -> None:
    page = SecurityCheck(desk, step(SETUP, "security_check"))
    qtbot.addWidget(page)
    page.prepare()
    before: Any = object()
    page._seen(before, ("root_mfa",), outcomes("root_mfa"))
    assert desk.facts.root_mfa is None


def test_next_waits_while_a_gate_is_being_looked_at_again(desk: Desk, qtbot: QtBot) -> None:
    page = SecurityCheck(desk, step(SETUP, "security_check"))
    qtbot.addWidget(page)
    page.prepare()
    desk.know(account="111122223333", is_root=True, root_mfa=True, activated=True)
    assert page.isComplete()
    looking: Any = object()
    page._looking = {"root_mfa": looking}
    assert not page.isComplete()
    page._looking = {"contacts": looking}
    assert page.isComplete()
    page._looking = {}

"""The account page while AWS opens the account: it is waited for, and asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.handoverfile import Handover
from app.journey import SETUP
from app.practice import Practice
from tests.ui import account
from tests.ui.account import press, wait
from tests.ui.accountpage import in_view, named, opened, shown
from tests.ui.test_fits import assert_fits, letters, said  # noqa: F401  (fixtures)
from tests.ui.test_fits import shown as in_a_narrow_window
from ui import links
from ui.desk import Desk
from ui.pages.account import Account
from ui.signin_panel import SignInWindow
from ui.signupwaiting import now


# --- the waiting ------------------------------------------------------------------------------
def test_finished_means_waiting_also_after_a_restart(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert not page.waiting_card.isVisible()
    named(page, "signed_up").click()
    assert page.waiting_card.isVisible()
    assert "24 hours" in page.waiting_card.comes.plain
    assert not page.waiting_card.ask_aws.isVisible()
    assert not page.isComplete()
    assert page.main_button is page.waiting_card.check
    assert opened(page) == []
    qtbot.waitUntil(lambda: in_view(page, page.waiting_card))
    qtbot.waitUntil(lambda: not desk.background.busy)
    again = Desk(desk.settings)
    assert again.facts.waiting_since == desk.facts.waiting_since
    other = shown(again, qtbot)
    assert other.waiting_card.isVisible()
    assert other.first_focus() is other.waiting_card.check
    named(other, "not_signed_up").click()
    assert again.facts.waiting_since == ""
    assert opened(other) == [1]
    assert again.background.stop(limit=10)


def test_the_e_mail_has_come(desk: Desk, qtbot: QtBot) -> None:
    desk.know(waiting_since=now())
    page = shown(desk, qtbot)
    named(page, "have_account").click()
    assert (desk.facts.have_account, desk.facts.waiting_since) == (True, "")
    assert not page.waiting_card.isVisible()
    assert page.isComplete()


@pytest.mark.parametrize(("hours", "late"), [(23, False), (25, True)])
def test_after_a_day_aws_is_to_be_asked(desk: Desk, qtbot: QtBot, hours: int, late: bool) -> None:
    since = datetime.now(UTC) - timedelta(hours=hours)
    desk.know(waiting_since=since.isoformat())
    asked: list[str] = []
    desk.open_url = lambda url: not asked.append(url)  # type: ignore[func-returns-value]
    page = shown(desk, qtbot)
    assert page.waiting_card.ask_aws.isVisible() is late
    assert ("longer than" in page.waiting_card.comes.plain) is late
    named(page, "activation_support").click()
    assert asked == [links.ACCOUNT_SUPPORT]


@pytest.mark.parametrize("hours", [1, 25])
def test_the_waiting_is_not_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    hours: int,
) -> None:
    since = datetime.now(UTC) - timedelta(hours=hours)
    desk.know(waiting_since=since.isoformat())
    assert_fits(in_a_narrow_window(desk, qtbot, SETUP[1]), qtbot)


def test_a_damaged_moment_is_no_trouble(desk: Desk, qtbot: QtBot) -> None:
    desk.know(waiting_since="yesterday")
    assert shown(desk, qtbot).waiting_card.isVisible()


@pytest.fixture
def customer(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object
) -> Iterator[Desk]:
    with account.run(data_dir, practice, signed_in=False) as desk:
        desk.know(waiting_since=now())
        yield desk


def told(desk: Desk) -> tuple[bool, bool | None]:
    return desk.facts.have_account, desk.facts.activated


@pytest.mark.keyring
def test_checking_signs_in_and_looks(customer: Desk, practice: Practice, qtbot: QtBot) -> None:
    practice.state.account_state = "PENDING_ACTIVATION"
    page = shown(customer, qtbot)
    press(page, "check_activation")
    window = page.findChild(SignInWindow)
    assert window is not None
    press(window, "sign_in_button")
    wait(qtbot, page.message.isVisible)
    assert page.message.what.plain == (
        "AWS is still activating account 111122223333 (Practice Company)."
    )
    assert told(customer) == (False, False)
    assert customer.facts.waiting_since
    assert not page.isComplete()
    practice.state.account_state = "ACTIVE"
    press(page, "check_activation")
    wait(qtbot, lambda: customer.facts.have_account)
    assert told(customer) == (True, True)
    assert customer.facts.waiting_since == ""
    assert page.message.what.plain == ("AWS has activated account 111122223333 (Practice Company).")
    assert not page.waiting_card.isVisible()
    assert page.isComplete()


@pytest.mark.keyring
@pytest.mark.parametrize(
    ("state", "what", "activated"),
    [("SUSPENDED", "Suspended", False), ("CLOSED", "Closed", False), ("", "AWS doesn't say", None)],
)
def test_other_states_are_told(
    customer: Desk, practice: Practice, qtbot: QtBot, state: str, what: str, activated: bool | None
) -> None:
    practice.state.account_state = state
    customer.begin(account.sign_in(customer.settings))
    page = shown(customer, qtbot)
    press(page, "check_activation")
    wait(qtbot, page.message.isVisible)
    assert page.message.what.plain == f"Account 111122223333 (Practice Company): {what}"
    assert page.message.next.plain
    assert customer.facts.activated is activated
    assert not customer.facts.have_account


def ask_again(page: Account, qtbot: QtBot) -> SignInWindow:
    """Press “Check now” once more, where it then asks to sign in."""
    qtbot.waitUntil(lambda: not page.findChildren(SignInWindow))
    press(page, "check_activation")
    (window,) = page.findChildren(SignInWindow)
    return window


@pytest.mark.keyring
@pytest.mark.parametrize("state", ["ACTIVE", "SUSPENDED"])
def test_the_answer_for_another_account_ticks_nothing(
    customer: Desk, practice: Practice, qtbot: QtBot, state: str
) -> None:
    practice.state.account_state = state
    customer.records.save(Handover(state="made", account="999999999999", user_id="AIDAEXAMPLE"))
    customer.begin(account.sign_in(customer.settings))
    page = shown(customer, qtbot)
    press(page, "check_activation")
    for _ in range(2):
        wait(qtbot, lambda: page.message.isVisible() and not page.working)
        heard = page.message.accessibleDescription()
        assert "111122223333 (Practice Company)" in heard
        assert "999999999999" in heard
        assert told(customer) == (False, state == "ACTIVE")
        assert customer.facts.waiting_since
        assert not page.isComplete()
        window = ask_again(page, qtbot)  # perhaps in the other account this time
        assert window.panel.expected == ""
        with qtbot.waitSignal(page.state_changed, timeout=account.LONG_MS):
            press(window, "sign_in_button")
    wait(qtbot, lambda: not page.working)
    named(page, "have_account").click()
    assert page.isComplete()


@pytest.mark.keyring
def test_the_answer_for_who_has_gone_meanwhile_ticks_nothing(
    customer: Desk, practice: Practice, qtbot: QtBot
) -> None:
    customer.begin(account.sign_in(customer.settings))
    page = shown(customer, qtbot)
    press(page, "check_activation")
    customer.know(account="999999999999")  # signed in to it in another window
    wait(qtbot, page.message.isVisible)
    assert "999999999999" in page.message.next.plain
    assert not customer.facts.have_account


@pytest.mark.keyring
def test_a_tick_taken_out_again_asks_in_another_account(
    customer: Desk, practice: Practice, qtbot: QtBot
) -> None:
    since = customer.facts.waiting_since
    customer.begin(account.sign_in(customer.settings))
    page = shown(customer, qtbot)
    press(page, "check_activation")
    wait(qtbot, lambda: customer.facts.have_account)
    named(page, "have_account").click()
    assert (customer.facts.have_account, customer.facts.waiting_since) == (False, since)
    window = ask_again(page, qtbot)
    assert window.panel.expected == ""
    window.close()


@pytest.mark.keyring
def test_an_ended_session_is_renewed_in_the_same_account(
    customer: Desk, practice: Practice, qtbot: QtBot
) -> None:
    customer.begin(account.sign_in(customer.settings))
    page = shown(customer, qtbot)
    practice.state.sign_out_everyone()
    press(page, "check_activation")
    wait(qtbot, page.message.isVisible)
    press(page, "sign_in_again")
    (window,) = page.findChildren(SignInWindow)
    assert window.panel.expected == "111122223333"
    press(window, "sign_in_button")
    wait(qtbot, lambda: customer.facts.have_account)

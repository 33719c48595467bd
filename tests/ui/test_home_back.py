"""The home window for who comes back: after a pause, or on another computer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.practice import Practice
from app.review.decisions import CLOSED, Decision
from app.review.tally import Tally
from tests.ui import account
from tests.ui.account import press, wait
from tests.ui.homes import button, hours_ago, opened, page, primary, record, rows, saved
from ui import revocation
from ui.desk import Desk
from ui.mfalater import promised
from ui.review_wizard import ReviewWizard
from ui.reviewing import Reviewing
from ui.when import day


def test_waiting_for_activation_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.know(waiting_since=datetime.now(UTC).isoformat(timespec="seconds"), page="account")
    home = opened(desk, qtbot)
    assert "step 2 of 11" in home.view.setup_title.plain
    assert "is activating your account" in home.view.setup_text.plain
    assert primary(home) == ["start_setup"]
    press(home, "start_setup")
    assert page(home) == "account"


def test_a_damaged_date_says_no_nonsense(desk: Desk, qtbot: QtBot) -> None:
    desk.know(waiting_since="yesterday")
    home = opened(desk, qtbot)
    assert "is activating your account" in home.view.setup_text.plain


def test_says_the_step_and_what_to_do_there(desk: Desk, qtbot: QtBot) -> None:
    desk.know(have_account=True, mfa_said=True, page="root_mfa")
    home = opened(desk, qtbot)
    assert home.view.setup_title.plain == "You are here: step 3 of 11, Second lock (MFA)"
    assert "second lock" in home.view.setup_text.plain
    press(home, "start_setup")
    assert page(home) == "root_mfa"


@pytest.mark.keyring
def test_another_computer_sees_what_is_done(
    dressed: object,
    tmp_path: Path,
    practice: Practice,
    secret_service: object,
    qtbot: QtBot,
) -> None:
    with account.run(tmp_path / "first", practice) as first:
        made = account.let_in(first, tmp_path)
    with account.run(tmp_path / "second", practice) as second:
        home = opened(second, qtbot)
        assert button(home, "look_around").isVisible()
        press(home, "look_around")
        wait(qtbot, lambda: len(rows(home)) == 1)
        assert "Hoshi Works" in rows(home)[0]
        found = second.records.handovers()[0]
        assert (found.user_id, found.elsewhere) == (made.user_id, True)
        assert second.facts.have_account
        assert second.facts.mfa_said
        assert not button(home, "look_around").isVisible()
        assert button(home, "building").isEnabled()


@pytest.mark.keyring
def test_an_account_with_nobody_in_it_is_said(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object, qtbot: QtBot
) -> None:
    with account.run(data_dir, practice) as desk:
        home = opened(desk, qtbot)
        press(home, "look_around")
        wait(qtbot, lambda: "no user in this account" in home.view.message.what.plain)


def test_reminds_of_the_link_in_awss_mail(desk: Desk, qtbot: QtBot) -> None:
    done = record(last_used=hours_ago(1))
    desk.know(handover=done.id, have_account=True, mfa_said=True, contract="B", budget="made")
    desk.know(file_channel="chat", file_sent=True, password_channel="phone", password_sent=True)
    home = saved(desk, qtbot, done)
    assert "opened the link" in home.view.reminder.title.plain
    press(home, "reminder")
    assert page(home) == "budget"
    desk.know(budget_confirmed=True)
    wait(qtbot, lambda: not button(home, "reminder").isVisible())
    desk.know(budget="skipped")
    wait(qtbot, lambda: "no spending alert" in home.view.reminder.title.plain)


def test_undecided_ways_in_come_before_all_else(desk: Desk, qtbot: QtBot) -> None:
    waits = record(last_used="")
    desk.know(handover="another", have_account=True, mfa_said=True, budget="skipped", ways_in=2)
    home = saved(desk, qtbot, waits)
    assert home.view.reminder.title.plain.startswith("2 other ways in")
    assert button(home, "next_step").isVisible()
    assert home.view.reminder.y() < home.view.next_card.y()
    assert primary(home) == ["reminder"]
    desk.know(ways_in=0)
    assert primary(home) == ["next_step"]
    desk.know(ways_in=1)
    press(home, "reminder")
    assert isinstance(home.windows.open, ReviewWizard)


@pytest.mark.parametrize(("of_account", "known"), [("123456789012", 3), ("999999999999", 0)])
def test_what_a_review_leaves_undecided_is_kept(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, of_account: str, known: int
) -> None:
    left = Tally(begun=(Decision("a", CLOSED, ""),) * 3)
    monkeypatch.setattr(Reviewing, "tally", property(lambda _self: left))
    desk.know(known_account="123456789012")
    home = opened(desk, qtbot)
    home.windows.review()
    revocation.of(desk).account = of_account
    assert home.windows.open is not None
    home.windows.open.close()
    wait(qtbot, lambda: home.windows.open is None)
    assert desk.facts.ways_in == known


def test_how_a_vendor_stands_is_said_once(desk: Desk, qtbot: QtBot) -> None:
    home = saved(desk, qtbot, record(last_used=""))
    (said,) = rows(home)
    assert "still waits to be sent" in said
    assert home.view.next_card.isVisible()
    task = home.view.next_card
    assert "still waits to be sent" not in f"{task.title.plain} {task.text.plain}"


def test_reminds_of_the_mfa_that_was_put_off(desk: Desk, qtbot: QtBot) -> None:
    done = record(last_used=hours_ago(1))
    desk.know(**promised(True), handover=done.id, have_account=True, mfa_said=True, contract="B")
    desk.know(file_channel="chat", file_sent=True, password_channel="phone", password_sent=True)
    desk.know(budget="made")
    home = saved(desk, qtbot, done)
    assert "no second lock" in home.view.reminder.title.plain
    assert day(datetime.now(UTC) + timedelta(days=7)) in home.view.reminder.text.plain
    press(home, "reminder")
    assert page(home) == "root_mfa"
    desk.know(mfa_due="soon")
    wait(qtbot, lambda: "by" not in home.view.reminder.text.plain.split())


@pytest.mark.keyring
def test_mfa_that_was_put_off_is_looked_at_again(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object, qtbot: QtBot
) -> None:
    with account.run(data_dir, practice) as desk:
        account.let_in(desk, data_dir)
        desk.know(**promised(True))
        home = opened(desk, qtbot)
        press(home, "check_now")
        wait(qtbot, lambda: not desk.facts.mfa_later)
        assert desk.facts.root_mfa
        assert not desk.facts.mfa_due


@pytest.mark.keyring
def test_another_account_has_a_promise_and_a_budget_of_its_own(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object
) -> None:
    with account.run(data_dir, practice) as desk:
        desk.know(**promised(True), budget="made", budget_confirmed=True)
        first = desk.root_account
        assert first == desk.facts.known_account == desk.facts.account
        desk.know(known_account="999999999999")  # as if that had been the one before
        desk.begin(account.sign_in(desk.settings))
        facts = desk.facts
        assert not any((facts.mfa_later, facts.mfa_due, facts.budget, facts.budget_confirmed))
        desk.sign_out()
        assert desk.root_account == first


@pytest.mark.keyring
def test_who_is_there_is_told_though_the_rest_cant_be_seen(
    dressed: object,
    tmp_path: Path,
    practice: Practice,
    secret_service: object,
    qtbot: QtBot,
) -> None:
    with account.run(tmp_path / "first", practice) as first:
        account.let_in(first, tmp_path)
    practice.state.forbidden = ("budgets:ViewBudget", "iam:GetAccountSummary")
    with account.run(tmp_path / "second", practice) as second:
        home = opened(second, qtbot)
        press(home, "look_around")
        wait(qtbot, lambda: len(rows(home)) == 1)
        assert not second.facts.mfa_said

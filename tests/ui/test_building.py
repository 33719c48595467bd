"""The window while the vendor works, against practice AWS: what it shows and does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QAbstractButton, QDateEdit
from pytestqt.qtbot import QtBot

from app.enddate import deny_from
from app.grant import ADMINISTRATOR
from app.practice import Practice
from app.settings import Settings
from tests.ui import account
from tests.ui.account import iam, wait
from tests.ui.buildingwindow import (
    NUMBER,
    RECORD,
    attached,
    control,
    day,
    inline,
    let_in,
    on_disk,
    opened,
    plan,
    press,
    sign_in_vendor,
    text,
    unfold,
)
from tests.ui.buildingwindow import root as root  # noqa: PLC0414  (a fixture)
from ui import links
from ui.desk import Desk
from ui.signin_panel import SignInWindow
from ui.when import moment


# --- how it stands -------------------------------------------------------------------------------
@pytest.mark.keyring
def test_the_first_sign_in_is_seen(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path)
    window = opened(root, qtbot, record)
    assert "The vendor signed in last" not in text(window)
    sign_in_vendor(root, practice)
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "check_vendor")
    assert "The vendor has signed in and can work." in text(window)
    assert "The vendor signed in last" in text(window)
    assert "Checked" in text(window)
    assert on_disk(root, record).last_used


@pytest.mark.keyring
def test_the_rights_are_given_once_the_vendor_has_signed_in(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    window = opened(root, qtbot, record)
    assert "The rights are still to be given" in text(window)
    assert not control(window, "give_rights").isVisibleTo(window), "nobody has signed in yet"
    sign_in_vendor(root, practice)
    press(window, "check_vendor")
    wait(qtbot, lambda: "“AdministratorAccess”" in plan(window, "rights_plan"))
    when = moment(on_disk(root, record).last_used)
    assert when, "that is what the customer asks about"
    ask = "number that you know already, and ask whether it was the vendor that signed in"
    assert f"{ask} {when}" in text(window)
    assert "The vendor signed in last" not in text(window), "once is enough"
    assert "AdministratorAccess" not in attached(root), "shown, and not done"
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "give_rights")
    assert "AdministratorAccess" in attached(root)
    assert on_disk(root, record).rights_given_at
    assert "The vendor has its rights now." in text(window)
    assert "still to be given" not in text(window)


def test_that_rights_are_owed_is_said_once_and_always(desk: Desk, qtbot: QtBot) -> None:
    waits = replace(RECORD, rights_later=True, last_used="2026-11-02T00:00:00+00:00")
    stands = opened(desk, qtbot, waits).view.stands
    assert stands.sentence.plain == "The vendor has signed in, and waits for its rights."
    assert not stands.rights_title.isVisible()
    lifted = replace(waits, require_mfa=True, missing=("require_mfa",))
    stands = opened(desk, qtbot, lifted).view.stands  # the sentence speaks of MFA first
    assert stands.rights_title.isVisible()
    assert stands.rights_title.plain == "The rights are still to be given"
    unseen = replace(waits, last_used="", missing=("policy_arn",))
    stands = opened(desk, qtbot, unseen).view.stands
    assert not stands.rights_seen.isVisible(), "it is said where they are given"
    assert not stands.give.isVisible()


@pytest.mark.keyring
def test_mfa_that_was_lifted_is_demanded_again(root: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    record = let_in(root, tmp_path, require_mfa=True)
    window = opened(root, qtbot, record)
    assert not control(window, "demand_mfa").isVisibleTo(window)
    iam(root, "delete_user_policy", UserName="vendor-admin", PolicyName="AikagiRequireMFA")
    press(window, "check_vendor")
    wait(qtbot, lambda: control(window, "demand_mfa").isVisibleTo(window))
    wait(qtbot, lambda: not window.account.busy)
    assert "until the vendor has set up MFA" in plan(window, "mfa_plan")
    assert "AikagiRequireMFA" not in inline(root), "shown, and not done"
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "demand_mfa")
    assert "AikagiRequireMFA" in inline(root)
    assert on_disk(root, record).missing == ()
    assert "AWS demands MFA of the vendor again." in text(window)
    assert not control(window, "demand_mfa").isVisibleTo(window)


def test_lifted_mfa_is_looked_at_first(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot, replace(RECORD, require_mfa=True, missing=("require_mfa",)))
    assert control(window, "demand_mfa").text() == "See what will be done"
    press(window, "demand_mfa")
    (asked,) = window.findChildren(SignInWindow)
    asked.close()


@pytest.mark.keyring
def test_rights_that_were_changed_are_shown(root: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(root, qtbot, let_in(root, tmp_path))
    arn = {"UserName": "vendor-admin", "PolicyArn": ADMINISTRATOR}
    iam(root, "detach_user_policy", **arn)
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "check_vendor")
    assert "no policy that gives it any is attached now" in text(window)


@pytest.mark.keyring
def test_a_last_day_that_was_lifted_is_set_again(root: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    record = let_in(root, tmp_path, ends_at=deny_from(day(30)))
    iam(root, "delete_user_policy", UserName="vendor-admin", PolicyName="AikagiEndDate")
    window = opened(root, qtbot, record)
    stands = window.view.stands
    assert "isn't in the account any more" in stands.ending.plain
    assert "nothing works any more" not in stands.ending.plain
    press(window, "save_end")  # opened by itself
    wait(qtbot, lambda: "AikagiEndDate" in inline(root))
    wait(qtbot, lambda: "nothing works any more" in stands.ending.plain)


@pytest.mark.keyring
def test_a_refusal_is_said_and_tried_again(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    practice.state.fail("iam:AttachUserPolicy", "AccessDenied", 403)
    press(window, "give_rights")
    wait(qtbot, window.view.message.isVisible)
    assert "AdministratorAccess" not in attached(root)
    assert "Being done" not in plan(window, "rights_plan")
    press(window, "give_rights")
    wait(qtbot, lambda: "AdministratorAccess" in attached(root))
    wait(qtbot, lambda: "still to be given" not in text(window))


@pytest.mark.keyring
def test_the_last_day_is_set_moved_and_lifted(root: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    record = let_in(root, tmp_path)
    window = opened(root, qtbot, record)
    assert control(window, "change_end").text() == "Last day: none"
    unfold(window, "change_end")
    assert not control(window, "save_end").isEnabled()
    press(window, "end_date_on")
    for days in (30, 60):
        field = window.findChild(QDateEdit, "end_date")
        assert field is not None
        field.setDate(QDate.currentDate().addDays(days))
        assert plan(window, "end_plan")
        press(window, "save_end")
        expected = deny_from(day(days))
        wait(qtbot, lambda expected=expected: on_disk(root, record).ends_at == expected)
        wait(qtbot, lambda: not window.account.busy)
        assert "AikagiEndDate" in inline(root)
        assert "Its last day is" in text(window)
        assert control(window, "change_end").accessibleName().startswith("Last day: 20")
        assert not control(window, "save_end").isEnabled(), "it is so"
    press(window, "end_date_on")
    press(window, "save_end")
    wait(qtbot, lambda: on_disk(root, record).ends_at == "")
    wait(qtbot, lambda: control(window, "change_end").text() == "Last day: none")
    assert "AikagiEndDate" not in inline(root)


def test_without_a_look_nothing_is_promised(desk: Desk, qtbot: QtBot) -> None:
    waiting = replace(RECORD, rights_later=True, last_used="2026-11-02T00:00:00+00:00")
    window = opened(desk, qtbot, waiting)
    assert control(window, "give_rights").text() == "It was the vendor: give the rights …"
    unfold(window, "change_end")
    press(window, "end_date_on")
    assert "Press “Check now” first" in plan(window, "end_plan")
    assert not control(window, "save_end").isEnabled()


@pytest.mark.parametrize("state", ["disabled", "deleted", "revoking", "reissuing", "making"])
def test_another_state_offers_nothing_of_it(desk: Desk, qtbot: QtBot, state: str) -> None:
    window = opened(desk, qtbot, replace(RECORD, state=state, rights_later=True))
    assert not control(window, "give_rights").isVisibleTo(window)
    assert not control(window, "change_end").isVisibleTo(window)
    assert control(window, "building_revoke").isVisibleTo(window)


# --- signing in ----------------------------------------------------------------------------------
def test_signs_in_to_the_hand_overs_account_alone(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    press(window, "check_vendor")
    (asked,) = window.findChildren(SignInWindow)
    assert asked.panel.expected == NUMBER
    asked.close()


@pytest.mark.keyring
def test_another_account_is_not_asked(root: Desk, practice: Practice, qtbot: QtBot) -> None:
    window = opened(root, qtbot, replace(RECORD, account="999999999999"))
    practice.state.clear()
    press(window, "check_vendor")
    assert "another AWS account" in window.view.message.accessibleDescription()
    assert not practice.state.calls
    press(window, "sign_in_again")
    (asked,) = window.findChildren(SignInWindow)
    asked.close()


@pytest.mark.keyring
def test_an_ended_session_is_renewed_and_looked_with(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(root, qtbot, let_in(root, tmp_path))
    practice.state.sign_out_everyone()
    press(window, "check_vendor")
    wait(qtbot, lambda: control(window, "sign_in_again").isVisibleTo(window))
    press(window, "sign_in_again")
    (asked,) = window.findChildren(SignInWindow)
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        asked.panel.begin()
    assert not window.view.message.isVisible()


# --- what it costs -------------------------------------------------------------------------------
def budgeted(desk: Desk) -> None:
    assert desk.session is not None
    limit = {"Amount": "100", "Unit": "USD"}
    budget = {"BudgetName": "month", "BudgetType": "COST", "TimeUnit": "MONTHLY"}
    desk.session.clients.call(
        "budgets",
        "create_budget",
        AccountId=desk.session.identity.account,
        Budget={**budget, "BudgetLimit": limit},
    )


@pytest.mark.keyring
def test_the_costs_so_far(root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot) -> None:
    practice.state.spent = 12.5
    budgeted(root)
    window = opened(root, qtbot, let_in(root, tmp_path))
    assert window.seen is not None
    assert window.seen.no_spends is None, window.seen.no_spends
    assert "12.50 US dollars of 100 US dollars" in control(window, "month_costs").text()
    unfold(window, "month_costs")
    assert "12.50 US dollars" not in text(window), "the line says it already"
    assert "About 1,880 yen so far" in text(window)
    assert "up to a day old" in text(window)


@pytest.mark.keyring
def test_no_costs_yet_are_said_once(root: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    budgeted(root)
    window = opened(root, qtbot, let_in(root, tmp_path))
    unfold(window, "month_costs")
    line = control(window, "month_costs").text()
    assert "0 US dollars of 100 US dollars" in line
    assert line not in text(window)
    assert "up to a day old" in text(window)


@pytest.mark.keyring
def test_costs_over_the_limit_are_open_already(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    practice.state.spent = 120.0
    budgeted(root)
    window = opened(root, qtbot, let_in(root, tmp_path))
    assert "over the limit of 100 US dollars" in control(window, "month_costs").text()
    assert control(window, "month_costs").isChecked()
    control(window, "month_costs").click()  # closed by the customer
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "check_vendor")
    assert not control(window, "month_costs").isChecked(), "the same is told once"


@pytest.mark.keyring
def test_no_budget_and_no_answer_are_told_apart(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(root, qtbot, let_in(root, tmp_path))
    unfold(window, "month_costs")
    assert "There is no monthly budget in this account" in text(window)
    practice.state.fail("budgets:DescribeBudgets", "AccessDeniedException", 403)
    with qtbot.waitSignal(window.changed, timeout=account.LONG_MS):
        press(window, "check_vendor")
    assert "There is no monthly budget" not in text(window)
    assert not window.view.message.isVisible(), "the rest was seen"


# --- what the vendor may ask ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fold", "button", "url"),
    [
        ("ask_billing", "open_account_page", links.ACCOUNT),
        ("ask_support", "open_support_plans", links.SUPPORT_PLANS),
    ],
)
def test_pages_of_aws_are_opened_for_real_only(
    desk: Desk, tmp_path: Path, qtbot: QtBot, fold: str, button: str, url: str
) -> None:
    went: list[str] = []
    desk.open_url = lambda address: not went.append(address)  # type: ignore[func-returns-value]
    window = opened(desk, qtbot)
    assert window.findChild(QAbstractButton, button) is None, "made when it is asked for"
    unfold(window, "asks", fold)
    press(window, button)
    assert went == [url]
    desk.open_url = lambda _address: False
    press(window, button)
    assert window.view.message.link.text() == url
    press(window, "message_copy_link")
    desk.open_url = lambda address: not went.append(address)  # type: ignore[func-returns-value]
    pretend = Desk(Settings(tmp_path / "pretend", practice=True, language="en"))
    pretend.open_url = desk.open_url
    other = opened(pretend, qtbot)
    unfold(other, "asks", fold)
    press(other, button)
    assert went == [url]
    assert url in other.view.message.accessibleDescription()
    assert pretend.background.stop(limit=10)


def test_the_labels_of_the_switch_are_in_both_languages(
    desk: Desk, qtbot: QtBot, language: str
) -> None:
    window = opened(desk, qtbot)
    unfold(window, "asks", "ask_billing")
    for label in ("Activate IAM Access", "IAM アクセスをアクティブ化", "IAM user and role access"):
        assert label in text(window)


def test_what_is_never_given_stands_there_unfolded(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    for thing in ("password of the root user", "code from your phone", "your card"):
        assert thing in text(window)


def test_what_leads_elsewhere_is_told(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "asks", "ask_person")
    with qtbot.waitSignal(window.another_wanted):
        press(window, "another_vendor")
    with qtbot.waitSignal(window.revoke_wanted):
        press(window, "building_revoke")

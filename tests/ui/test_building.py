"""The window while the vendor works, against practice AWS: what it shows, does and keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDateEdit, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import handover
from app.enddate import deny_from
from app.grant import ADMINISTRATOR, Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.settings import Settings
from app.troubles import SESSION_EXPIRED, Trouble
from app.work import Token
from tests.ui import account
from tests.ui.account import iam, wait
from tests.ui.test_fits import cut_off, letters, said  # noqa: F401  (fixtures)
from tests.ui.test_pages import CONTROLS
from ui import links, words
from ui.building import BuildingWindow
from ui.desk import Desk
from ui.fold import Fold
from ui.planlist import PlanList
from ui.sides import Sides
from ui.signin_panel import SignInWindow
from ui.when import moment

NUMBER = "123456789012"
LINES = ("change_end", "month_costs", "documents", "after_building", "asks")
FOLDS = (*LINES, "ask_billing", "ask_support", "ask_person", "ask_keys")
RECORD = Handover(
    state="made",
    account=NUMBER,
    user_name="vendor-admin",
    user_id="AIDAEXAMPLE",
    vendor="Hoshi Works",
    policy_arn=ADMINISTRATOR,
    made_at="2026-11-01T00:00:00+00:00",
    file_sent_at="2026-11-01T01:00:00+00:00",
    password_sent_at="2026-11-01T01:00:00+00:00",
)


@pytest.fixture
def root(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object
) -> Iterator[Desk]:
    """A desk whose customer is signed in as root."""
    with account.run(data_dir, practice) as made:
        yield made


def opened(desk: Desk, qtbot: QtBot, record: Handover = RECORD) -> BuildingWindow:
    """The window, once it has looked at what it can look at by itself."""
    desk.records.save(record)
    home = QWidget()
    qtbot.addWidget(home)  # the window deletes itself once it is closed
    window = BuildingWindow(desk, record, home)
    window.home = home  # type: ignore[attr-defined]  # Qt doesn't keep Python's parent alive
    window.show()
    if window.account.session is not None:
        wait(qtbot, lambda: window.seen is not None and not window.account.busy)
    return window


def let_in(desk: Desk, folder: Path, **wished: Any) -> Handover:
    assert desk.session is not None
    wish = Wish(policy_arn=ADMINISTRATOR, vendor="Hoshi Works", **wished)
    return handover.create(desk.session, wish, folder, desk.records, desk.settings, Token())


def sign_in_vendor(desk: Desk, practice: Practice) -> None:
    iam(desk, "update_login_profile", UserName="vendor-admin", Password=account.PASSWORD)
    assert account.vendor_signs_in(practice, "vendor-admin") == 200


def text(window: QWidget) -> str:
    labels = [label for label in window.findChildren(QLabel) if label.isVisibleTo(window)]
    return "\n".join(getattr(label, "plain", "") or label.text() for label in labels)


def control(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press(window: QWidget, name: str) -> None:
    button = control(window, name)
    assert button.isVisibleTo(window), name
    assert button.isEnabled(), name
    button.click()


def plan(window: QWidget, name: str) -> str:
    found = window.findChild(PlanList, name)
    assert found is not None
    return found.accessibleDescription() if found.isVisibleTo(window) else ""


def on_disk(desk: Desk, record: Handover) -> Handover:
    return next(h for h in desk.records.handovers() if h.id == record.id)


def attached(desk: Desk) -> list[str]:
    found = iam(desk, "list_attached_user_policies", UserName="vendor-admin")
    return [policy["PolicyName"] for policy in found["AttachedPolicies"]]


def inline(desk: Desk) -> list[str]:
    return list(iam(desk, "list_user_policies", UserName="vendor-admin")["PolicyNames"])


def day(days: int) -> date:
    return datetime.now().astimezone().date() + timedelta(days=days)


def unfold(window: QWidget, *names: str) -> None:
    for fold in window.findChildren(Fold):
        if fold.head.objectName() in names and not fold.is_open:
            fold.head.click()


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
    assert control(window, "give_rights").text() == "See what will be done"
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


# --- documents and contract ----------------------------------------------------------------------
def documents(window: QWidget) -> dict[str, bool]:
    found = [b for b in window.findChildren(QCheckBox) if b.objectName().startswith("document_")]
    return {box.accessibleName(): box.isChecked() for box in found}


def test_documents_are_ticked_kept_and_counted(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    assert list(documents(window).values()) == [False] * 5
    assert control(window, "documents").text() == "Documents from the vendor: 0 of 5"
    unfold(window, "documents")
    assert "0 of 5 are there" in text(window)
    for number in (1, 2, 4):  # faster than any of them is saved
        press(window, f"document_{number}")
    press(window, "document_2")
    wait(qtbot, lambda: not desk.background.busy)
    qtbot.waitUntil(lambda: not window._unsaved)
    assert "2 of 5 are there" in text(window)
    assert control(window, "documents").text() == "Documents from the vendor: 2 of 5"
    kept = on_disk(desk, RECORD).documents
    assert list(documents(window).values()) == [True, False, False, True, False]
    window.close()
    again = opened(desk, qtbot, on_disk(desk, RECORD))
    assert [name for name, there in documents(again).items() if there] == list(kept)


def profiled(desk: Desk, tmp_path: Path, qtbot: QtBot, toml: str) -> None:
    file = tmp_path / "vendor.toml"
    file.write_text(toml, encoding="utf-8")
    desk.vendor.use(file)
    qtbot.waitUntil(lambda: desk.profile.name in toml and bool(desk.profile.name))


def test_the_vendors_own_documents_are_shown_as_plain_text(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(
        desk,
        tmp_path,
        qtbot,
        'name = "Hoshi Works"\ndocuments = ["<b>構成図</b>", "パスワード一覧"]',
    )
    window = opened(desk, qtbot, replace(RECORD, documents=("an older one", "パスワード一覧")))
    assert documents(window) == {
        "<b>構成図</b>": False,
        "パスワード一覧": True,
        "an older one": True,
    }
    unfold(window, "documents")
    assert "<b>構成図</b>" in text(window)
    press(window, "document_1")
    assert "All 3 are there." in text(window)


def test_the_documents_are_those_asked_when_it_was_made(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(desk, tmp_path, qtbot, 'name = "Others"\ndocuments = ["theirs"]')
    window = opened(desk, qtbot, replace(RECORD, documents_asked=("図面", "手順書")))
    assert documents(window) == {"図面": False, "手順書": False}


def test_another_vendors_profile_says_nothing_here(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(desk, tmp_path, qtbot, 'name = "Others"\ndocuments = ["theirs"]')
    window = opened(desk, qtbot)
    assert "theirs" not in documents(window)


def test_ticks_stay_while_aws_is_slow(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    press(window, "document_3")
    window._known(RECORD)  # what a look that began before the tick brings
    assert list(documents(window).values())[2]


@pytest.mark.parametrize("mine", [True, False])
def test_the_contract_can_be_changed(desk: Desk, qtbot: QtBot, mine: bool) -> None:
    desk.know(handover=RECORD.id if mine else "another", contract="A" if mine else "")
    window = opened(desk, qtbot, replace(RECORD, contract="A"))
    assert control(window, "building_contract_A").isChecked()
    assert "A: the vendor maintains" in control(window, "after_building").text()
    unfold(window, "after_building")
    press(window, "building_contract_B")
    wait(qtbot, lambda: on_disk(desk, RECORD).contract == "B")
    assert control(window, "building_contract_B").isChecked()
    assert desk.facts.contract == ("B" if mine else "")


def test_a_full_disk_is_said(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    folder = desk.records.home / "handovers"
    kept = folder.rename(folder.with_name("elsewhere"))
    folder.write_text("not a folder")
    press(window, "document_1")
    wait(qtbot, window.view.message.isVisible)
    folder.unlink()
    kept.rename(folder)
    assert not window._unsaved


# --- closing -------------------------------------------------------------------------------------
@pytest.mark.keyring
def test_closing_drops_a_look(root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(root, qtbot, let_in(root, tmp_path))
    practice.state.delay = 0.5
    press(window, "check_vendor")
    window.close()
    practice.state.delay = 0.0
    wait(qtbot, lambda: not shiboken6.isValid(window))
    wait(qtbot, lambda: not root.background.busy)


@pytest.mark.keyring
def test_closing_lets_an_act_come_to_its_end(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    told: list[bool] = []
    window.changed.connect(lambda: told.append(True))
    practice.state.delay = 0.2
    press(window, "give_rights")
    window.close()
    assert not window.isVisible()
    wait(qtbot, lambda: not shiboken6.isValid(window))
    practice.state.delay = 0.0
    assert told, "the home window learns of it"
    assert on_disk(root, record).rights_given_at
    assert "AdministratorAccess" in attached(root)


@pytest.mark.keyring
def test_stopping_gives_nothing(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    practice.state.delay = 0.3
    press(window, "give_rights")
    press(window, "cancel_work")
    wait(qtbot, lambda: not window.account.busy)
    practice.state.delay = 0.0
    assert "Stopped, as you wished." in text(window)
    assert "AdministratorAccess" not in attached(root)
    assert not on_disk(root, record).rights_given_at


@pytest.mark.keyring
def test_a_tick_just_before_closing_is_told(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path)
    window = opened(root, qtbot, record)
    told: list[tuple[str, ...]] = []
    window.changed.connect(lambda: told.append(on_disk(root, record).documents))
    unfold(window, "documents")
    practice.state.delay = 0.3
    press(window, "check_vendor")  # the tick waits for its turn behind it
    press(window, "document_1")
    window.close()
    assert not window.isVisible()
    practice.state.delay = 0.0
    wait(qtbot, lambda: not shiboken6.isValid(window))
    assert [len(documents) for documents in told] == [1], "the home window learns of it"


def test_what_cant_be_kept_doesnt_keep_the_window(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    folder = desk.records.home / "handovers"
    kept = folder.rename(folder.with_name("elsewhere"))
    folder.write_text("not a folder")
    press(window, "document_1")
    window.close()
    wait(qtbot, lambda: not shiboken6.isValid(window))
    folder.unlink()
    kept.rename(folder)


# --- how it looks, and for whom ------------------------------------------------------------------
def everything(desk: Desk, qtbot: QtBot) -> BuildingWindow:
    """The window with all that it can show at once."""
    full = replace(
        RECORD,
        rights_later=True,
        last_used="2026-11-02T00:00:00+00:00",
        ends_at=deny_from(day(100)),
        require_mfa=True,
        missing=("require_mfa", "policy_arn"),
        rights_seen=("arn:aws:iam::111122223333:policy/ReadOnlyAccess",),
    )
    window = opened(desk, qtbot, full)
    unfold(window, *FOLDS)
    parts = [w for w in window.findChildren(QPushButton) if w.isVisibleTo(window)]
    qtbot.waitUntil(lambda: all(part.height() > 0 for part in parts))  # laid out by then
    return window


def test_every_control_has_a_name_and_tab_goes_in_reading_order(
    desk: Desk, qtbot: QtBot, language: str
) -> None:
    window = everything(desk, qtbot)
    parts = window.findChildren(QWidget)
    controls = [c for c in parts if isinstance(c, CONTROLS) and c.isVisibleTo(window)]
    named = [c for c in controls if not c.objectName().startswith("qt_")]
    assert all(c.accessibleName() for c in named), [c.objectName() for c in named]
    order: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if here in named and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(here)
        here = here.nextInFocusChain()
    sides = window.findChild(Sides)
    assert sides is not None
    right = window.view.stands.mapTo(window, QPoint(0, 0)).x() + window.view.stands.width()

    def place(widget: QWidget) -> tuple[bool, int]:
        at = widget.mapTo(window, QPoint(0, 0))
        return sides.isAncestorOf(widget) and at.x() > right, at.y()

    places = [place(w) for w in order]
    assert len(order) > 20
    assert any(in_right for in_right, _y in places)
    for (first, one), (second, other) in pairwise(zip(places, order, strict=True)):
        lower = second[1] >= first[1] - 2
        assert lower or second[0] > first[0], (one.objectName(), other.objectName())


def too_small(window: BuildingWindow) -> list[str]:
    inside = window.view.area.widget()
    assert inside is not None
    wide = inside.minimumSizeHint().width() - window.view.area.viewport().width()
    every = [w for kind in (QLabel, QAbstractButton) for w in window.findChildren(kind)]
    cut = [w.objectName() for w in every if w.isVisibleTo(inside) and cut_off(w)]
    cut = [name for name in cut if not name.startswith("qt_")]
    return [*cut, f"too wide by {wide}"] if wide > 0 else cut


def test_nothing_is_cut_off(desk: Desk, qtbot: QtBot, said: str, letters: str) -> None:  # noqa: F811
    from ui import theme

    window = everything(desk, qtbot)
    window.view.message.show_trouble(Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken"))
    window.resize(theme.em(46), theme.em(34))
    try:
        qtbot.waitUntil(lambda: not too_small(window), timeout=2000)
    except qtbot.TimeoutError:
        raise AssertionError(too_small(window)) from None


def test_another_language_makes_it_anew(desk: Desk, qtbot: QtBot) -> None:
    window = everything(desk, qtbot)
    press(window, "document_1")
    desk.speak("ja")
    assert control(window, "check_vendor").text() == "今すぐ確認"
    assert next(iter(documents(window).values()))
    words.install("en")


@pytest.mark.keyring
@pytest.mark.parametrize("stopped", [False, True])
def test_another_language_keeps_the_bar_and_the_way_out(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot, stopped: bool
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    practice.state.delay = 0.5
    press(window, "give_rights")
    if stopped:
        press(window, "cancel_work")
    root.speak("ja")
    assert window.account.busy
    bar = window.view.busy
    assert bar.isVisible()
    assert bar.sentence.plain == words._("Stopping …" if stopped else "Giving the rights …")
    assert bar.stop.isEnabled() is not stopped
    assert "「AdministratorAccess」" in plan(window, "rights_plan"), "what is being done"
    if not stopped:
        press(window, "cancel_work")
    wait(qtbot, lambda: not window.account.busy)
    practice.state.delay = 0.0
    assert not bar.isVisible()
    assert window.view.message.what.plain == words._("Stopped, as you wished.")
    assert "AdministratorAccess" not in attached(root)
    words.install("en")

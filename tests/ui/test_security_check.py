"""The security check against practice AWS: each state of each check, and what puts it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
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
from tests.ui.test_fits import (  # noqa: F401 - `said` and `letters` are fixtures
    assert_fits,
    letters,
    said,
)
from ui import checkwords, links, theme, words
from ui.checkrow import CheckRow
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck
from ui.plaintext import tip
from ui.setup_wizard import SetupWizard
from ui.widgets import Text

keyring = pytest.mark.keyring
HANAKO = {
    "Name": "Sato Hanako",
    "Title": "General affairs",
    "EmailAddress": "soumu@example.co.jp",
    "PhoneNumber": "+81 3 1234 5678",
}
ALL_THREE = dict.fromkeys(("BILLING", "OPERATIONS", "SECURITY"), HANAKO)
RULE = {"one": {"sourceIp": "192.0.2.0/24"}}
SPARED = {"one": {**RULE["one"], "excludedPrincipal": "arn:aws:iam::111122223333:root"}}
# Per scene: what practice is told, then each check's state, what was found, and its button.
Row = tuple[str, str, str]
SCENES: dict[str, tuple[dict[str, Any], dict[str, Row]]] = {
    "good": (
        {"plan": "PAID", "contacts": ALL_THREE},
        {
            "root_mfa": ("good", "On", ""),
            "root_keys": ("good", "None", ""),
            "activated": ("good", "Active", ""),
            "account_plan": ("good", "Paid plan", ""),
            "contacts": ("good", "All three are there", ""),
            "signin_policy": ("good", "None", ""),
            "organization": ("good", "None", ""),
        },
    ),
    "much to do": (
        {
            "root_mfa": False,
            "root_keys": True,
            "account_state": "PENDING_ACTIVATION",
            "signin_policy": RULE,
            "signin_enforced": True,
            "organization": "444455556666",
        },
        {
            "root_mfa": ("must", "Off", "open_root_mfa"),
            "root_keys": ("advised", "There are some", "open_root_keys"),
            "activated": ("must", "Waiting for AWS", "look_activated"),
            "account_plan": ("advised", "Free plan", "open_upgrade"),
            "contacts": ("advised", "None yet", "open_contacts"),
            "signin_policy": ("must", "There is one", "open_signin_policy"),
            "organization": ("advised", "Belongs to 444455556666", "open_organization"),
        },
    ),
    "stopped": (
        {
            "account_state": "SUSPENDED",
            "plan_status": "EXPIRED",
            "contacts": {"BILLING": HANAKO},
            "signin_policy": RULE,
        },
        {
            "activated": ("must", "Suspended", "open_account_support"),
            "account_plan": ("must", "The free plan has ended", "open_upgrade"),
            "contacts": ("advised", "Some are missing", "open_contacts"),
            "signin_policy": ("advised", "Switched off", "open_signin_policy"),
        },
    ),
    "closed": (
        {
            "account_state": "CLOSED",
            "plan": "",
            "signin_policy": SPARED,
            "signin_enforced": True,
            "organization": "111122223333",
        },
        {
            "activated": ("must", "Closed", "open_account_support"),
            "account_plan": ("good", "No plan", ""),
            "signin_policy": ("good", "Not for root", ""),
            "organization": ("good", "Yours", ""),
        },
    ),
    "silent": (
        {"account_state": ""},
        {"activated": ("unknown", "AWS doesn't say", "look_activated")},
    ),
}
CALLS = {
    "root_mfa": "iam:GetAccountSummary",
    "root_keys": "iam:GetAccountSummary",
    "activated": "account:GetAccountInformation",
    "account_plan": "freetier:GetAccountPlanState",
    "contacts": "account:GetAlternateContact",
    "signin_policy": "signin:GetResourcePolicy",
    "organization": "organizations:DescribeOrganization",
}


@pytest.fixture
def desk_there(
    dressed: object, secret_service: object, practice: Practice, data_dir: Path
) -> Iterator[Desk]:
    """A desk whose customer is signed in as root."""
    with account.run(data_dir, practice) as made:
        practice.state.clear()
        yield made


def tell(practice: Practice, **told: Any) -> None:
    for name, value in told.items():
        setattr(practice.state, name, dict(value) if isinstance(value, dict) else value)


def opened(desk: Desk, qtbot: QtBot) -> SecurityCheck:
    page = SecurityCheck(desk, step(SETUP, "security_check"))
    qtbot.addWidget(page)
    page.resize(theme.em(42), theme.em(30))
    page.come()
    page.show()
    return page


def seen(desk: Desk, qtbot: QtBot) -> SecurityCheck:
    """The page, once all has been looked at."""
    page = opened(desk, qtbot)
    wait(qtbot, lambda: not page.looking)
    return page


def told_of(desk: Desk, qtbot: QtBot, *outcomes: Outcome) -> SecurityCheck:
    """The page on a desk where nobody is signed in, as if AWS had said this."""
    page = opened(desk, qtbot)
    page.clear_message()
    page._outcomes = {o.check: o for o in outcomes}
    page.shown_again()
    return page


def button(page: SecurityCheck, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press_head(page: SecurityCheck) -> None:
    """Open the line of the checks that are all right."""
    assert page.right.head.isVisible()
    page.right.head.click()


def offered(row: CheckRow) -> str:
    return row.action.objectName() if row.action.isVisible() else ""


def calls(practice: Practice, *wanted: str) -> list[str]:
    return [call for call in practice.state.calls if not wanted or call in wanted]


# --- each state of each check -------------------------------------------------------------------
WORDS = {"good": "Good", "must": "Must be done", "advised": "Recommended", "unknown": "Not known"}
MARKS = {"good": "good", "must": "bad", "advised": "warn", "unknown": "unknown"}
EDGES = {"good": "good", "must": "bad", "advised": "warn", "unknown": ""}


def assert_row(row: CheckRow, state: str, found: str, action: str) -> None:
    """Sign, word, colour and action are those of the state."""
    assert row.word.plain == WORDS[state]
    assert row._mark.state == MARKS[state]
    assert row._edge == EDGES[state]
    heard = re.sub(r", AWS closes the account on \d{4}-\d\d-\d\d", "", row.accessibleName())
    assert heard == f"{row.title}: {found}. {WORDS[state]}."
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
    assert "on the free plan AWS closes the account" in page.summary.why.plain
    practice.state.plan = "PAID"
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    assert "free plan" not in page.summary.why.plain


def test_the_button_of_a_row_says_in_words_what_it_does(desk: Desk, qtbot: QtBot) -> None:
    again = opened(desk, qtbot).rows["contacts"].again
    assert again.text()
    assert again.accessibleName().startswith(again.text())


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


# --- the pages of AWS ---------------------------------------------------------------------------
def test_a_key_is_not_offered_to_be_deleted_at_once(desk: Desk, qtbot: QtBot) -> None:
    there = Outcome("root_keys", "advised", msg("There are some"), msg("None"), "open_keys")
    page = told_of(desk, qtbot, there)
    assert button(page, "open_root_keys").text() == "Open the keys in AWS"


@pytest.mark.parametrize(
    ("outcome", "name", "url"),
    [
        (("root_mfa", "must", "open_mfa"), "open_root_mfa", links.SECURITY_CREDENTIALS),
        (("root_keys", "advised", "open_keys"), "open_root_keys", links.SECURITY_CREDENTIALS),
        (("activated", "must", "wait"), "open_account_support", links.ACCOUNT_SUPPORT),
        (("activated", "must", ""), "open_account_support", links.ACCOUNT_SUPPORT),
        (("signin_policy", "advised", "policy"), "open_signin_policy", links.CONSOLE_ACCESS),
        (("organization", "advised", ""), "open_organization", links.ORGANIZATION),
    ],
)
def test_the_button_opens_the_page_that_helps(
    desk: Desk, qtbot: QtBot, outcome: tuple[str, str, str], name: str, url: str
) -> None:
    went: list[str] = []
    desk.open_url = lambda to: not went.append(to)  # type: ignore[func-returns-value]
    check, state, fix = outcome
    page = told_of(desk, qtbot, Outcome(check, state, msg("Off"), msg("None"), fix))
    press(page, name)
    assert went == [url]


@keyring
def test_in_practice_no_page_of_aws_is_opened(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    went: list[str] = []
    desk_there.open_url = lambda to: not went.append(to)  # type: ignore[func-returns-value]
    tell(practice, root_mfa=False)
    page = seen(desk_there, qtbot)
    press(page, "open_root_mfa")
    assert not went
    assert "isn't opened" in page.message.what.plain


# --- the plan -----------------------------------------------------------------------------------
UPGRADE = "freetier:UpgradeAccountPlan"


@keyring
def test_the_upgrade_asks_first(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    press(page, "open_upgrade")
    shown = page.findChild(QWidget, "upgrade_plan")
    assert shown is not None
    assert offered(page.rows["account_plan"]) == ""
    told = [text.plain for text in page.findChildren(Text) if text.isVisible()]
    told.append(shown.accessibleDescription())
    assert " ".join(told).count("be undone") == 1, "once is enough, where it is pressed"
    assert not any("changed back" in words for words in told)
    press(page, "upgrade_close")
    assert offered(page.rows["account_plan"]) == "open_upgrade"
    press(page, "open_upgrade")
    assert not calls(practice)
    press(page, "upgrade_confirm")
    assert page.working
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")
    assert calls(practice) == [UPGRADE, CALLS["account_plan"]]
    assert practice.state.plan == "PAID"


@keyring
def test_an_upgrade_that_aws_refuses_is_said_and_can_be_tried_again(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.fail(UPGRADE, "ValidationException", 400)
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert "aws-refused" in page.message.code.plain
    assert practice.state.plan == "FREE"
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")


@keyring
def test_an_upgrade_whose_answer_is_lost_is_looked_at(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.fail(UPGRADE, "InternalServerException", 500, times=9, after=True)
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")
    assert page.message.isVisible()
    assert (
        page.findChild(QWidget, "upgrade_confirm") is None
        or not button(page, "upgrade_confirm").isVisible()
    )


@keyring
def test_while_it_upgrades_nothing_else_is_begun(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.delay = 0.3
    press(page, "upgrade_confirm")
    for name in ("recheck", "recheck_contacts", "open_contacts", "upgrade_confirm"):
        assert not button(page, name).isEnabled(), name
    assert not page.isComplete()
    wait(qtbot, lambda: not page.working and not page.looking)
    assert button(page, "open_contacts").isEnabled()


# --- the contacts -------------------------------------------------------------------------------
PUT = "account:PutAlternateContact"


def fill(page: SecurityCheck, **typed: str) -> None:
    for what, text in typed.items():
        line = page.findChild(QLineEdit, f"contact_{what}")
        assert line is not None
        line.setText(text)


def plan_of(page: SecurityCheck) -> str:
    shown = page.findChild(QWidget, "contacts_plan")
    assert shown is not None
    return shown.accessibleDescription()


@keyring
def test_one_person_for_all_three(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    press(page, "open_contacts")
    assert plan_of(page) == "First fill in all four lines."
    fill(page, name="Sato Hanako", title="General affairs", email="soumu@example.co.jp")
    assert not button(page, "contacts_save").isEnabled()
    fill(page, phone="+81 3 1234 5678")
    for kind in ("bills", "operations", "security"):
        assert f"Name Sato Hanako (soumu@example.co.jp) as the contact for {kind}" in plan_of(page)
    assert not calls(practice)
    press(page, "contacts_save")
    wait(qtbot, lambda: page.rows["contacts"].word.plain == "Good")
    assert practice.state.contacts == ALL_THREE
    assert calls(practice, PUT) == [PUT] * 3


@keyring
def test_who_is_there_is_replaced_only_where_ticked(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, contacts={"BILLING": HANAKO})
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    billing = button(page, "contact_billing")
    assert not billing.isChecked()
    assert "Now: Sato Hanako (soumu@example.co.jp)." in billing.accessibleDescription()
    assert button(page, "contact_security").isChecked()
    fill(page, name="Sato Taro", email="taro@example.co.jp")
    assert "bills" not in plan_of(page)
    button(page, "contact_operations").click()
    press(page, "contacts_save")
    wait(qtbot, lambda: not page.working and not page.looking)
    assert practice.state.contacts["BILLING"] == HANAKO
    assert practice.state.contacts["SECURITY"]["Name"] == "Sato Taro"
    assert "OPERATIONS" not in practice.state.contacts
    press(page, "open_contacts")
    button(page, "contact_billing").click()
    fill(page, name="Suzuki Jiro")
    assert "Suzuki Jiro (soumu@example.co.jp) as the contact for bills" in plan_of(page)


@keyring
def test_what_was_opened_is_of_one_account(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page, mine = seen(desk_there, qtbot), desk_there.facts.account
    press(page, "open_contacts")
    fill(page, name="Sato", email="sato@example.com")
    desk_there.know(account="", is_root=False)
    desk_there.know(account=mine, is_root=True)
    assert page.acts.is_open("contacts"), "the same came back"
    desk_there.know(account="", is_root=False)
    desk_there.know(account="999999999999", is_root=True)
    assert not page.acts.is_open("contacts")
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == ""  # type: ignore[union-attr]


@keyring
@pytest.mark.parametrize("language", ["", "ja"])
def test_what_was_typed_is_kept_until_it_is_saved(
    desk_there: Desk, practice: Practice, qtbot: QtBot, language: str
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com")
    button(page, "contact_billing").click()
    if language:
        desk_there.speak(language)
        desk_there.speak("en")
        wait(qtbot, lambda: len(page.findChildren(QAbstractButton, "open_contacts")) == 1)
    else:
        press(page, "contacts_close")
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == "sato@example.com"  # type: ignore[union-attr]
    assert not button(page, "contact_billing").isChecked()
    fill(page, phone="03")
    press(page, "contacts_save")
    wait(qtbot, lambda: not page.working and not page.looking)
    practice.state.contacts.clear()
    press(page, "recheck_contacts")
    wait(qtbot, lambda: not page.looking)
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == ""  # type: ignore[union-attr]


@keyring
def test_what_is_wrong_is_said_below_the_line(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="General affairs", email="nobody", phone="０３")
    page.findChild(QLineEdit, "contact_phone").editingFinished.emit()  # type: ignore[union-attr]
    assert "e-mail address" in page.findChild(QWidget, "contact_email_note").plain  # type: ignore[union-attr]
    assert "plain digits" in page.findChild(QWidget, "contact_phone_note").plain  # type: ignore[union-attr]
    assert plan_of(page) == "First put right what is said below the lines."
    assert not button(page, "contacts_save").isEnabled()
    fill(page, email="nobody@example.com", phone="03")
    assert not page.findChild(QWidget, "contact_email_note").plain  # type: ignore[union-attr]
    assert button(page, "contacts_save").isEnabled()
    for kind in ("billing", "operations", "security"):
        button(page, f"contact_{kind}").click()
    assert plan_of(page).startswith("First tick")
    assert not button(page, "contacts_save").isEnabled()


@keyring
def test_contacts_that_fail_half_way_are_taken_back(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com", phone="03")
    put = practice.state.record

    def refuse_the_second(operation: str) -> None:
        put(operation)
        if practice.state.calls.count(PUT) == 2 and operation == PUT:
            practice.state.fail(PUT, "ValidationException", 400)

    practice.state.clear()
    practice.state.record = refuse_the_second  # type: ignore[method-assign]
    press(page, "contacts_save")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert "taken back" in page.message.changed.plain
    assert practice.state.contacts == {}
    line = page.findChild(QLineEdit, "contact_name")
    assert line is not None
    assert line.text() == "Sato"


# --- by keyboard, and how it looks --------------------------------------------------------------
def walk(wizard: SetupWizard, until: Callable[[], bool]) -> list[str]:
    """Press Tab until it is so; returns what had the keyboard on the way."""
    stops: list[str] = []
    for _ in range(60):
        focus: QWidget | None = wizard.focusWidget()
        assert focus is not None
        stops.append(focus.objectName())
        if until():
            return stops
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(stops)


@keyring
def test_by_keyboard_alone(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    desk_there.facts = desk_there.facts.but(have_account=True, mfa_said=True)
    host = QWidget()
    qtbot.addWidget(host)
    wizard = SetupWizard(desk_there, host)
    wizard.show()
    wizard._go_to(step(SETUP, "security_check"))
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)

    def focus() -> str:
        found: QWidget | None = wizard.focusWidget()
        return found.objectName() if found is not None else ""

    def enter() -> None:
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)

    wait(qtbot, lambda: focus() == "next" and not page.looking)
    page.recheck.setFocus()
    on_the_way = walk(wizard, lambda: focus() == "open_contacts")
    assert on_the_way[:3] == ["recheck", "recheck_account_plan", "open_upgrade"]
    walk(wizard, lambda: focus() == "open_upgrade")
    enter()
    assert focus() == "upgrade_close"  # Enter twice must not do what can't be undone
    enter()
    assert focus() == "open_upgrade"
    enter()
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Backtab)
    assert focus() == "upgrade_confirm"
    enter()
    wait(qtbot, lambda: practice.state.plan == "PAID")
    wait(qtbot, lambda: focus() == "next")
    walk(wizard, lambda: focus() == "open_contacts")
    enter()
    assert focus() == "contact_name"
    wizard.done(0)


def everything(state: str) -> list[Outcome]:
    fixes = {"activated": "wait", "account_plan": "upgrade", "contacts": "contacts"}
    details = {"contacts": {"contacts": dict.fromkeys(("BILLING", "OPERATIONS", "SECURITY"))}}
    return [
        Outcome(
            name,
            state,
            msg("Looking at your AWS account …"),
            msg("The root user can do everything in the account."),
            fixes.get(name, ""),
            details.get(name, {}),
        )
        for name in checkwords.CHECKS
    ]


@pytest.mark.parametrize("state", ["good", "must", "advised", "unknown"])
def test_rows_are_not_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    state: str,
) -> None:
    desk.facts = Facts(root_mfa=False, activated=False)
    assert_fits(told_of(desk, qtbot, *everything(state)), qtbot)


@pytest.mark.parametrize("name", ["open_upgrade", "open_contacts"])
def test_what_opens_below_a_row_is_not_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    name: str,
) -> None:
    page = told_of(desk, qtbot, *everything("advised"))
    press(page, name)
    if name == "open_contacts":
        fill(page, name="Sato", title="General affairs", email="nobody", phone="nobody")
        page.findChild(QLineEdit, "contact_phone").editingFinished.emit()  # type: ignore[union-attr]
    assert_fits(page, qtbot)


def test_all_seven_fit_where_all_is_good(desk: Desk, qtbot: QtBot) -> None:
    words.install("en")
    host = QWidget()
    qtbot.addWidget(host)
    desk.facts = Facts(have_account=True, mfa_said=True, account="111122223333", is_root=True)
    wizard = SetupWizard(desk, host)
    wizard._go_to(step(SETUP, "security_check"))
    wizard.resize(1024, 640)
    wizard.show()
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)
    page.clear_message()
    page._outcomes = {o.check: o for o in everything("good")}
    desk.know(root_mfa=True, root_keys=False, activated=True)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: page.rows["organization"].height() > 0 and bar.maximum() == 0)
    wizard.done(0)


@keyring
def test_contacts_can_be_stopped_half_way(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com", phone="03")
    practice.state.delay = 0.3
    press(page, "contacts_save")
    wait(qtbot, lambda: PUT in calls(practice))
    press(page, "cancel_work")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert page.message.what.plain == "Stopped, as you wished."
    assert practice.state.contacts == {}
    assert page.rows["contacts"].accessibleName().endswith("None yet. Recommended.")


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
    assert wizard._closing is None
    wait(qtbot, lambda: not desk_there.background.busy)


def outcomes(*names: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(name, "good", msg("On"), None) for name in names)


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

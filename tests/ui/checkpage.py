"""The security check in a customer's hands: each state that AWS can be in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from app.checks import Outcome
from app.journey import SETUP, step
from app.messages import msg
from app.practice import Practice
from tests.ui import account
from tests.ui.account import wait
from ui import checkwords, theme
from ui.checkrow import CheckRow
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck

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


# --- the contacts -------------------------------------------------------------------------------
PUT = "account:PutAlternateContact"


def fill(page: SecurityCheck, **typed: str) -> None:
    for what, text in typed.items():
        line = page.findChild(QLineEdit, f"contact_{what}")
        assert line is not None
        line.setText(text)


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


def outcomes(*names: str) -> tuple[Outcome, ...]:
    return tuple(Outcome(name, "good", msg("On"), None) for name in names)

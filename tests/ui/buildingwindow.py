"""The window while the vendor works, in a customer's hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import handover
from app.grant import ADMINISTRATOR, Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.work import Token
from tests.ui import account
from tests.ui.account import iam, wait
from ui.building import BuildingWindow
from ui.desk import Desk
from ui.fold import Fold
from ui.planlist import PlanList

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


# --- documents and contract ----------------------------------------------------------------------
def documents(window: QWidget) -> dict[str, bool]:
    found = [b for b in window.findChildren(QCheckBox) if b.objectName().startswith("document_")]
    return {box.accessibleName(): box.isChecked() for box in found}

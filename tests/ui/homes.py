"""The home window, opened on records as a test wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from app.records import Handover
from tests.ui.account import wait
from ui.button import Button
from ui.desk import Desk
from ui.home import Home
from ui.rowlist import ROW

ACCOUNT = "123456789012"
BEGUN = {"have_account": True, "mfa_said": True}


def hours_ago(hours: float) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="seconds")


def record(state: str = "made", **changes: object) -> Handover:
    made = Handover(
        state=state,
        account=ACCOUNT,
        user_name="vendor-admin",
        user_id="AIDAEXAMPLE",
        vendor="Hoshi Works",
        made_at=hours_ago(90),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def opened(desk: Desk, qtbot: QtBot) -> Home:
    home = Home(desk)
    # The desk outlives the window here; closing the window would end the run with it.
    qtbot.addWidget(home, before_close_func=lambda window: setattr(window, "_over", True))
    home.show()
    wait(qtbot, lambda: home.handovers is not None)
    return home


def saved(desk: Desk, qtbot: QtBot, *handovers: Handover) -> Home:
    for handover in handovers:
        desk.records.save(handover)
    return opened(desk, qtbot)


def button(home: Home, name: str) -> Button:
    found = home.findChild(QPushButton, name)
    assert isinstance(found, Button), name
    return found


def primary(home: Home) -> list[str]:
    return [b.objectName() for b in home.findChildren(Button) if b.primary and b.isVisibleTo(home)]


def rows(home: Home) -> list[str]:
    listed = home.findChild(QListWidget, "vendor_list")
    assert listed is not None
    return [listed.item(n).data(ROW).spoken for n in range(listed.count())]


def page(home: Home) -> str:
    wizard = home.windows.open
    return wizard.currentPage().objectName() if wizard is not None else ""

"""The account page in a customer's hands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from tests.ui.test_pages import made
from ui.desk import Desk
from ui.fold import Fold
from ui.pages.account import Account

STEPS = range(1, 9)


def shown(desk: Desk, qtbot: QtBot) -> Account:
    page = made(desk, SETUP[1], qtbot)
    assert isinstance(page, Account)
    return page


def named(page: QWidget, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def opened(page: Account) -> list[int]:
    return [s.number for s in page.steps.sections if s.is_open]


def everything(page: Account, number: int) -> None:
    """Open step `number` and its troubles."""
    if opened(page) != [number]:
        named(page, f"step_{number}_head").click()
    section = page.steps.sections[number - 1]
    if section.screens is not None and section.screens.more:
        section.done.click()  # on to the last screen
    for fold in section.findChildren(Fold):
        if not fold.is_open:
            fold.head.click()


def do(page: Account, number: int) -> None:
    """Press the button of step `number` until it is done, by the keyboard."""
    section = page.steps.sections[number - 1]
    while not section.box.isChecked():
        section.done.setFocus()
        QTest.keyClick(section.done, Qt.Key.Key_Return)


def in_view(page: Account, widget: QWidget) -> bool:
    top = widget.mapTo(page.area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= page.area.viewport().height()

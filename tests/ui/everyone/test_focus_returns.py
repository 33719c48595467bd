"""The keyboard comes back to where it was, once what was opened is closed again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.fold import Fold
from ui.home import Home
from ui.widgets import button

OPENERS = ["about", "billing"]


@pytest.mark.parametrize("name", OPENERS)
def test_a_window_that_is_closed(nobody: Desk, qtbot: QtBot, name: str) -> None:
    home = Home(nobody)
    home.show()
    home.activateWindow()
    opener = home.findChild(QWidget, name)
    assert opener is not None
    qtbot.waitUntil(lambda: home.handovers is not None and opener.isVisible())
    opener.setFocus()
    QTest.keyClick(opener, Qt.Key.Key_Space)
    (window,) = [w for w in home.findChildren(QDialog) if w.isVisible()]
    qtbot.waitUntil(lambda: QApplication.focusWidget() not in {None, opener})
    QTest.keyClick(window, Qt.Key.Key_Escape)
    home.activateWindow()  # as a desktop does: offscreen there is none
    qtbot.waitUntil(lambda: QApplication.focusWidget() is opener)
    home.hide()
    home.deleteLater()


def test_a_fold_that_is_closed(furnished: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    fold = Fold("fold", "More", lambda below: below.addWidget(button("in", "In", lambda: None)))
    column.addWidget(fold)
    column.addWidget(button("after", "After", lambda: None))
    host.show()
    host.activateWindow()
    fold.set_open(True)
    inside = host.findChild(QWidget, "in")
    assert inside is not None
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)
    fold.set_open(False)
    qtbot.waitUntil(fold.head.hasFocus)


def test_tab_goes_into_a_fold_that_is_opened(furnished: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    fold = Fold("fold", "More", lambda below: below.addWidget(button("in", "In", lambda: None)))
    column.addWidget(fold)
    column.addWidget(button("after", "After", lambda: None))
    host.show()
    host.activateWindow()
    fold.head.setFocus()
    qtbot.waitUntil(fold.head.hasFocus)
    QTest.keyClick(fold.head, Qt.Key.Key_Space)
    went = []
    for _stop in range(3):
        here = QApplication.focusWidget()
        assert here is not None
        went.append(here.objectName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert went == ["fold", "in", "after"]

"""A line that opens and closes what is below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.fold import Fold
from ui.widgets import Text


def made(qtbot: QtBot) -> tuple[Fold, list[str]]:
    filled: list[str] = []

    def fill(column: QVBoxLayout) -> None:
        filled.append("once")
        column.addWidget(Text("inside"))

    fold = Fold("more", "What is this?", fill)
    qtbot.addWidget(fold)
    fold.show()
    return fold, filled


def picture(fold: Fold) -> QImage:
    return fold.head.grab().toImage()


def test_opens_and_closes_by_keyboard_and_is_filled_once(
    dressed: QApplication, qtbot: QtBot
) -> None:
    fold, filled = made(qtbot)
    assert not filled
    for opened in (True, False, True):
        QTest.keyClick(fold.head, Qt.Key.Key_Space)
        assert fold.is_open is opened
        assert [text.isVisible() for text in fold.findChildren(Text)] == [opened]
    assert filled == ["once"]


def test_only_the_customer_s_opening_is_told(dressed: QApplication, qtbot: QtBot) -> None:
    fold, _filled = made(qtbot)
    told: list[bool] = []
    fold.opened.connect(lambda: told.append(True))
    fold.set_open(True)
    assert not told
    fold.head.click()
    fold.head.click()
    assert told == [True]


def test_the_focus_can_be_seen(dressed: QApplication, qtbot: QtBot) -> None:
    fold, _filled = made(qtbot)
    qtbot.waitExposed(fold)
    fold.activateWindow()
    fold.head.clearFocus()
    before = picture(fold)
    fold.head.setFocus()
    qtbot.waitUntil(fold.head.hasFocus)
    assert picture(fold) != before


def test_a_long_line_wraps_where_there_is_little_room(dressed: QApplication, qtbot: QtBot) -> None:
    fold = Fold(
        "more", "No mail, or has the link in it run out after twelve hours?", lambda _: None
    )
    qtbot.addWidget(fold)
    one = fold.head.sizeHint()
    fold.resize(one.width() // 2, one.height() * 4)
    fold.show()
    qtbot.waitExposed(fold)
    assert fold.head.width() <= fold.width()
    assert fold.head.height() >= 2 * fold.head.fontMetrics().height()
    fold.resize(one.width() * 2, one.height() * 4)
    qtbot.waitUntil(lambda: fold.head.width() == one.width())
    assert fold.head.height() == one.height()

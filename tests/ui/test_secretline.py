"""A secret that is marked goes nowhere, and one that is copied by keys has its minute."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from ui.secretline import SecretLine

SECRET = "ABCD-EFGH-JKLM-NPQR-STUV"
KEYS = Qt.KeyboardModifier.ControlModifier


def made(qtbot: QtBot) -> tuple[SecretLine, list[str]]:
    copied: list[str] = []
    line = SecretLine(lambda: copied.append("copied"))
    qtbot.addWidget(line)
    line.setText(SECRET)
    line.setReadOnly(True)
    line.resize(400, 30)
    line.show()
    QGuiApplication.clipboard().clear()
    return line, copied


def test_copied_by_keys_as_by_the_button(qtbot: QtBot) -> None:
    line, copied = made(qtbot)
    QTest.keyClick(line, Qt.Key.Key_C, KEYS)
    assert not copied, "nothing is marked"
    QTest.keyClick(line, Qt.Key.Key_A, KEYS)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(line, key, KEYS)
    assert copied == ["copied"] * 2
    assert QGuiApplication.clipboard().text() == ""
    assert line.text() == SECRET


def test_what_is_hidden_is_not_copied(qtbot: QtBot) -> None:
    line, copied = made(qtbot)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, KEYS)
    assert not copied


def test_marked_with_the_mouse(qtbot: QtBot) -> None:
    """What the middle button would paste is looked at on a real screen: tests/prove/."""
    line, _copied = made(qtbot)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=QPoint(200, 15))
    assert line.selectedText()
    assert QGuiApplication.clipboard().text(QClipboard.Mode.Selection) == ""


def test_no_menu_copies_it_for_good(qtbot: QtBot) -> None:
    line, _copied = made(qtbot)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QGuiApplication.sendEvent(line, asked)
    assert not line.findChildren(QMenu)

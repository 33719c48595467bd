"""Words and their drawing, side by side or one below the other."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.beside import Beside
from ui.sketch import Part, Sketch
from ui.widgets import Text


def test_the_drawing_goes_below_where_there_is_no_room(dressed: QApplication, qtbot: QtBot) -> None:
    words = Text("What to enter, and what it is for. " * 4)
    drawing = Sketch("sketch", "A screen", (Part("button", "Next", mark=1),))
    beside = Beside(words, 28.0)
    beside.add(drawing)
    qtbot.addWidget(beside)
    beside.show()
    beside.resize(theme.em(40), theme.em(20))
    qtbot.waitUntil(lambda: drawing.x() >= words.geometry().right())
    beside.resize(theme.em(20), theme.em(30))
    qtbot.waitUntil(lambda: drawing.y() >= words.geometry().bottom())
    assert beside.minimumSizeHint().width() <= theme.em(17)

"""A paragraph keeps its height for each width, until something about it is another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui import theme
from ui.text import Text

WORDS = "A sentence that takes more than one line where there is little room for it. " * 3
NARROW, WIDE = 150, 600
CHANGES: dict[str, Callable[[Text], object]] = {
    "words": lambda text: text.say(WORDS * 2),
    "font": lambda text: text.setFont(theme.font(theme.TITLE)),
    "margins": lambda text: text.setContentsMargins(0, 40, 0, 40),
    "one line": lambda text: text.setWordWrap(False),
    "style sheet": lambda text: text.setStyleSheet("padding: 20px"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_what_qt_says(dressed: QApplication, qtbot: QtBot, change: str) -> None:
    text = Text(WORDS)
    qtbot.addWidget(text)
    before = [text.heightForWidth(width) for width in (NARROW, WIDE)]
    assert before == [QLabel.heightForWidth(text, width) for width in (NARROW, WIDE)]
    CHANGES[change](text)
    after = [text.heightForWidth(width) for width in (NARROW, WIDE)]
    assert after == [QLabel.heightForWidth(text, width) for width in (NARROW, WIDE)]
    assert after != before

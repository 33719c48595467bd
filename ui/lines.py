"""Widgets in a line: beside a sign, or one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui import theme
from ui.flow import Flow


def headed(sign: QWidget, words: QWidget, *after: QWidget) -> QBoxLayout:
    """A sign, words that take all the room there is, and what stands at the right.

    The sign is level with the words' first line, and both together with what is higher than they.
    """
    told = QHBoxLayout()
    told.setSpacing(theme.em(0.6))
    told.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    told.addWidget(words, 1)
    made = QHBoxLayout()
    made.setSpacing(theme.em(0.6))
    made.addLayout(told, 1)
    made.setAlignment(told, Qt.AlignmentFlag.AlignVCenter)
    for widget in after:
        made.addWidget(widget)
    return made


def row(*widgets: QWidget) -> QBoxLayout:
    """Widgets side by side, at the left."""
    made = QHBoxLayout()
    made.setSpacing(theme.em(0.6))
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def flow(*widgets: QWidget) -> Flow:
    """The same for buttons: in a narrow window they go on in a new line."""
    made = Flow(theme.em(0.6))
    for widget in widgets:
        made.addWidget(widget)
    return made

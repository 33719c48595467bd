"""Widgets in a line: beside a sign, or one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

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
    middle = QVBoxLayout()  # an alignment would make it as narrow as its words may be
    middle.addStretch(1)
    middle.addLayout(told)
    middle.addStretch(1)
    if not after:
        return middle
    made = QHBoxLayout()
    made.setSpacing(theme.em(0.6))
    made.addLayout(middle, 1)
    for widget in after:
        made.addWidget(widget)
    return made


def level(box: QAbstractButton, label: QLabel, words: QVBoxLayout) -> QVBoxLayout:
    """`box` on one middle line with the letters of `label`, with which `words` begins."""
    letters = label.fontMetrics()
    middle = label.contentsMargins().top() + letters.ascent() - letters.capHeight() // 2
    lower = middle - box.sizeHint().height() // 2
    words.setContentsMargins(0, max(0, -lower), 0, 0)
    made = QVBoxLayout()
    made.setSpacing(0)
    made.addSpacing(max(0, lower))
    made.addWidget(box)
    made.addStretch(1)
    return made


def stacked(*widgets: QWidget, gap: float = 0.3, at_top: bool = False) -> QVBoxLayout:
    """Widgets one below the other, `gap` em apart; `at_top`: what room is left is below them."""
    made = QVBoxLayout()
    made.setSpacing(theme.em(gap))
    for widget in widgets:
        made.addWidget(widget)
    if at_top:
        made.addStretch(1)
    return made


def row(*widgets: QWidget) -> QBoxLayout:
    """Widgets side by side, at the left."""
    made = QHBoxLayout()
    made.setSpacing(theme.em(0.6))
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def narrow(widget: QWidget, most: float) -> QHBoxLayout:
    """`widget` at the left, `most` em wide at the most.

    Qt asks a column for its height at the whole width, though it may not grow so wide: in a wide
    window its sentences would be cut through. A row asks at the width that it gives.
    """
    widget.setMaximumWidth(theme.em(most))
    made = QHBoxLayout()
    made.addWidget(widget, 1000)
    made.addStretch(1)
    return made


def flow(*widgets: QWidget) -> Flow:
    """The same for buttons: in a narrow window they go on in a new line."""
    made = Flow(theme.em(0.6))
    for widget in widgets:
        made.addWidget(widget)
    return made

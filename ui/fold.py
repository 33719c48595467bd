"""What not everybody needs to read: a line that opens and closes what is below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.button import named


class Head(QToolButton):
    """Says to a screen reader whether it is open, without looking like a button held down."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """The arrow alone tells open from closed."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's own, and a ring while it has the keyboard."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        pen = max(1.0, theme.em() / 9)
        ring = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), pen))
            painter.drawRoundedRect(ring, theme.em(0.2), theme.em(0.2))


class Fold(QWidget):
    """A line to press, with an arrow. What is below is made when it is first opened."""

    opened = Signal()  # by the customer

    def __init__(self, name: str, title: str, fill: Callable[[QVBoxLayout], None]) -> None:
        super().__init__()
        self._fill: Callable[[QVBoxLayout], None] | None = fill
        self.head = Head()
        named(self.head, name, title)
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setMinimumHeight(theme.em(1.6))
        self.head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(self._pressed)
        self._inside = QWidget()
        self._below = QVBoxLayout(self._inside)
        self._below.setContentsMargins(theme.em(1.2), 0, 0, theme.em(0.4))
        self._below.setSpacing(theme.em(0.5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(self.head)
        column.addWidget(self._inside)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether what is below can be seen."""
        return self.head.isChecked()

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        if opened and self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self._below)
        self.head.setChecked(opened)
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._inside.setVisible(opened)

    def _pressed(self, opened: bool) -> None:
        self.set_open(opened)
        if opened:
            self.opened.emit()

"""What not everybody needs to read: a line that opens and closes what is below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.button import named


class Fold(QWidget):
    """A line to press, with an arrow. What is below is made when it is first opened."""

    opened = Signal()  # by the customer

    def __init__(self, name: str, title: str, fill: Callable[[QVBoxLayout], None]) -> None:
        super().__init__()
        self._fill: Callable[[QVBoxLayout], None] | None = fill
        self.head = QToolButton()
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

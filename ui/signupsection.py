"""One step of the sign-up: its tick box, its line, and what is below it while it is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.signup import STEPS
from ui.signuphead import StepHead
from ui.widgets import button, named, row
from ui.words import _

Fill = Callable[[int, QVBoxLayout], None]


class StepSection(QFrame):
    """Step `number`. What is inside is made by `fill` when it is first opened."""

    ticked = Signal(int, bool)  # by the customer
    pressed = Signal(int)  # its line, by the customer

    def __init__(self, number: int, title: str, fill: Fill) -> None:
        super().__init__()
        self.number = number
        self._fill: Fill | None = fill
        self.box = QCheckBox()
        named(self.box, f"step_{number}", _("Done: {step}").format(step=title))
        self.box.toggled.connect(self._toggled)
        self.head = StepHead(f"step_{number}_head", f"{number}. {title}")
        self.head.clicked.connect(lambda _checked: self.pressed.emit(self.number))
        line = QHBoxLayout()
        line.setSpacing(theme.em(0.4))
        line.addWidget(self.box)
        line.addWidget(self.head, 1)
        self.inside = QWidget()
        self._below = QVBoxLayout(self.inside)
        self._below.setContentsMargins(theme.em(1.9), 0, theme.em(0.4), theme.em(0.6))
        self._below.setSpacing(theme.em(0.7))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.em(0.6), theme.em(0.25), theme.em(0.6), theme.em(0.25))
        column.setSpacing(theme.em(0.4))
        column.addLayout(line)
        column.addWidget(self.inside)
        self.inside.hide()

    @property
    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return self.head.opened

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        if opened and self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self.number, self._below)
            words = _("Done") if self.number == STEPS else _("Done, next step")
            self.done = button(f"step_{self.number}_done", words, self.box.click)
            self._below.addLayout(row(self.done))
        self.inside.setVisible(opened)
        self._show()
        self.update()

    def set_ticked(self, ticked: bool) -> None:
        """Show it done or not, without saying that the customer did it."""
        was = self.box.blockSignals(True)
        self.box.setChecked(ticked)
        self.box.blockSignals(was)
        self._show()

    def _toggled(self, ticked: bool) -> None:
        self._show()
        self.ticked.emit(self.number, ticked)

    def _show(self) -> None:
        opened, done = not self.inside.isHidden(), self.box.isChecked()
        self.head.show_state(opened=opened, done=done)
        if self._fill is None:
            self.done.setVisible(not done)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground while it is open, else a line below it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = max(1.0, theme.em(0.055))
            if self.is_open:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("surface"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.em(0.4), theme.em(0.4))
                return
            painter.setPen(QPen(theme.colour("line"), pen))
            foot = self.rect().bottomLeft()
            painter.drawLine(foot, foot + QPoint(self.width(), 0))

"""One of several steps: its tick box, its line, and what is below it while it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.fold import Fold
from ui.pair import Pair, held
from ui.stephead import StepHead
from ui.widgets import button, named
from ui.words import _

if TYPE_CHECKING:
    from ui.stepscreens import Screens

Fill = Callable[[int, QVBoxLayout], Fold | None]
FOOT_EM = 18.0  # with less room the button stands below the help


class StepSection(QFrame):
    """Step `number`. What is inside is made by `fill` when it is first opened.

    What `fill` returns, help for who is stuck, stands at its foot beside the button that goes on.
    """

    ticked = Signal(int, bool)  # by the customer
    finished = Signal()  # by its button
    pressed = Signal(int)  # its line, by the customer

    def __init__(self, name: str, number: int, title: str, fill: Fill, *, done: str) -> None:
        """`done` is what its button says."""
        super().__init__()
        self.number, self._name, self._done = number, f"{name}_{number}", done
        self.screens: Screens | None = None  # where AWS has several for it
        self._fill: Fill | None = fill
        self.box = QCheckBox()
        named(self.box, self._name, _("Done: {step}").format(step=title))
        self.box.toggled.connect(self._toggled)
        self.head = StepHead(f"{self._name}_head", f"{number}. {title}")
        self.head.clicked.connect(lambda _checked: self.pressed.emit(self.number))
        line = QHBoxLayout()
        line.setSpacing(theme.em(0.4))
        line.addWidget(self.box)
        line.addWidget(self.head, 1)
        self.inside = QWidget()
        self._below = QVBoxLayout(self.inside)
        self._below.setContentsMargins(theme.em(0.2), 0, theme.em(0.2), theme.em(0.35))
        self._below.setSpacing(theme.em(0.3))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.em(0.3))
        self._column.addLayout(line)
        self._column.addWidget(self.inside)
        self.inside.hide()
        self._pad()

    @property
    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return self.head.opened

    def make(self) -> None:
        """Have what is inside made, if it isn't yet; it takes its time."""
        if self._fill is not None:
            fill, self._fill = self._fill, None
            help_ = fill(self.number, self._below)
            self.done = button(f"{self._name}_done", "", self._press)
            self._below.addWidget(self._foot(help_))
            self._say_done()

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        if opened:
            self.make()
        self.inside.setVisible(opened)
        self._show()
        self._pad()
        self.update()

    def _foot(self, help_: Fold | None) -> QWidget:
        corner = QVBoxLayout()
        corner.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        corner.addStretch(1)
        if help_ is None:
            return held(corner)
        return Pair(help_, held(corner), room=FOOT_EM, shares=(1, 0))

    def show_screens(self, screens: Screens | None) -> None:
        """Have its button lead through `screens` first, so that none is passed by."""
        self.screens = screens
        if screens is not None:
            screens.turned.connect(self._say_done)

    def _press(self) -> None:
        if self.screens is not None and self.screens.more:
            self.screens.show_screen(self.screens.now + 1)
            return
        self.box.click()
        self.finished.emit()

    def _say_done(self) -> None:
        more = self.screens is not None and self.screens.more
        self.done.setText(_("Done: show AWS's next screen") if more else self._done)
        self.done.setAccessibleName(self.done.text())
        self.done.updateGeometry()

    def set_main(self, main: bool) -> None:
        """Whether its button is the one to press next."""
        if self._fill is None:
            self.done.set_primary(main)

    def set_ticked(self, ticked: bool) -> None:
        """Show it done or not, without saying that the customer did it."""
        was = self.box.blockSignals(True)
        self.box.setChecked(ticked)
        self.box.blockSignals(was)
        self._show()

    def _toggled(self, ticked: bool) -> None:
        self.ticked.emit(self.number, ticked)  # while what was pressed still has the keyboard
        self._show()

    def _show(self) -> None:
        opened, done = not self.inside.isHidden(), self.box.isChecked()
        self.head.show_state(opened=opened, done=done)
        if self._fill is None:
            self.done.setVisible(not done)

    def _pad(self) -> None:
        high = theme.em(0.2 if self.is_open else 0)
        self._column.setContentsMargins(theme.em(0.8), high, theme.em(0.8), high)  # as in cards

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground while it is open, with an edge where cards have one; else a line below it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = max(1.0, theme.em() / 18)
            if self.is_open:
                box = QRectF(self.rect())
                painter.setPen(Qt.PenStyle.NoPen)
                if theme.colours().outlined:
                    painter.setPen(QPen(theme.colour("line"), 1.5 * pen))
                    box.adjust(pen, pen, -pen, -pen)
                painter.setBrush(theme.colour("surface"))
                painter.drawRoundedRect(box, theme.em(0.4), theme.em(0.4))
                return
            painter.setPen(QPen(theme.colour("line"), pen))
            foot = self.rect().bottomLeft()
            painter.drawLine(foot, foot + QPoint(self.width(), 0))

"""A small button with an arrow that goes round: look at this one thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from ui import theme
from ui.button import Button, named
from ui.plaintext import tip
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE_EM = 1.6
# In a square of side 1: the arc leaves a gap at the upper right, where the arrow's head is.
ARC = QRectF(0.29, 0.29, 0.42, 0.42)
START, SPAN = 50, 280  # degrees, counter-clockwise from three o'clock; Qt counts sixteenths
HEAD = (QPointF(0.73, 0.24), QPointF(0.73, 0.44), QPointF(0.55, 0.36))


class AgainButton(Button):
    """Says in words, to the pointer and to a screen reader, what its sign means."""

    def __init__(self, name: str, what: str, on_press: Callable[[], None]) -> None:
        super().__init__(name, "")
        words = _("Check again: {what}").format(what=what)
        named(self, name, words)
        self.setToolTip(tip(words))
        self.setAccessibleDescription(_("AWS is asked about this one thing again."))
        self.clicked.connect(lambda _checked: on_press())

    def sizeHint(self) -> QSize:
        """A square that a finger can hit."""
        return QSize(theme.em(SIDE_EM), theme.em(SIDE_EM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the arrow on it."""
        super().paintEvent(event)
        pen = QPen(theme.colour("text" if self.isEnabled() else "disabled"), 0.06)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self.width(), self.height())
            painter.setPen(pen)
            painter.drawArc(ARC, START * 16, SPAN * 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            painter.drawPolygon(HEAD)

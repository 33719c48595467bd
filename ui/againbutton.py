"""A small button, an arrow that goes round and a word: look at this one thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle

from ui import theme
from ui.button import Button, named
from ui.plaintext import tip
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE_EM, PAD_EM = 1.6, 0.6
# In a square of side 1: the arc leaves a gap at the upper right, where the arrow's head is.
ARC = QRectF(0.29, 0.29, 0.42, 0.42)
START, SPAN = 50, 280  # degrees, counter-clockwise from three o'clock; Qt counts sixteenths
HEAD = (QPointF(0.73, 0.24), QPointF(0.73, 0.44), QPointF(0.55, 0.36))


class AgainButton(Button):
    """Says what its sign means; of what, to the pointer and to a screen reader."""

    def __init__(self, name: str, what: str, on_press: Callable[[], None]) -> None:
        super().__init__(name, _("Again"))
        self.setFont(theme.font(theme.SMALL))
        words = _("Check again: {what}").format(what=what)
        named(self, name, words)
        self.setToolTip(tip(words))
        self.setAccessibleDescription(_("AWS is asked about this one thing again."))
        self.clicked.connect(lambda _checked: on_press())

    def sizeHint(self) -> QSize:
        """The sign and the word, and no less than a finger can hit."""
        word = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(theme.em(SIDE_EM) + word + theme.em(PAD_EM), theme.em(SIDE_EM))

    def words_at(self) -> QRect:
        """Beside the sign."""
        side = self.height()
        beside = self.rect().adjusted(side, 0, -theme.em(PAD_EM), 0)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), beside)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the arrow on it."""
        super().paintEvent(event)
        pen = QPen(theme.colour("text" if self.isEnabled() else "disabled"), 0.06)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = self.height()
            painter.translate(self.width() - side if self.isRightToLeft() else 0, 0)
            painter.scale(side, side)
            painter.setPen(pen)
            painter.drawArc(ARC, START * 16, SPAN * 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            painter.drawPolygon(HEAD)

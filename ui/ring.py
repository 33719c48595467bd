"""Seconds that run down: a ring that empties, with their number inside.

It is drawn once a second and doesn't move in between, so that whoever is disturbed by motion sees
none; and the number says all that the ring and its colour say.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import named
from ui.words import _

SIDE_EM = 3.6
LINE_EM = 0.35
SHORT = 8  # seconds: fewer are shown in the colour of warnings, too
FULL = 360 * 16  # Qt counts sixteenths of a degree, against the clock's hands
TOP = 90 * 16


class Ring(QWidget):
    """A ring that is full at the beginning and empty at the end."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        named(self, name, accessible)
        self.left, self._whole = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.tinted(self)

    def show_left(self, left: int, whole: int) -> None:
        """Show that `left` of `whole` seconds are left."""
        changed = (left, whole) != (self.left, self._whole)
        self.left, self._whole = left, max(whole, 1)
        self.setAccessibleDescription(_("{seconds} seconds left").format(seconds=left))
        if changed:
            self.update()

    @property
    def share(self) -> float:
        """How much of the ring is full, between 0 and 1."""
        return min(max(self.left / self._whole, 0.0), 1.0)

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def sizeHint(self) -> QSize:
        """Room for two digits."""
        side = theme.em(SIDE_EM)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track, what is left of it, and the number."""
        pen = theme.em(LINE_EM)
        side = min(self.width(), self.height()) - pen - 2
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # In high contrast the track is as bright as what is left of it: there it is thin.
            track = pen / 4 if theme.colours().outlined else pen
            painter.setPen(QPen(theme.colour("line"), track))
            painter.drawEllipse(box)
            line = QPen(theme.colour("warn" if self.left < SHORT else "accent"), pen)
            line.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(line)
            painter.drawArc(box, TOP, round(FULL * self.share))
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(theme.LEAD, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.left))

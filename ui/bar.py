"""Our bar of progress: how much is done, or that something is being done.

Without a number a short piece goes to and fro. Where the system asks for less motion it stands
still, striped; the words beside the bar say what is being done in either case.
"""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from ui import theme
from ui.button import named

HIGH_EM = 0.5
TICK_MS = 40
ROUND_TRIP = 2.6  # seconds
PIECE = 0.28  # of the whole


class Bar(QProgressBar):
    """A rounded bar without words in it; `setRange(0, 0)` means that nobody knows how long."""

    _seen = False  # Qt calls it visible in a minimised window, too

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        named(self, name, accessible)
        self.setTextVisible(False)
        self.setRange(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.update)
        theme.tinted(self)

    @property
    def moving(self) -> bool:
        """Whether it is drawn again and again."""
        return self._clock.isActive()

    def setRange(self, least: int, most: int) -> None:
        """How much there is to do; 0 and 0: nobody knows."""
        super().setRange(least, most)
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move, if that is allowed."""
        super().showEvent(event)
        self._seen = True
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it, also where the window is only made small: stop."""
        super().hideEvent(event)
        self._seen = False
        self._settle()

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def _settle(self) -> None:
        if not hasattr(self, "_clock"):
            return
        if self._seen and self.maximum() == self.minimum() and theme.motion():
            self._clock.start()
        else:
            self._clock.stop()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(theme.em(10), theme.em(HIGH_EM))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows have a short one."""
        return QSize(theme.em(3), theme.em(HIGH_EM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track with its edge, and what is done."""
        pen = max(1.0, theme.em() / 18)
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        radius = box.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("outline"), pen))
            painter.setBrush(theme.colour("window"))
            painter.drawRoundedRect(box, radius, radius)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            if self.maximum() == self.minimum() and not self.moving:
                self._stripes(painter, box)
            else:
                piece = self._piece(box)
                painter.drawRoundedRect(piece, radius, radius)

    def _piece(self, box: QRectF) -> QRectF:
        """What is filled: the share that is done, or the piece that goes to and fro."""
        piece = QRectF(box)
        if whole := self.maximum() - self.minimum():
            share = min(max((self.value() - self.minimum()) / whole, 0.0), 1.0)
            piece.setWidth(max(box.width() * share, box.height() if share else 0.0))
        else:
            piece.setWidth(box.width() * PIECE)
            turn = monotonic() % ROUND_TRIP / ROUND_TRIP * 2
            way = turn if turn < 1 else 2 - turn
            ease = way * way * (3 - 2 * way)  # slow at both ends
            piece.moveLeft(box.left() + (box.width() - piece.width()) * ease)
        if self.isRightToLeft():
            piece.moveRight(box.left() + box.right() - piece.left())
        return piece

    @staticmethod
    def _stripes(painter: QPainter, box: QRectF) -> None:
        """A still pattern: at work, for who wants no motion."""
        inside = QPainterPath()
        inside.addRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setClipPath(inside)
        high = box.height()
        painter.setPen(QPen(theme.colour("accent"), high * 0.6))
        for number in range(int(box.width() / (2 * high)) + 2):
            x = box.left() + number * 2 * high
            painter.drawLine(QPointF(x - high, box.bottom() + 1), QPointF(x, box.top() - 1))

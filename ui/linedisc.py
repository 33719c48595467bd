"""A line drawing on a tinted disc. It says nothing that the words beside it don't."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

Lines = Callable[[QPainter], None]  # draws them on a disc of 100 by 100


def draw(painter: QPainter, lines: Lines, *, ground: str = "accent_soft", pen: float = 6) -> None:
    """Draw the disc and the lines on it, 100 by 100. It leaves its own pen and brush behind."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawEllipse(QRectF(0, 0, 100, 100))
    stroke = QPen(theme.colour("accent"), pen)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lines(painter)


class LineDisc(QWidget):
    """The same as a widget, `side_em` wide and high."""

    def __init__(self, lines: Lines, side_em: float, *, pen: float = 6) -> None:
        super().__init__()
        self._lines, self._pen = lines, pen
        side = theme.em(side_em)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self.width() / 100, self.height() / 100)
            draw(painter, self._lines, pen=self._pen)

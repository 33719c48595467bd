"""The marks on paper: told apart by their shape, since it is printed in black and white."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui import theme

LINE = 0.09  # of a mark's size
INNER = 0.12


def tinted(token: str) -> QColor:
    """The colour of `token` on paper."""
    return QColor(getattr(theme.LIGHT, token))


def _stroke(painter: QPainter, size: float, width: float = LINE) -> None:
    pen = QPen(painter.pen().color(), size * width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _points(size: float, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x * size, y * size) for x, y in points])


def _good(painter: QPainter, size: float) -> None:
    """A ring with a tick."""
    _stroke(painter, size)
    painter.drawEllipse(QRectF(0, 0, size, size))
    _stroke(painter, size, INNER)
    painter.drawPolyline(_points(size, (0.28, 0.52), (0.44, 0.68), (0.73, 0.34)))


def _warn(painter: QPainter, size: float) -> None:
    """A triangle with an exclamation mark."""
    _stroke(painter, size)
    painter.drawPolygon(_points(size, (0.5, 0.04), (1.0, 0.92), (0.0, 0.92)))
    _exclaim(painter, size)


def _exclaim(painter: QPainter, size: float) -> None:
    _stroke(painter, size, INNER)
    painter.drawLine(QPointF(0.5 * size, 0.36 * size), QPointF(0.5 * size, 0.58 * size))
    painter.drawPoint(QPointF(0.5 * size, 0.77 * size))


def _bad(painter: QPainter, size: float) -> None:
    """A filled diamond with an exclamation mark left white."""
    painter.setBrush(QBrush(painter.pen().color()))
    painter.setPen(Qt.PenStyle.NoPen)
    path = QPainterPath()
    path.addPolygon(_points(size, (0.5, -0.06), (1.06, 0.5), (0.5, 1.06), (-0.06, 0.5)))
    painter.drawPath(path)
    painter.setPen(QPen(Qt.GlobalColor.white))
    _stroke(painter, size, INNER)
    painter.drawLine(QPointF(0.5 * size, 0.24 * size), QPointF(0.5 * size, 0.54 * size))
    painter.drawPoint(QPointF(0.5 * size, 0.76 * size))


def _look(painter: QPainter, size: float) -> None:
    """A diamond, empty."""
    _stroke(painter, size)
    painter.drawPolygon(_points(size, (0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)))


def _note(painter: QPainter, size: float) -> None:
    """A ring."""
    _stroke(painter, size)
    painter.drawEllipse(QRectF(0.12 * size, 0.12 * size, 0.76 * size, 0.76 * size))


def _unknown(painter: QPainter, size: float) -> None:
    """A ring of dashes."""
    _stroke(painter, size)
    pen = painter.pen()
    pen.setDashPattern([1.6, 2.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(QRectF(0.06 * size, 0.06 * size, 0.88 * size, 0.88 * size))


def _box(painter: QPainter, size: float) -> None:
    """A box to tick with a pen."""
    _stroke(painter, size)
    painter.drawRect(QRectF(0.04 * size, 0.04 * size, 0.92 * size, 0.92 * size))


MARKS: dict[str, tuple[str, Callable[[QPainter, float], None]]] = {
    "good": ("good", _good),
    "warn": ("warn", _warn),
    "bad": ("bad", _bad),
    "look": ("warn", _look),
    "note": ("muted", _note),
    "unknown": ("muted", _unknown),
    "box": ("text", _box),
}


def draw(painter: QPainter, mark: str, left: float, top: float, size: float) -> None:
    """Draw `mark` into a square of `size`."""
    token, shape = MARKS[mark]
    painter.save()
    painter.translate(left, top)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tinted(token))
    shape(painter, size)
    painter.restore()

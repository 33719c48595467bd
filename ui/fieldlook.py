"""How what can be filled in looks: its edge, and the arrows of lists and numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOption

from ui import theme

S = QStyle.StateFlag
ARROWS = {
    "down": ((-0.22, -0.11), (0, 0.11), (0.22, -0.11)),
    "up": ((-0.22, 0.11), (0, -0.11), (0.22, 0.11)),
    "right": ((-0.11, -0.22), (0.11, 0), (-0.11, 0.22)),
    "left": ((0.11, -0.22), (-0.11, 0), (0.11, 0.22)),
}


def frame(option: QStyleOption, painter: QPainter, ground: str = "") -> None:
    """The edge of what can be filled in: stronger where the keyboard is."""
    enabled = bool(option.state & S.State_Enabled)
    focused = enabled and bool(option.state & S.State_HasFocus)
    over = enabled and bool(option.state & S.State_MouseOver)
    pen = max(1.0, theme.em() / (9 if focused else 18))
    box = QRectF(option.rect).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
    token = ("accent" if focused or over else "outline") if enabled else "line"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(token), pen))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if ground:
        painter.setBrush(theme.colour(ground if enabled else "surface"))
    radius = theme.em(theme.ROUND)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def arrow_of(option: QStyleOption) -> QPointF:
    """Where a field's arrow is."""
    beside, box = theme.em(0.75), QRectF(option.rect)
    left = option.direction == Qt.LayoutDirection.RightToLeft
    return QPointF(box.left() + beside if left else box.right() - beside, box.center().y())


def chevron(
    option: QStyleOption, painter: QPainter, middle: QPointF, towards: str = "down"
) -> None:
    """An arrow: of a list to choose from, of a number that can be stepped, of what unfolds."""
    points = [QPointF(x, y) * theme.em() for x, y in ARROWS[towards]]
    token = "text" if option.state & S.State_Enabled else "disabled"
    pen = QPen(theme.colour(token), max(1.5, theme.em() / 12))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline([middle + point for point in points])
    painter.restore()


def part_of_number(option: QStyleOption, part: QStyle.SubControl) -> QRect:
    """Where a part of a field for numbers is: its words, and the two arrows at the end."""
    whole, wide = option.rect, theme.target(1.5)
    edge = max(2, theme.em(0.15))
    half = whole.height() // 2
    arrows = whole.right() + 1 - wide
    place = {
        QStyle.SubControl.SC_SpinBoxUp: QRect(arrows, whole.top(), wide, half),
        QStyle.SubControl.SC_SpinBoxDown: QRect(arrows, whole.top() + half, wide, half),
        QStyle.SubControl.SC_SpinBoxEditField: whole.adjusted(theme.em(0.3), edge, -wide, -edge),
    }.get(part, whole)
    return QStyle.visualRect(option.direction, whole, place)

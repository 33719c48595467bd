"""How scroll bars look: a round piece without arrows, on whatever is below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from ui import theme

S = QStyle.StateFlag
SCROLL_EM = 0.8


def part_of(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """Where a part of a scroll bar is; its arrows are nowhere."""
    whole, upright = option.rect, option.orientation == Qt.Orientation.Vertical
    length = whole.height() if upright else whole.width()
    steps = option.maximum - option.minimum
    piece = length
    if steps:
        piece = max(length * option.pageStep // (steps + option.pageStep), theme.em(1.5))
    piece = min(piece, length)
    before = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - piece, option.upsideDown
    )
    start, long = {
        QStyle.SubControl.SC_ScrollBarSlider: (before, piece),
        QStyle.SubControl.SC_ScrollBarGroove: (0, length),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, before),
        QStyle.SubControl.SC_ScrollBarAddPage: (before + piece, length - before - piece),
    }.get(part, (0, 0))
    if upright:
        return QRect(whole.left(), whole.top() + start, whole.width(), long)
    placed = QRect(whole.left() + start, whole.top(), long, whole.height())
    return QStyle.visualRect(option.direction, whole, placed)


def draw_scroller(option: QStyleOptionSlider, painter: QPainter, slider: QRect) -> None:
    """A round piece, where there is something to scroll."""
    if option.maximum == option.minimum:
        return
    over = bool(option.state & S.State_MouseOver or option.state & S.State_Sunken)
    gap = theme.em(SCROLL_EM) / 5
    box = QRectF(slider).adjusted(gap, gap, -gap, -gap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("muted" if over else "outline"))
    radius = min(box.width(), box.height()) / 2
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()

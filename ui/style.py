"""Fusion, with boxes, rings and frames that can be seen in light and dark alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QPlainTextEdit,
    QProxyStyle,
    QRadioButton,
    QStyle,
    QStyleOption,
    QWidget,
)

from ui import theme

P = QStyle.PrimitiveElement
M = QStyle.PixelMetric
S = QStyle.StateFlag
INDICATORS = frozenset(
    {
        M.PM_IndicatorWidth,
        M.PM_IndicatorHeight,
        M.PM_ExclusiveIndicatorWidth,
        M.PM_ExclusiveIndicatorHeight,
    }
)
TICK = ((0.26, 0.52), (0.43, 0.69), (0.75, 0.32))


class Style(QProxyStyle):
    """What palettes can't say: Fusion derives its outlines from the window's colour."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Boxes as tall as a letter, with room for the ring around them."""
        if metric in INDICATORS:
            return theme.em(1.2)
        return super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw boxes, rings and the frames of lines; leave the rest to Fusion."""
        if element in {P.PE_IndicatorCheckBox, P.PE_IndicatorRadioButton}:
            _indicator(option, painter, ring=element == P.PE_IndicatorRadioButton)
        elif element == P.PE_FrameFocusRect and isinstance(widget, QCheckBox | QRadioButton):
            return  # they have a ring
        elif element == P.PE_FrameLineEdit or (
            element == P.PE_Frame and isinstance(widget, QPlainTextEdit)
        ):
            _frame(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _colours(option: QStyleOption) -> tuple[str, str, str]:
    """The tokens of the ground, the line and the sign."""
    state = option.state
    if not state & S.State_Enabled:
        return "surface", "line", "disabled"
    if state & (S.State_On | S.State_NoChange):
        return "accent", "accent", "on_accent"
    return "window", "accent" if state & S.State_MouseOver else "outline", "text"


def _indicator(option: QStyleOption, painter: QPainter, *, ring: bool) -> None:
    ground, line, sign = (theme.colour(token) for token in _colours(option))
    state = option.state
    pen = max(1.0, theme.em() / 16)
    gap = 2.5 * pen
    box = QRectF(option.rect).adjusted(gap, gap, -gap, -gap)
    radius = box.width() / 2 if ring else theme.em(0.18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state & S.State_HasFocus:
        painter.setPen(QPen(theme.colour("text"), pen))
        around = QRectF(option.rect).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        painter.drawRoundedRect(around, radius + 2 * pen, radius + 2 * pen)
    painter.setPen(QPen(line, pen))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, radius, radius)
    if state & S.State_On and ring:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sign)
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
    elif state & S.State_On:
        stroke = QPen(sign, box.width() / 8)
        stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
        stroke.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(stroke)
        painter.drawPolyline(
            [box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in TICK]
        )
    painter.restore()


def _frame(option: QStyleOption, painter: QPainter) -> None:
    focused = option.state & S.State_HasFocus
    pen = max(1.0, theme.em() / (9 if focused else 18))
    box = QRectF(option.rect).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if focused else "outline"), pen))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, theme.em(0.2), theme.em(0.2))
    painter.restore()

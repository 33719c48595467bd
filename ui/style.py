"""Fusion, with boxes, rings, frames, lists and scroll bars that can be seen in every scheme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QPlainTextEdit,
    QProxyStyle,
    QRadioButton,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
    QWizard,
)

from ui import focusring, theme
from ui.fieldlook import arrow_of, chevron, frame, part_of_number
from ui.scrolllook import SCROLL_EM, draw_scroller, part_of

P = QStyle.PrimitiveElement
M = QStyle.PixelMetric
S = QStyle.StateFlag
C = QStyle.ComplexControl
T = QStyle.ContentsType
INDICATORS = frozenset(
    {
        M.PM_IndicatorWidth,
        M.PM_IndicatorHeight,
        M.PM_ExclusiveIndicatorWidth,
        M.PM_ExclusiveIndicatorHeight,
    }
)
ARROWS = {
    P.PE_IndicatorArrowDown: "down",
    P.PE_IndicatorArrowUp: "up",
    P.PE_IndicatorArrowRight: "right",
    P.PE_IndicatorArrowLeft: "left",
}
FIELDS = frozenset({T.CT_LineEdit, T.CT_ComboBox, T.CT_SpinBox})
FIELD_EM = 2.0
WORDS = QStyle.SubControl.SC_ComboBoxEditField
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
        if metric == M.PM_DefaultFrameWidth and isinstance(widget, QPlainTextEdit):
            return theme.em(0.4)  # its ground would cover the round corners
        if metric == M.PM_LayoutHorizontalSpacing and isinstance(widget, QWizard):
            return theme.em(0.6)  # between its buttons, as between a page's
        if metric in INDICATORS:
            return theme.target(1.2)
        if metric == M.PM_ScrollBarExtent:
            return theme.em(SCROLL_EM)
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Fields of one height, with room for a finger."""
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind == T.CT_SpinBox:  # the line in it has its height already
            made.setHeight(size.height())
        if kind in FIELDS:
            return made.expandedTo(QSize(0, theme.target(FIELD_EM))) + QSize(theme.em(0.6), 0)
        return made

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Scroll bars without arrows: the whole is for the piece that is moved."""
        if control == C.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return part_of(option, part)
        if control == C.CC_SpinBox:
            return part_of_number(option, part)
        made = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        if control == C.CC_ComboBox and part == WORDS:
            left = option.direction == Qt.LayoutDirection.LeftToRight
            made.adjust(theme.em(0.3) if left else 0, 0, 0 if left else -theme.em(0.3), 0)
        return made

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw lists to choose from and scroll bars; put our frame around numbers and dates."""
        if control == C.CC_ComboBox:
            frame(option, painter, "window")
            chevron(option, painter, arrow_of(option))
        elif control == C.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            slider = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider)
            draw_scroller(option, painter, slider)
        elif control == C.CC_SpinBox:
            frame(option, painter, "window")
            for up, towards in ((-0.35, "up"), (0.35, "down")):
                at = arrow_of(option) + QPointF(0, theme.em(up))
                chevron(option, painter, at, towards)
        else:
            super().drawComplexControl(control, option, painter, widget)

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
        elif element in ARROWS:
            chevron(option, painter, QRectF(option.rect).center(), ARROWS[element])
        elif element == P.PE_FrameLineEdit:
            frame(option, painter)
        elif element == P.PE_Frame and isinstance(widget, QPlainTextEdit):
            frame(option, painter, "window")
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
        focusring.draw(painter, option.rect, radius + 2 * pen)
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

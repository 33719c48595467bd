"""The ring around whatever has the keyboard: one look, drawn in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

ROUND_EM = 0.3


def width() -> float:
    """How thick its line is: two pixels at the usual size, as WCAG 2.2 asks (2.4.13)."""
    return max(1.0, theme.em() / 9)


def draw(
    painter: QPainter, box: QRect | QRectF, radius: float | None = None, *, within: bool = False
) -> None:
    """Draw it just inside of `box`. `radius` of its corners: in pixels, else a little round.

    It has the colour of the text, which stands out from every ground and every edge. `within`: it
    stands close inside of another thick edge, and is half as thick itself.
    """
    line = width() / 2 if within else width()
    inner = QRectF(box).adjusted(line / 2, line / 2, -line / 2, -line / 2)
    corner = theme.em(ROUND_EM) if radius is None else radius
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text"), line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, corner, corner)
    painter.restore()


def draw_around(area: QAbstractScrollArea) -> None:
    """Draw it around all that `area` shows, after its content has been drawn."""
    with QPainter(area.viewport()) as painter:
        draw(painter, area.viewport().rect())

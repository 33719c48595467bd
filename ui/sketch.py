"""Our own drawing of a screen of AWS: what stands where, and where the customer acts.

It is a sketch in our colours, not a likeness: AWS's pages change their looks, and a customer who
compares pictures would take a new one for the wrong page.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.sketchparts import Block, Part, Words, measured, small
from ui.widgets import named
from ui.words import _

__all__ = ["Part", "Sketch"]

WIDTH_EM = 16.0
MARK_EM = 1.35


class Sketch(QWidget):
    """A screen with `title` on its bar, and `parts` below each other. As tall as it has to be.

    `width` is in em.
    """

    def __init__(
        self, name: str, title: str, parts: Iterable[Part], width: float = WIDTH_EM
    ) -> None:
        super().__init__()
        self._em = width
        self.title, self.parts = title, tuple(parts)
        named(self, name, _("Drawing of the screen “{title}”").format(title=title))
        self.setAccessibleDescription(self.spoken)
        self._measure()
        theme.tinted(self)

    @property
    def spoken(self) -> str:
        """What the drawing shows, in words."""
        return ". ".join(_said(part) for part in self.parts)

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size need another room."""
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)

    # --- how large ---------------------------------------------------------------------------
    def _measure(self) -> None:
        width, self._pad, gap = theme.em(self._em), theme.em(0.5), theme.em(0.35)
        marks = any(part.mark for part in self.parts)
        self._left = self._pad + (theme.em(MARK_EM + 0.35) if marks else 0)
        room = width - self._left - self._pad
        dots = theme.em(2.4)
        self._heading = Words(self.title, width - dots - self._pad, small(bold=True))
        self._bar = self._heading.height + theme.em(0.6)
        self._dots = dots
        self._blocks: list[tuple[float, Part, Block]] = []
        y = self._bar + self._pad
        for part in self.parts:
            block = measured(part, room)
            self._blocks.append((y, part, block))
            y += max(block.height, theme.em(MARK_EM) if part.mark else 0) + gap
        self.setFixedSize(width, round(y - gap + self._pad) + 1)
        self.update()

    # --- drawing -----------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and its bar, the parts, and the marks."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._frame(painter)
            for y, part, block in self._blocks:
                block.draw(painter, QPointF(self._left, y))
                if part.mark:
                    self._mark(painter, y + block.act, part.mark)

    def _frame(self, painter: QPainter) -> None:
        pen, radius = max(1.0, theme.em() / 18), theme.em(0.4)
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        outline = QPainterPath()
        outline.addRoundedRect(box, radius, radius)
        painter.fillPath(outline, theme.colour("window"))
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), self._bar))
        painter.fillPath(outline, theme.colour("sidebar"))
        painter.restore()
        painter.setPen(QPen(theme.colour("outline"), pen))
        painter.drawPath(outline)
        painter.drawLine(QPointF(box.left(), self._bar), QPointF(box.right(), self._bar))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("outline"))
        for number in range(3):
            centre = QPointF(theme.em(0.7 + 0.5 * number), self._bar / 2)
            painter.drawEllipse(centre, theme.em(0.15), theme.em(0.15))
        corner = QPointF(self._dots, (self._bar - self._heading.height) / 2)
        self._heading.draw(painter, corner, "text")

    def _mark(self, painter: QPainter, middle: float, number: int) -> None:
        side = theme.em(MARK_EM)
        disc = QRectF(self._pad, middle - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour("on_accent"))
        painter.setFont(small(bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))


def _said(part: Part) -> str:
    """One part, as a screen reader says it."""
    words = f"{part.label}: {part.value}" if part.value else part.label
    if part.kind in {"chosen", "ticked"}:
        words = _("{label} (chosen)").format(label=words)
    return f"{part.mark}: {words}" if part.mark else words

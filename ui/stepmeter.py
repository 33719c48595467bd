"""How far one has come: a short bar for each step. The words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

HEIGHT_EM, GAP_EM = 0.4, 0.3


class StepMeter(QWidget):
    """Bars: filled for what is done, with an edge for the one in hand, pale for what is to come."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.done: tuple[bool, ...] = (False,) * steps
        self.here = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, done: tuple[bool, ...], here: int) -> None:
        """Show which are `done`, and that step `here` (from 1; 0 for none) is in hand."""
        self.done, self.here = done, here
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(theme.em(10), theme.em(HEIGHT_EM))

    def minimumSizeHint(self) -> QSize:
        """Narrow bars say as much."""
        return QSize(theme.em(4), theme.em(HEIGHT_EM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, from the side on which reading begins."""
        gap, count = theme.em(GAP_EM), len(self.done)
        wide = (self.width() - gap * (count - 1)) / count
        reverse = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        pen = max(1.0, theme.em() / 12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, done in enumerate(self.done):
                place = count - 1 - index if reverse else index
                bar = QRectF(place * (wide + gap), 0, wide, self.height())
                edge = "accent" if done or index + 1 == self.here else "outline"
                painter.setPen(QPen(theme.colour(edge), pen))
                painter.setBrush(theme.colour("accent" if done else "window"))
                if index + 1 == self.here and not done:
                    painter.setBrush(theme.colour("accent_soft"))
                inner = bar.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
                painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)

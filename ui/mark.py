"""The small round signs: all right, look here, wrong."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

DOT = 0.12  # its radius, of the whole; as in ui/rows.py


class Mark(QWidget):
    """A small round sign, which says by its shape what its colour says.

    "good" ✓, "warn" !, "bad" ✕, "unknown" ?, "busy" …, or a dot: "none" for not yet.
    """

    def __init__(self, state: str = "none") -> None:
        super().__init__()
        self.state = state
        self.above = 0  # how far below its upper edge it begins
        side = theme.em(1.3)
        self.setFixedSize(side, side)

    def show_state(self, state: str) -> None:
        """Show another state."""
        self.state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and the stroke in it."""
        side = self.width()
        token, _ground = theme.STATES.get(self.state, theme.STATES["none"])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(0, self.above)
            painter.scale(side, side)
            if self.state not in STROKES:  # an empty ring would look like something to be ticked
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(token))
                painter.drawEllipse(QPointF(0.5, 0.5), DOT, DOT)
                return
            pen = QPen(theme.colour(token), 0.09)
            painter.setPen(pen)
            painter.drawEllipse(QPointF(0.5, 0.5), 0.42, 0.42)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for stroke in STROKES[self.state]:
                painter.drawPolyline([QPointF(x, y) for x, y in stroke])


STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "good": (((0.3, 0.52), (0.45, 0.66), (0.7, 0.36)),),
    "warn": (((0.5, 0.28), (0.5, 0.55)), ((0.5, 0.71), (0.5, 0.715))),
    "bad": (((0.35, 0.35), (0.65, 0.65)), ((0.65, 0.35), (0.35, 0.65))),
    "busy": tuple(((x, 0.5), (x + 0.005, 0.5)) for x in (0.3, 0.5, 0.7)),
    "unknown": (
        ((0.38, 0.38), (0.4, 0.31), (0.5, 0.27), (0.6, 0.31), (0.62, 0.4), (0.5, 0.5), (0.5, 0.57)),
        ((0.5, 0.71), (0.5, 0.715)),
    ),
}

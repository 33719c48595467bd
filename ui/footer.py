"""What stays at the foot of a window, below what scrolls: the way out of it."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Button, flow

HIGH_EM = 0.35  # above and below the buttons


class Footer(QWidget):
    """`buttons` in a line, with a rule above them, as below a wizard's page."""

    def __init__(self, *buttons: Button) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        side, high = theme.em(theme.SIDE), theme.em(HIGH_EM)
        column.setContentsMargins(side, high, side, high)
        column.addLayout(flow(*buttons))
        theme.tinted(self)

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rule."""
        with QPainter(self) as painter:
            painter.fillRect(0, 0, self.width(), max(1, theme.em(0.06)), theme.colour("line"))

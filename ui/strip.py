"""The strip that says, on every page, that this isn't real AWS."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.desk import Desk
from ui.widgets import Text, named
from ui.words import _


def sentence(desk: Desk) -> str:
    """What isn't real here, and why that is all right."""
    if desk.settings.practice:
        return _("Practice mode: a pretend AWS on this computer. Nothing here is real.")
    return _("This isn't real AWS. Everything goes to {address}").format(
        address=desk.settings.endpoint
    )


class Strip(QWidget):
    """One striking line across the window."""

    def __init__(self, desk: Desk, name: str = "practice_strip") -> None:
        super().__init__()
        text = sentence(desk)
        named(self, name, text)
        column = QVBoxLayout(self)
        side = theme.em(2)
        column.setContentsMargins(side, theme.em(0.3), side, theme.em(0.2))
        self.text = Text(text, bold=True, tint="warn")
        column.addWidget(self.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and a line below it."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("warn_soft"))
            line = max(2, theme.em(0.12))
            painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("warn"))

"""The line at the top of the home window: who is signed in, and the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets import Text, button, named
from ui.words import _


class Header(QWidget):
    """It has a ground of its own."""

    def __init__(self, sign_out: Callable[[], None]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        side = theme.em(2)
        line.setContentsMargins(side, theme.em(0.7), side, theme.em(0.7))
        line.setSpacing(theme.em(0.8))
        name = Text(_("Aikagi"), scale=theme.LEAD, bold=True)
        name.setWordWrap(False)
        self.identity = Text(scale=theme.SMALL, tint="muted")
        named(self.identity, "signed_in_as", _("Who is signed in"))
        self.identity.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sign_out = button("sign_out", _("Sign out"), sign_out)
        line.addWidget(name)
        line.addWidget(self.identity, 1)
        line.addWidget(self.sign_out)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the line below."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("sidebar"))
            line = max(1, theme.em() // 18)
            painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))

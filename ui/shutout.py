"""The one sentence that matters, from the moment at which it has been seen to be true."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.opensessions import OWN, ROLES
from ui import theme
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _, say


def shut_out_words() -> str:
    """That the vendor is out."""
    return _("The vendor can no longer get in.")


class ShutOut(Card):
    """Calm, large and green, with a sign. `full`: with what it means, and what it doesn't."""

    def __init__(self, *, full: bool) -> None:
        super().__init__("good_soft", edge="good")
        named(self, "shut_out", shut_out_words())
        scale = theme.TITLE if full else theme.LEAD
        big = Text(shut_out_words(), scale=scale, bold=True, tint="good")
        mark = Mark("good")
        if full:
            mark.setFixedSize(theme.em(2), theme.em(2))
        line = headed(mark, big)
        line.setAlignment(big, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(line)
        self.column.setSpacing(theme.em(0.2))
        if not full:
            edge = theme.em(0.3)
            self.column.setContentsMargins(theme.em(0.9), edge, theme.em(0.9), edge)
            return
        self.column.addWidget(Text(say(OWN)))
        self.column.addWidget(Text(say(ROLES), scale=theme.SMALL, tint="muted"))

"""The sentence that matters, once it has been seen to be true, and with it what it doesn't say."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.opensessions import OWN_NOW, STILL, STILL_HOW_LONG
from ui import theme
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _, say


def shut_out_words() -> str:
    """That the user is out."""
    return _("This user can no longer get in.")


class ShutOut(QWidget):
    """What is over, in green, and of the same size what may go on. `full`: with what each means.

    Who reads the one alone would think that everything is over.
    """

    def __init__(self, *, full: bool) -> None:
        super().__init__()
        named(self, "shut_out", shut_out_words())
        self.setAccessibleDescription(say(STILL))
        self._full = full
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(self._card("good", shut_out_words(), say(OWN_NOW)))
        column.addWidget(self._card("warn", say(STILL), say(STILL_HOW_LONG)))

    def _card(self, state: str, sentence: str, meaning: str) -> Card:
        card = Card(f"{state}_soft", edge=state)
        edge = theme.em(0.4 if self._full else 0.25)
        card.column.setContentsMargins(theme.em(0.9), edge, theme.em(0.9), edge)
        card.column.setSpacing(theme.em(0.1))
        big = Text(sentence, scale=theme.LEAD if self._full else theme.BODY, bold=True)
        if state == "good":
            big.colour("good")
        line = headed(Mark(state), big)
        card.column.addLayout(line)
        if self._full:
            card.column.addWidget(Text(meaning))
        return card

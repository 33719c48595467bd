"""A few words that take one line where there is room for it, and more where there isn't."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize

from ui import theme
from ui.fieldnote import FieldNote
from ui.linebreaks import kept_together
from ui.plaintext import seen
from ui.widgets import Text


class ShortLine(Text):
    """Asks for the width of its words; a label that wraps asks for any, and takes from others."""

    def sizeHint(self) -> QSize:
        """In one line."""
        wide = self.fontMetrics().horizontalAdvance(self.plain) + theme.em(0.4)
        return QSize(wide, self.heightForWidth(wide))


class ShortNote(ShortLine, FieldNote):
    """What is to be said about a field, beside its question rather than below it."""


class Line(Text):
    """Words of a list, most of one line: no more room between two than the letters have."""

    def say(self, text: str) -> None:
        """Show `text`."""
        self.plain = text = seen(text)
        self.setContentsMargins(0, 0, 0, 0)
        self.setText(kept_together(escape(text)))
        self._have_said()

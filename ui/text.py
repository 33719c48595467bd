"""Words: a paragraph of ours, and what comes from outside."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.button import named
from ui.linebreaks import kept_together
from ui.plaintext import seen

LEADING, HEADLINES_LEADING = 130, 112  # percent of the font's own line
ANOTHER_SIZE = {QEvent.Type.FontChange, QEvent.Type.StyleChange}


class Text(QLabel):
    """A paragraph of ours, with room between its lines. Not for text from outside: see `Value`."""

    def __init__(
        self, text: str = "", *, scale: float = theme.BODY, bold: bool = False, tint: str = "text"
    ) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}  # of each width that was asked for
        self._token = tint
        self._leading = LEADING if scale < theme.LEAD else HEADLINES_LEADING
        self.plain = self._said = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(theme.font(scale, bold=bold))
        if self._leading == LEADING:  # Qt has all the room below a line: half of it above
            half = round(self.fontMetrics().height() * (LEADING / 100 - 1) / 2)
            self.setContentsMargins(0, half, 0, -half)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # QWizard's pages would have Text
        self.say(text)
        if tint != "text":
            self.colour(tint)

    def say(self, text: str) -> None:
        """Show `text`, which is plain: marks of HTML are shown, not obeyed."""
        self.plain = text = seen(text)
        lines = "<br>".join(kept_together(line) for line in escape(text).split("\n"))
        self.setText(text and f'<p style="line-height:{self._leading}%; margin:0">{lines}</p>')
        self._have_said()

    def heightForWidth(self, width: int) -> int:
        """What Qt found when it was first asked: it would lay out anew each time."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def setText(self, text: str) -> None:
        """Show other words, as rich text."""
        super().setText(text)
        self._heights.clear()

    def setContentsMargins(self, *margins: Any) -> None:  # Qt has it of four numbers and of one
        """Leave other room around the words."""
        super().setContentsMargins(*margins)
        self._heights.clear()

    def setWordWrap(self, on: bool) -> None:
        """Break lines, or don't."""
        super().setWordWrap(on)
        self._heights.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Of another font, or in another style, the words take other room."""
        super().changeEvent(event)
        if event.type() in ANOTHER_SIZE:
            self._heights.clear()

    def _have_said(self) -> None:
        """Its name, or its description where it has one, is what it says, without the joiners."""
        if self.accessibleName() == self._said:
            self._said = self.plain
            self.setAccessibleName(self.plain)
        else:
            self.setAccessibleDescription(self.plain)

    def colour(self, token: str) -> None:
        """Show it in the colour of `token`, whatever the scheme becomes."""
        self._token = token
        theme.tinted(self)
        self.dress()

    def dress(self) -> None:
        """Take the token's colour in the scheme in use."""
        tinted = self.palette()
        tinted.setColor(QPalette.ColorRole.WindowText, theme.colour(self._token))
        self.setPalette(tinted)


class Value(QLabel):
    """Text that comes from outside (an account's name, a path): shown as it is, and selectable.

    A label that has a name says its name alone to a screen reader: the text is its description.
    """

    def __init__(self, name: str, accessible: str, text: str = "") -> None:
        super().__init__()
        named(self, name, accessible)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def setText(self, text: str) -> None:
        """Show `text`, and have it said."""
        super().setText(seen(text))
        self.setAccessibleDescription(seen(text))

    def clear(self) -> None:
        """Show nothing, and leave nothing to be said."""
        self.setText("")

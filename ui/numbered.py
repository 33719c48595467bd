"""A step of several, whose further lines begin below its words and not below its number."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.linebreaks import kept_together
from ui.plaintext import seen
from ui.text import LEADING, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QVBoxLayout


class Numbered(Text):
    """The step with that number."""

    def __init__(self, number: int, text: str) -> None:
        self._number = f"{number}.\N{NO-BREAK SPACE}"
        super().__init__(text)

    def say(self, text: str) -> None:
        """Show `text` behind the number; a screen reader says both."""
        self.plain = f"{self._number}{seen(text)}".replace("\N{NO-BREAK SPACE}", " ")
        wide = self.fontMetrics().horizontalAdvance(self._number)
        style = f"line-height:{LEADING}%; margin:0 0 0 {wide}px; text-indent:-{wide}px"
        words = kept_together(escape(seen(text)))
        self.setText(f'<p style="{style}">{self._number}{words}</p>')
        self._have_said()


def add_numbered(column: QVBoxLayout, steps: Iterable[str]) -> None:
    """Add `steps` to `column`, from 1 on."""
    for number, step in enumerate(steps, start=1):
        column.addWidget(Numbered(number, step))

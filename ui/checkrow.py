"""One check: a sign, a word and a colour for how it stands, what to do, and where."""

from __future__ import annotations

from collections.abc import Callable

from ui.widgets import Button, Card, Mark, Text, button, headed, named, row


class CheckRow(Card):
    """A check's outcome. Never by colour alone: the sign differs, and so does the word."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._title = title
        named(self, name, title)
        self._mark = Mark()
        self.word = Text(bold=True)
        self.advice = Text()
        self._button: Button | None = None
        self.column.addLayout(headed(self._mark, Text(title, bold=True), self.word))
        self.column.addWidget(self.advice)

    def link(self, name: str, text: str, on_press: Callable[[], None]) -> None:
        """Add the button that leads to where it can be put right."""
        self._button = button(name, text, on_press)
        self.column.addLayout(row(self._button))

    def say(self, state: str, word: str, advice: str) -> None:
        """Show the outcome: "good", "warn", "bad" or "none"."""
        self._mark.show_state(state)
        self.word.say(word)
        self.word.colour(state if state != "none" else "muted")
        self.advice.say(advice)
        self.advice.setVisible(bool(advice))
        self.tint(
            f"{state}_soft" if state != "none" else "surface", "" if state == "none" else state
        )
        if self._button is not None:
            self._button.setVisible(state in {"warn", "bad"})
        self.setAccessibleName(f"{self._title}: {word}")
        self.setAccessibleDescription(advice)

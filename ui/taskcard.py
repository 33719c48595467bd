"""Something to be done: what it is, why, and the button that leads there."""

from __future__ import annotations

from collections.abc import Callable

from ui import theme
from ui.widgets import Card, Text, button, row


class TaskCard(Card):
    """A title, a sentence and a button; hidden while there is nothing to say."""

    def __init__(
        self,
        name: str,
        press: str,
        on_press: Callable[[], None],
        *,
        ground: str = "surface",
        edge: str = "",
        tint: str = "text",
    ) -> None:
        super().__init__(ground, edge=edge)
        self.title = Text(bold=True, scale=theme.LEAD)
        self.text = Text(tint=tint)
        self.button = button(name, press, on_press)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        self.column.addLayout(row(self.button))

    def show_task(self, title: str, text: str, press: str) -> None:
        """Show these; without a title there is nothing to do."""
        self.setVisible(bool(title))
        self.title.say(title)
        self.text.say(text)
        self.text.setVisible(bool(text))
        if press:
            self.button.setText(press)
            self.button.setAccessibleName(press)
            self.button.updateGeometry()
        self.button.setVisible(bool(press))

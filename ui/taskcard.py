"""Something to be done: what it is, why, and the button that leads there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from ui import theme
from ui.quietbutton import quiet
from ui.widgets import Card, Mark, Text, button, headed

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.button import Button

BESIDE_EM = 30.0  # a narrower card has its button below the words


class TaskCard(Card):
    """A title, a sentence and a button; hidden while there is nothing to say.

    `seldom`: the button is a quiet one wherever it isn't the primary.
    """

    def __init__(
        self,
        name: str,
        press: str,
        on_press: Callable[[], None],
        *,
        ground: str = "surface",
        edge: str = "",
        seldom: bool = False,
    ) -> None:
        super().__init__(ground, edge=edge)
        self.title = Text(bold=True, scale=theme.LEAD)
        self.text = Text()
        self.button = quiet(name, press, on_press) if seldom else button(name, press, on_press)
        self._below = False
        self.words = QVBoxLayout()
        self.words.setSpacing(theme.em(0.25))
        if edge:  # no warning is one by its colour alone
            self.words.addLayout(headed(Mark(edge), self.title))
        else:
            self.words.addWidget(self.title)
        self.words.addWidget(self.text)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.em(0.6))
        self._line.addLayout(self.words, 1)
        self._line.addWidget(self.button)
        self.column.addLayout(self._line)
        self._arrange()

    def give(self) -> Button:
        """Let the button stand elsewhere."""
        self._line.removeWidget(self.button)
        return self.button

    def take_back(self) -> None:
        """Have the button stand here again, where it was elsewhere."""
        self._line.addWidget(self.button)
        self._arrange()

    def put_below(self, below: bool) -> None:
        """Whether the button stands below the words, however wide the card is."""
        self._below = below
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way, side = QBoxLayout.Direction, Qt.AlignmentFlag
        beside = not self._below and self.width() >= theme.em(BESIDE_EM)
        self._line.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._line.setAlignment(self.button, side.AlignVCenter if beside else side.AlignLeft)

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

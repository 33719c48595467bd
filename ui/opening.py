"""A card of one line that says how something stands; who wants to know more opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui import theme
from ui.fold import Fold, Head
from ui.widgets import Card, Mark, headed, named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QVBoxLayout


class _Level(Mark):
    """A mark that is level with the first line of `head`, whatever its words take."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self._head = head
        self.setFixedHeight(theme.em(1.6))  # as high as a line of one

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it there."""
        self.above = max(0, self._head.first_line - self.width() // 2)
        super().paintEvent(event)


class Opening(Card):
    """A mark and a sentence that is a button. What is below goes into `below`."""

    opened = Signal()  # by the customer

    def __init__(self, name: str, title: str) -> None:
        """`name` is the card's; its button is called `open_<name>`."""
        super().__init__("surface", edge="line")
        named(self, name, title)
        side, edge = theme.em(0.7), theme.em(0.25)
        self.column.setContentsMargins(side, edge, side, edge)
        self.below: QVBoxLayout
        self.fold = Fold(f"open_{name}", title, self._keep)
        self.fold.set_open(True)  # what is below is there from the start
        self.fold.set_open(False)
        self.fold.opened.connect(self.opened)
        self.mark = _Level(self.fold.head)
        self.column.addLayout(headed(self.mark, self.fold))

    def _keep(self, below: QVBoxLayout) -> None:
        self.below = below

    @property
    def sentence(self) -> str:
        """What it says while it is closed."""
        return self.fold.head.text()

    def say(self, state: str, sentence: str) -> None:
        """Show `sentence` as "good", "warn", "bad", or "busy" while nothing is known yet."""
        self.tint("surface" if state == "busy" else f"{state}_soft", _edge(state))
        self.mark.show_state(state)
        self.fold.head.setFont(theme.font(bold=state != "busy"))
        self.fold.head.setText(sentence)
        self.fold.head.setAccessibleName(sentence)
        self.fold.head.updateGeometry()
        self.setAccessibleDescription(sentence)


def _edge(state: str) -> str:
    return "line" if state == "busy" else state

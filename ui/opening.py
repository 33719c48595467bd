"""A card of one line that says how something stands; who wants to know more opens it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui import theme
from ui.fold import Fold
from ui.pair import held
from ui.widgets import Card, Mark, headed, named


class Opening(Card):
    """A mark and a sentence that is a button. What is below goes into `below`."""

    opened = Signal()  # by the customer

    def __init__(self, name: str, title: str) -> None:
        """`name` is the card's; its button is called `open_<name>`."""
        super().__init__("surface", edge="line")
        named(self, name, title)
        side, edge = theme.em(0.7), theme.em(0.25)
        self.column.setContentsMargins(side, edge, side, edge)
        self.mark = Mark()
        self.below: QVBoxLayout
        self.fold = Fold(f"open_{name}", title, self._keep)
        self.fold.set_open(True)  # what is below is there from the start
        self.fold.set_open(False)
        self.fold.opened.connect(self.opened)
        self._sign = QVBoxLayout()
        self._sign.addWidget(self.mark)
        self.column.addLayout(headed(held(self._sign), self.fold))
        self.fold.head.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mark stays level with the first line, whatever the words take."""
        if event.type() == QEvent.Type.Resize:
            self._level()
        return super().eventFilter(watched, event)

    def _level(self) -> None:
        above = self.fold.head.first_line - self.mark.height() // 2
        self._sign.setContentsMargins(0, max(0, above), 0, 0)

    def _keep(self, below: QVBoxLayout) -> None:
        self.below = below

    @property
    def sentence(self) -> str:
        """What it says while it is closed."""
        return self.fold.head.text()

    def say(self, state: str, sentence: str) -> None:
        """Show `sentence` as "good", "warn", "bad", or "busy" while nothing is known yet."""
        self.tint("surface" if state in {"busy", "good"} else f"{state}_soft", _edge(state))
        self.mark.show_state(state)
        self.fold.head.setFont(theme.font(bold=state != "busy"))
        self.fold.head.setText(sentence)
        self.fold.head.setAccessibleName(sentence)
        self.fold.head.updateGeometry()
        self._level()
        self.setAccessibleDescription(sentence)


def _edge(state: str) -> str:
    return "line" if state == "busy" else state

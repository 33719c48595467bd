"""How a review stands, in one sentence, with what isn't known below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.pair import Pair, held
from ui.review_conclusion import conclusion
from ui.widgets import Card, Mark, Text, flow, headed, named, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.reviewing import Reviewing

BESIDE_EM = 26.0


class Conclusion(Card):
    """A mark, the sentence, and what else has to be known."""

    def __init__(
        self, *buttons: QWidget, below: QWidget | None = None, scale: float = theme.LEAD
    ) -> None:
        """`buttons` stand at the right of the sentence: one more, `below`, would squeeze it."""
        super().__init__("surface", edge="line")
        side, edge = theme.em(0.9), theme.em(0.4)
        self.column.setContentsMargins(side, edge, side, edge)
        self.column.setSpacing(theme.em(0.2))
        named(self, "conclusion", _("How it stands"))
        self.mark = Mark()
        self.sentence = Text(bold=True, scale=scale)
        self.more = Text(scale=theme.SMALL)
        how = headed(self.mark, self.sentence)
        if buttons:
            at_right = held(flow(*buttons))
            self.column.addWidget(Pair(held(how), at_right, room=BESIDE_EM, shares=(1, 0)))
        else:
            self.column.addLayout(how)
        self.column.addWidget(self.more)
        if below is not None:
            self.column.addLayout(row(below))

    def show_review(self, shared: Reviewing) -> None:
        """Show how it stands now."""
        state, sentence, more = conclusion(shared)
        if state == "none":
            self.tint("surface", "line")
        else:
            self.tint(f"{state}_soft", state)
        self.mark.show_state(state)
        self.sentence.say(sentence)
        self.more.say(more)
        self.more.setVisible(bool(more))
        self.setAccessibleDescription(self.spoken)

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        return f"{self.sentence.plain} {self.more.plain}".strip()

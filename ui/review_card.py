"""How a review stands, in one sentence, with what isn't known below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.review_rows import conclusion
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _

if TYPE_CHECKING:
    from ui.reviewing import Reviewing


class Conclusion(Card):
    """A mark, the sentence, and what else has to be known."""

    def __init__(self, *, scale: float = theme.LEAD) -> None:
        super().__init__("surface", edge="line")
        named(self, "conclusion", _("How it stands"))
        self.mark = Mark()
        self.sentence = Text(bold=True, scale=scale)
        self.more = Text()
        self.column.addLayout(headed(self.mark, self.sentence))
        self.column.addWidget(self.more)

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

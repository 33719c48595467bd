"""The security check in a sentence or two: what there is to do, and why Next waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ui import theme
from ui.checkrow import SIGNS
from ui.checkwords import barred, by_urgency, closing, meanwhile, summary
from ui.shortline import Line
from ui.widgets import Card, Mark, Text, button, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.checks import Outcome
    from app.facts import Facts


class CheckSummary(Card):
    """Stands above the rows; `recheck` looks at all of them again."""

    def __init__(self, on_recheck: Callable[[], None]) -> None:
        super().__init__()
        named(self, "check_summary", _("How it stands"))
        side, height = theme.em(0.9), theme.em(0.4)
        self.column.setContentsMargins(side, height, side, height)
        self.column.setSpacing(theme.em(0.2))
        self._mark = Mark()
        self.sentence = Line(bold=True)
        self.why = Text(scale=theme.SMALL)
        self.recheck = button("recheck", _("Check all again"), on_recheck)
        line = QHBoxLayout()
        line.setSpacing(theme.em(0.6))
        for part in (self._mark, self.sentence, self.recheck):
            line.addWidget(part, int(part is self.sentence))
        self.column.addLayout(line)
        self.column.addWidget(self.why)

    def show_states(
        self, states: dict[str, str], facts: Facts, plan: Outcome | None = None, *, looking: bool
    ) -> None:
        """Show how many things there are to do; `states` has a state for each check.

        `plan`: what is known of the account's plan, and with it the day on which AWS closes it.
        """
        ends = plan.detail.get("ends") if plan is not None else None
        known = {check: state for check, state in states.items() if state}
        closes = "" if looking else closing(states, ends)
        if known:
            alone = not {"unknown", ""} & set(states.values())  # else there is more to be said
            self.sentence.say(closes if alone and closes else summary(states.values()))
            sign = SIGNS[states[by_urgency(known)[0]]]
        else:
            self.sentence.say(
                _("Looking at your AWS account …") if looking else _("Not checked yet")
            )
            sign = "none"
        self._mark.show_state(sign)
        edge = sign if sign in {"good", "warn", "bad"} else ""
        self.tint(f"{edge}_soft" if edge else "surface", edge)
        self.why.say("" if looking else self._then(facts, states, closes))
        self.why.setVisible(bool(self.why.plain))
        self.setAccessibleDescription(self.spoken)

    def _then(self, facts: Facts, states: dict[str, str], closes: str) -> str:
        """Why Next waits; else what is to be done now, and soon."""
        why = [barred(facts, states.values())]
        if closes and self.sentence.plain != closes:
            why.append(closes)
        if closes and not why[0]:
            why.append(meanwhile())
        return "\n".join(filter(None, why))

    @property
    def spoken(self) -> str:
        """All that it says."""
        return " ".join(text.plain for text in (self.sentence, self.why) if text.plain)

"""Offers the customer a trail of their own: a record of who does what in the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.planlist import PlanList
from ui.widgets import Card, Text, button, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.plan import Plan
    from app.trail import Seen


class TrailCard(Card):
    """What it is for, what it costs, and first a look; nothing is made before the plan is seen."""

    def __init__(self, on_look: Callable[[], None], on_make: Callable[[], None]) -> None:
        super().__init__()
        title = _("Keep a record of who does what in your account")
        named(self, "trail", title)
        self.text = Text(
            _(
                "AWS's own history ends after 90 days. A trail keeps it for longer, so that a year "
                "from now it can be told who made what. It isn't needed to shut the vendor out."
            )
        )
        self.cost = Text(tint="muted")
        self.plan = PlanList("trail_plan", _("What will be done"))
        self.look = button("trail_look", _("See what it takes …"), on_look)
        self.make = button("trail_make", _("Make the trail"), on_make)
        self.column.addWidget(Text(title, bold=True))
        for part in (self.text, self.cost, self.plan):
            self.column.addWidget(part)
        self.column.addLayout(flow(self.look, self.make))
        for later in (self.cost, self.plan, self.make):
            later.hide()

    def show_seen(self, seen: Seen, plan: Plan) -> None:
        """Show that there is a good one, or what making one would do and cost."""
        from app.trail import LIMIT

        good = seen.good is not None
        cost = _("There is a trail, and it works.") if good else say(seen.cost)
        self.cost.say(f"{cost}\n{say(LIMIT)}")
        self.plan.show_plan(plan)
        self.cost.show()
        self.plan.setVisible(not good)
        self.make.setVisible(not good)
        self.look.hide()

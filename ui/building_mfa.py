"""MFA was demanded of the vendor's user, and isn't any more: what demands it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.planlist import PlanList
from ui.widgets import Card, Mark, Text, button, headed, named, row
from ui.words import _

if TYPE_CHECKING:
    from app.grant import Found
    from app.handoverfile import Handover
    from app.plan import Plan


class MfaLifted(Card):
    """Why it matters, what will be done, and the button; hidden where all is well."""

    check_wanted = Signal()
    demand_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("warn_soft", edge="warn")
        title = _("MFA isn't demanded any more")
        named(self, "mfa_lifted", title)
        self._found: Found | None = None
        self.plan = PlanList("mfa_plan", _("What will be done"))
        self.demand = button("demand_mfa", _("Demand MFA again"), self._press, primary=True)
        why = _(
            "You wanted the vendor to sign in with MFA. The rule that demands it isn't in the "
            "account any more, or was changed. Ask the vendor whether it knows of that."
        )
        self.column.addLayout(headed(Mark("warn"), Text(title, bold=True)))
        for widget in (Text(why), self.plan):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.demand))

    def show_record(self, record: Handover, found: Found | None, *, busy: bool, new: bool) -> None:
        """Show it where the record says so. `found` once looked; `new` for the first time."""
        self._found = found
        self.setVisible(record.state == "made" and "require_mfa" in record.missing)
        if new or not busy:  # else the rows show how far it has come
            self.plan.show_plan(_plan(found) if found else None)
        self.plan.setVisible(found is not None)
        look_first = _("See what will be done")
        self.demand.setText(_("Demand MFA again") if found else look_first)
        self.demand.setAccessibleName(self.demand.text())
        self.demand.setEnabled(not busy)

    def _press(self) -> None:
        """Demand it once it has been shown what will be done; else look first."""
        (self.demand_wanted if self._found else self.check_wanted).emit()


def _plan(found: Found) -> Plan:
    from app import grant  # loaded by whoever looked

    return grant.mfa_plan(found)

"""What the window “while the vendor builds” shows. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui import theme
from ui.building_asks import Asks, never
from ui.building_papers import Papers
from ui.building_stands import Stands
from ui.choices import Choices
from ui.contracts import contracts, meaning
from ui.fold import Fold, folds
from ui.lines import narrow
from ui.pageframe import Frame
from ui.sides import TWO_COLUMNS_EM, Sides
from ui.spendcard import SpendCard, headline, state
from ui.widgets import COLUMN_EM, Text, button
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover
    from app.spend import Spend
    from app.vendorprofile import VendorProfile
    from ui.building_look import Seen
    from ui.desk import Desk


class BuildingView(Frame):
    """The sections, one below the other; the window connects what they ask for."""

    revoke_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self, desk: Desk, handover: Handover, headline: str, sign_in_again: Callable[[], None]
    ) -> None:
        super().__init__(desk, headline, sign_in_again)
        name = _("User {name}").format(name=handover.user_name)
        account = _("AWS account {account}").format(account=handover.account)
        self.column.addWidget(Text(f"{name} · {account}", tint="muted"))
        self.column.setSpacing(theme.em(0.5))
        self.stands, self.asks, self.papers = Stands(), Asks(desk), Papers()
        self.spends = SpendCard("cost_so_far", _("Costs this month"), folded=True)
        self.contract = Choices("building_contract", _question(), columns=True)
        self.contract.offer(contracts())
        self._lines = {
            name: self._line(name, title, *widgets)
            for name, title, widgets in (
                ("month_costs", _("Costs this month"), (self.spends,)),
                ("documents", _("Documents from the vendor"), (self.papers,)),
                ("after_building", _question(), (self.contract, *meaning())),
                ("asks", _("If the vendor asks you for something"), (self.asks,)),
            )
        }
        self._told: tuple[Spend, ...] = ()  # of these the customer has been told already
        self.widen(TWO_COLUMNS_EM)
        self.column.addWidget(Sides(self.stands, never(), even=False))
        lines = folds(self.stands.fold, *self._lines.values())
        self.column.addLayout(narrow(lines, COLUMN_EM))
        self.revoke = button("building_revoke", _("Shut out the vendor"), self.revoke_wanted.emit)
        self.close_button = button("building_close", _("Close"), self.close_wanted.emit)
        self.end_with(self.close_button, self.revoke)
        for part in (self.stands, self.asks):
            part.unfolded.connect(self.arrange)
        self.finish()
        self.stands.hold(self.busy)  # where it is seen at once, far from what ends it all

    def _line(self, name: str, title: str, *widgets: QWidget) -> Fold:
        """A line that says how it stands, and opens."""

        def fill(below: QVBoxLayout) -> None:
            for widget in widgets:
                below.addWidget(widget)

        made = Fold(name, title, fill)
        made.fill()  # what is in it follows the record from the beginning
        made.opened.connect(self.arrange)
        return made

    # --- what is shown -----------------------------------------------------------------------
    def show_spends(self, seen: Seen | None) -> None:
        """Show what the month has cost, or why that isn't known; what is too much is opened."""
        spends = seen.spends or () if seen is not None else ()
        note = _("The figures are up to a day old.")
        if seen is None:
            note = _("Press “Check now” to see them.")
        elif seen.no_spends is not None:
            note = say(seen.no_spends.kind.what)
        elif not spends:
            note = _("There is no monthly budget in this account, so AWS has no figure for it.")
        self.spends.show_spends(spends, note, short=len(spends) == 1)
        line = self._lines["month_costs"]
        line.say(headline(spends[0]) if len(spends) == 1 else _("Costs this month"))
        if spends != self._told and any(state(spend) == "warn" for spend in spends):
            line.set_open(True)
        self._told = spends

    def show_record(self, record: Handover, profile: VendorProfile, contract: str) -> None:
        """Show which documents are there, and what was said of the time after."""
        self.papers.show_papers(record, profile)
        self.contract.set_choice(contract)
        self.tell_papers()
        labels = {answer: label for answer, label, _advice in contracts()}
        words = _("Who runs the system later? {choice}")
        chosen = labels.get(contract, "")
        self._lines["after_building"].say(words.format(choice=chosen) if chosen else _question())

    def tell_papers(self) -> None:
        """Say in the line how many documents are there."""
        words = _("Documents from the vendor: {there} of {all}")
        there, all_ = self.papers.counted
        self._lines["documents"].say(words.format(there=there, all=all_))


def _question() -> str:
    return _("Who runs the system later? (Changes nothing now)")

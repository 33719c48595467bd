"""What the window “while the vendor builds” shows. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.building_asks import Asks
from ui.building_papers import Papers
from ui.building_stands import Stands
from ui.choices import Choices
from ui.contracts import contracts
from ui.pageframe import Frame
from ui.spendcard import SpendCard
from ui.taborder import arrange
from ui.widgets import Text, button, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.handoverfile import Handover
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
        self._stops = tuple[QWidget, ...]()
        name = _("User {name}").format(name=handover.user_name)
        account = _("AWS account {account}").format(account=handover.account)
        self.column.addWidget(Text(f"{name} · {account}", tint="muted"))
        self.stands = Stands()
        self.spends = SpendCard("cost_so_far", _("Costs this month"))
        self.asks = Asks()
        self.papers = Papers()
        for widget in (
            self.stands,
            self.spends,
            _heading(_("What the vendor may ask for")),
            self.asks,
            _heading(_("Documents from the vendor")),
            self.papers,
        ):
            self.column.addWidget(widget)
        self._end(self.column)
        for part in (self.stands, self.asks):
            part.unfolded.connect(self.arrange)
        self.finish()
        # Near what is pressed most, not below everything:
        self.column.insertWidget(self.column.indexOf(self.stands), self.busy)

    def _end(self, column: QVBoxLayout) -> None:
        question = _("What comes after the system is built?")
        self.contract = Choices("building_contract", question)
        self.contract.offer(contracts())
        column.addWidget(_heading(question))
        column.addWidget(self.contract)
        column.addWidget(_heading(_("When the work is over")))
        column.addWidget(Text(_("Take the vendor's access away. You see first what will be done.")))
        self.revoke = button("building_revoke", _("Revoke vendor"), self.revoke_wanted.emit)
        self.close_button = button("building_close", _("Close"), self.close_wanted.emit)
        column.addLayout(row(self.revoke, self.close_button))

    def show_spends(self, seen: Seen | None) -> None:
        """Show what the month has cost, or why that isn't known."""
        if seen is None:
            self.spends.show_spends((), _("Press “Check now” to see them."))
        elif seen.no_spends is not None:
            self.spends.show_spends((), say(seen.no_spends.kind.what))
        elif not seen.spends:
            note = _("There is no monthly budget in this account, so AWS has no figure for it.")
            self.spends.show_spends((), note)
        else:
            self.spends.show_spends(seen.spends, _("The figures are up to a day old."))

    def arrange(self) -> None:
        """Let Tab go in reading order, also through what has just appeared."""
        self._stops = arrange(self.column, self._stops)


def _heading(text: str) -> Text:
    return Text(text, scale=theme.LEAD, bold=True)

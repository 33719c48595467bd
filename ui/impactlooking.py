"""Looks what shutting the vendor out would break, beside everything else on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.revoke_impact import Impacts, Into
from ui import impactlook
from ui.impactcard import ImpactCard
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.troubles import Trouble
    from ui.page import Page


class ImpactLooking:
    """The quick look, and the thorough one. `checking`: the quick one is still to be waited for."""

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        """`changed` follows when the quick look begins and when it is over."""
        self.card = ImpactCard(self.thorough)
        self.checking = False
        self._page, self._changed = page, changed

    def quick(self) -> None:
        """Begin the quick look."""
        page, facts, session = self._page, self._page.facts, self._page.desk.session
        if session is None:
            return
        self.card.show_looking()
        self.checking = True
        self._changed()

        def known(impacts: Impacts) -> None:
            if facts.revoke_user == page.facts.revoke_user:
                self.card.show_impacts(impacts, thorough=False)
                self.over()

        def unknown(_trouble: Trouble) -> None:
            self.card.show_unknown()
            self.over()

        page.desk.background.ask(
            page, lambda token: impactlook.quick(session, facts, token), known, unknown
        )

    def over(self) -> None:
        """It ended, or who is in a hurry doesn't wait for it."""
        self.checking = False
        self._changed()

    def thorough(self) -> None:
        """Into every Region, with progress and a way out."""
        page, facts, session = self._page, self._page.facts, self._page.desk.session
        if session is None:
            page.ask_to_sign_in()
            return

        def broken(impacts: Impacts) -> None:
            self.card.show_impacts(impacts, thorough=True)
            page.refresh()

        page.work(
            lambda token: impactlook.thorough(session, facts, token),
            broken,
            saying=_("Looking into every Region …"),
            progress=self._heard,
            cancelled=page.refresh,
            waiting=True,
        )
        page.refresh()

    def _heard(self, report: object) -> None:
        if isinstance(report, Into):
            busy = self._page.busy
            busy.say(
                _("Looking into the Region {region} ({number} of {total}) …").format(
                    region=report.region, number=report.number, total=report.total
                ),
                aloud=False,
            )
            busy.far(report.number - 1, report.total)

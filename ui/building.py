"""While the vendor works: how it stands, what it costs, and how to answer what the vendor asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.troubles import Trouble
from ui import building_look, theme
from ui.announce import announce
from ui.building_look import Seen
from ui.building_stands import Stand
from ui.building_view import BuildingView
from ui.building_work import AccountWork, reveal
from ui.openaws import open_aws
from ui.planlist import follow
from ui.when import moment
from ui.widgets import named
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from app.handoverfile import Handover
    from ui.desk import Desk


class BuildingWindow(QDialog):
    """One window about one hand-over. Closing it in the middle of something is safe."""

    changed = Signal()  # the record is another now
    revoke_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, desk: Desk, handover: Handover, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk, self.handover = desk, handover
        self.seen: Seen | None = None
        self._checked = ""
        self._closed = False
        self._unsaved: list[dict[str, object]] = []  # on their way to the record, oldest first
        self.account = AccountWork(desk, self, handover.account)
        self.account.changed.connect(self.refresh)
        self.account.changed.connect(self._leave)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.view = self._made_view()
        self.refresh()
        self.resize(theme.window_size(46, 37))
        desk.session_changed.connect(self.refresh)
        desk.facts_changed.connect(self.refresh)
        desk.language_changed.connect(self._rebuild)

    def _rebuild(self) -> None:
        """Make everything anew, in another language."""
        old = self.view
        self._layout.removeWidget(old)
        old.setParent(None)
        old.deleteLater()
        self._checked = ""
        self.view = self._made_view()
        self.refresh()

    def _made_view(self) -> BuildingView:
        vendor = self.handover.vendor
        headline = _("While the vendor works")
        if vendor:
            headline = _("While {vendor} works").format(vendor=vendor)
        named(self, "building", headline)
        self.setWindowTitle(headline)
        view = BuildingView(self.desk, self.handover, headline, self._sign_in)
        self.account.show_in(view)
        for signal, slot in (
            (view.stands.check_wanted, self.check),
            (view.stands.give_wanted, self._give),
            (view.stands.end_wanted, self._change_end),
            (view.stands.mfa_wanted, self._demand_mfa),
            (view.asks.page_wanted, self._open),
            (view.asks.another_wanted, self.another_wanted),
            (view.papers.ticked, lambda names: self._amend(documents=names)),
            (view.contract.chosen, self._contract),
            (view.revoke_wanted, self.revoke_wanted),
            (view.close_wanted, self.reject),
        ):
            signal.connect(slot)
        self._layout.addWidget(view)
        view.show()
        return view

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """Show what is known now."""
        record, facts, busy = self.handover, self.desk.facts, self.account.busy
        seen = self.seen if self.account.session else None  # who acts has to be signed in
        plan, found = (seen.rights, seen.found) if seen else (None, None)
        view = self.view
        view.stands.show_stand(Stand(record, facts, self._checked, plan, found, busy))
        view.show_spends(self.seen)
        contract = (facts.contract if self._mine else "") or record.contract
        view.show_record(record, self.desk.profile, contract)
        view.revoke.setEnabled(not busy)
        view.arrange()

    @property
    def _mine(self) -> bool:
        """Whether the journey is about this hand-over."""
        return self.desk.facts.handover == self.handover.id

    # --- coming and going --------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        """Who is signed in to the account sees at once how it stands."""
        super().showEvent(event)
        self.view.stands.check.setFocus()
        if self.seen is None and self.account.session is not None:
            QTimer.singleShot(0, self, self.check)

    def done(self, result: int) -> None:
        """Close. What only looks is given up; an act comes to its end, then the window goes."""
        super().done(result)
        self._closed = True
        self.account.let_go()
        self._leave()

    def _leave(self) -> None:
        """Go, once closed, and once whoever listens to `changed` has been told of everything."""
        if self._closed and not self.account.busy and not self._unsaved:
            self.deleteLater()

    # --- what is done ------------------------------------------------------------------------
    def check(self) -> None:
        """Look up in AWS how the vendor's user stands; sign in first where it's needed."""
        look = building_look.look(self.desk.records, self.handover)
        self.account.do(look, self._seen, lambda: _("Asking AWS …"))

    def _sign_in(self) -> None:
        self.account.sign_in(self.check)

    def _give(self) -> None:
        give = building_look.give_rights(self.desk.records, self.handover)
        self._act(
            give, lambda: _("Giving the rights …"), lambda: _("The vendor has its rights now.")
        )

    def _change_end(self, last_day: str) -> None:
        change = building_look.change_end(self.desk.records, self.handover, last_day)
        self._act(
            change, lambda: _("Saving the last day …"), lambda: _("The last day is saved in AWS.")
        )

    def _demand_mfa(self) -> None:
        demand = building_look.demand_mfa(self.desk.records, self.handover)
        self._act(
            demand,
            lambda: _("Demanding MFA …"),
            lambda: _("AWS demands MFA of the vendor again."),
        )

    def _act(
        self, work: building_look.Work, saying: Callable[[], str], said: Callable[[], str]
    ) -> None:
        """Change the account. It may end in another language than it began in."""

        def done(seen: Seen) -> None:
            self._seen(seen)
            self._note(said())

        self.account.do(
            work, done, saying, progress=self._follow, cancelled=self._stopped, acting=True
        )

    def _stopped(self) -> None:
        self._note(_("Stopped, as you wished."), state="warn")

    def _follow(self, report: object) -> None:
        follow(report, self.view.stands.acting, self.view.busy)

    def _seen(self, seen: Seen) -> None:
        self.seen = seen
        self._checked = _("Checked {when}").format(when=moment(datetime.now(UTC)))
        self._known(seen.record)
        self.changed.emit()
        announce(self, self.view.stands.sentence.plain)

    # --- what is kept ------------------------------------------------------------------------
    def _contract(self, contract: str) -> None:
        self._amend(contract=contract)
        if self._mine:
            self.desk.know(contract=contract)

    def _amend(self, **changes: object) -> None:
        self._unsaved.append(changes)
        self._known(self.handover)
        work = building_look.amend(self.desk.records, self.handover, **changes)
        self.desk.background.run(self, work, self._amended, self._not_amended)

    def _amended(self, record: Handover) -> None:
        self._unsaved.pop(0)
        self._known(record)
        self.changed.emit()
        self._leave()

    def _not_amended(self, trouble: Trouble) -> None:
        self._unsaved.pop(0)
        self.account.show_trouble(trouble)
        self._leave()

    def _known(self, record: Handover) -> None:
        """Show `record`, with what was said since it was read."""
        for changes in self._unsaved:
            record = replace(record, **changes)  # type: ignore[arg-type]  # by name
        self.handover = record
        self.refresh()

    # --- messages ----------------------------------------------------------------------------
    def _note(self, what: str, then: str = "", *, state: str = "good") -> None:
        self.view.message.show_note(what, then, state=state)
        reveal(self.view, self.view.message)

    def _open(self, url: str) -> None:
        """Open a page of the real AWS, except in practice, where it is only named."""
        if open_aws(self.desk, url, self.view.message):
            reveal(self.view, self.view.message)

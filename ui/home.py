"""The home window: how things stand, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.facts import SECURED
from app.work import Token
from ui import home_journeys, theme
from ui.announce import announce
from ui.asking import Asking
from ui.awsclock import now
from ui.desk import Desk
from ui.home_look import look, next_of, show_unread, way_of
from ui.home_view import HomeView
from ui.runwindow import RunWindow
from ui.vendor_rows import user_id_of
from ui.when import moment
from ui.widgets import named
from ui.windows import Windows
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.overview import Overview
    from app.session import RootSession
    from app.users import UserSeen


class Home(RunWindow):
    """The first window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.windows = Windows(desk, self)
        for over in (self.windows.closed, self.windows.changed):
            over.connect(self.reload)
        self.windows.reissued.connect(self._reissued)
        self.windows.revoke_wanted.connect(self.windows.revoke)
        another = partial(home_journeys.another_person, desk, self.windows)
        self.windows.another_wanted.connect(another)
        self.handovers: tuple[Handover, ...] | None = None  # None: not read yet
        self.others: tuple[UserSeen, ...] = ()
        self._checked = self._chosen = self._primary = ""
        self.asking = Asking(desk, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.view = self._made_view()
        self.resize(theme.window_size(42, 32))
        desk.language_changed.connect(self._rebuild)
        desk.facts_changed.connect(self.refresh)
        desk.session_changed.connect(self._session_changed)
        desk.leftover.kept.connect(self.asking.show_trouble)
        self.refresh()
        self.painted.connect(self.reload)
        self.painted.connect(self.windows.listen_for_help)

    def _rebuild(self) -> None:
        """Make everything anew, in another language."""
        old = self.view
        self._column.removeWidget(old)
        old.setParent(None)
        old.deleteLater()
        self.view = self._made_view()
        self.refresh()

    def _made_view(self) -> HomeView:
        named(self, "home", _("Aikagi"))
        self.setWindowTitle(_("Aikagi"))
        view = HomeView(self.desk)
        for signal, slot in (
            (view.setup_wanted, self.start_setup),
            (view.next_wanted, self._do_next),
            (view.check_wanted, self.check_now),
            (view.reissue_wanted, self.reissue),
            (view.revoke_wanted, self.revoke_vendor),
            (view.review_wanted, self.review_account),
            (view.undo_wanted, self.undo_revoke),
            (view.sign_out_wanted, self.sign_out),
            (view.building_wanted, self.building),
            (view.reminder_wanted, self.windows.remind),
            (view.billing_wanted, self.windows.bill),
            (view.about_wanted, self.windows.about),
            (view.help_wanted, self.windows.help),
            (view.sign_in_wanted, self.asking.sign_in_again),
            (view.chosen, self._choose),
        ):
            signal.connect(slot)
        self._column.addWidget(view)
        if self.desk.trouble is not None:
            view.message.show_trouble(self.desk.trouble)
        return view

    # --- what is known -----------------------------------------------------------------------
    def reload(self) -> None:
        """Read the records, in the background."""

        def read(_token: Token) -> tuple[Handover, ...]:
            return self.desk.records.handovers()

        self.desk.background.run(self, read, self._loaded, self.asking.show_trouble)

    def _loaded(self, found: tuple[Handover, ...]) -> None:
        first, self.handovers = self.handovers is None, found
        self.others = tuple(
            u for u in self.others if u.user_id not in {h.user_id for h in self.handovers}
        )
        self.refresh()
        if first or self.windows.came_back:
            self.windows.came_back = False
            self.view.focus(self._primary)
        show_unread(self.view.message, self.desk.records)

    @property
    def chosen(self) -> Handover | None:
        """The hand-over that is chosen in the list."""
        known = self.handovers or ()
        return next((h for h in known if h.id == self._chosen), None)

    def refresh(self) -> None:
        """Show how things stand."""
        seen = look(self, self._chosen, self._checked, busy=self.asking.busy)
        self._chosen, self._primary = seen.chosen, seen.primary
        self.view.show_look(seen)

    def _choose(self, value: str) -> None:
        self._chosen = value
        self.refresh()

    def _session_changed(self) -> None:
        if self.desk.session is None:
            self.others, self._checked = (), ""
        self.refresh()

    # --- what can be done --------------------------------------------------------------------
    def start_setup(self) -> None:
        """Let a vendor in: go on where the customer left off, or begin another."""
        place = next_of(self.desk.facts, self.handovers or ())
        if place.fresh and self._any_yet:
            home_journeys.another_vendor(self.desk, self.windows)
        else:
            self.windows.setup(place.page)

    @property
    def _any_yet(self) -> bool:
        return bool(self.handovers or self.others or self.desk.facts.handover)

    def _do_next(self) -> None:
        """What the chosen hand-over needs next."""
        from app import standing

        handover = self.chosen
        if handover is None:
            return
        stands = standing.standing(handover, self.desk.facts, now(self.desk))
        if stands.next == standing.DELETE:
            self.windows.revoke(handover.user_id, "delete")
        elif stands.next == standing.REVOKE:
            self.windows.revoke(handover.user_id)
        elif stands.next == standing.REISSUE:
            self.windows.reissue(handover)
        elif stands.next in standing.WHILE_BUILDING:
            self.building()
        elif stands.next == standing.FINISH:
            home_journeys.finish(self.desk, self.windows, handover)
        else:
            self._continue(handover, stands.next == standing.SEND_PASSPHRASE)

    def _continue(self, handover: Handover, file_sent: bool) -> None:
        sent = {"file_channel": handover.file_channel, "file_sent": file_sent}
        page = "send_password" if file_sent else "send_file"
        home_journeys.go_on(self.desk, self.windows, handover, page, sent)

    def building(self) -> None:
        """What there is to see and to do while the chosen vendor works."""
        if self.chosen is not None:
            self.windows.building(self.chosen)

    def reissue(self) -> None:
        """A new password, file and passphrase for the chosen hand-over."""
        if self.chosen is not None:
            self.windows.reissue(self.chosen)

    def _reissued(self, handover: Handover) -> None:
        home_journeys.go_on(self.desk, self.windows, handover, "package", {})

    def revoke_vendor(self) -> None:
        """Shut a vendor out: the chosen one is offered first."""
        self.windows.revoke(user_id_of(self._chosen, self.chosen), way_of(self.chosen))

    def review_account(self) -> None:
        """Look what else could let somebody in; what is new since the chosen vendor came."""
        name = self.chosen.user_name if self.chosen else ""
        self.windows.review(user_id_of(self._chosen, self.chosen), name)

    def undo_revoke(self) -> None:
        """Let the chosen vendor in again, as before it was disabled."""
        if self.chosen is not None:
            self.windows.undo(self.chosen)

    # --- what needs AWS ----------------------------------------------------------------------
    def check_now(self) -> None:
        """Look up in AWS how the vendors' users stand; sign in first where it's needed."""
        records, put_off = self.desk.records, self.desk.facts.mfa_later

        def work(session: RootSession, token: Token) -> Overview:
            from app.overview import look_around

            return look_around(session, records, token, how_far=put_off)

        self.asking.ask(work, self._seen, _("Asking AWS …"))

    def _seen(self, overview: Overview) -> None:
        self.handovers, self.others = overview.handovers, overview.others
        self._checked = _("Checked {when}").format(when=moment(now(self.desk)))
        if overview.secured:
            self.desk.know(**SECURED)
        if overview.alert and not self.desk.facts.budget:
            self.desk.know(budget="made")
        self.refresh()
        announce(self, self._checked)
        if not (overview.handovers or overview.others):
            self.view.message.show_note(
                _("There is no user in this account yet."),
                _("Nobody was let in, by Aikagi or without it."),
                state="good",
            )

    def sign_out(self) -> None:
        """Sign out, and say whether AWS confirmed."""
        if self.desk.session is not None:
            self.view.message.show_note(_("Signing out …"))
        self.desk.sign_out(self._signed_out)

    def _signed_out(self, confirmed: bool) -> None:
        gone = _("The sign-in is gone from this computer.")
        if confirmed:
            self.view.message.show_note(_("Signed out. AWS has confirmed it."), gone, state="good")
        else:
            gone += _(" What AWS issued for it ends by itself within 15 minutes.")
            self.view.message.show_note(_("Signed out here. AWS didn't confirm it."), gone)

    def idle_over(self) -> None:
        """Say why nobody is signed in any more."""
        from ui import signedout  # seldom: the first window opens without it

        signedout.tell(self, self.view.message)

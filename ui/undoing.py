"""Letting a vendor in again who was disabled, as before: the plan, the act, what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui import theme
from ui.building_work import AccountWork, reveal
from ui.pageframe import Frame
from ui.pair import held
from ui.planlist import PlanList, follow
from ui.undolook import EVERYTHING, Looked, rights
from ui.undopassword import NewPassword, besides
from ui.widgets import Text, button, field, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from app.handoverfile import Handover
    from app.revoke import Outcome
    from app.session import RootSession
    from app.work import Token
    from ui.desk import Desk


class UndoWindow(QDialog):
    """One window about one vendor. Closing it in the middle of the act lets the act end."""

    changed = Signal()  # the record is another now
    reissue_wanted = Signal(object)  # the Handover as it is now

    def __init__(self, desk: Desk, handover: Handover, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk, self.handover = desk, handover
        self._looked: Looked | None = None
        self._outcome: Outcome | None = None
        self._closed = False
        self.account = AccountWork(desk, self, handover.account)
        self.account.changed.connect(self.refresh)
        self.account.changed.connect(self._leave)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._build()
        self.resize(theme.window_size(40, 30))
        desk.language_changed.connect(self._rebuild)

    def _build(self) -> None:
        title = _("Let the vendor in again as before")
        named(self, "undo", title)
        self.setWindowTitle(title)
        frame = self.frame = Frame(self.desk, title, lambda: self.account.sign_in(self.look))
        frame.be_small(True)  # both steps fit on a screen
        self.account.show_in(frame)
        self.rights = Text(bold=True)
        self.rights.setObjectName("undo_rights")
        self.confirmation = self._confirmation()
        who = _("User {name} · AWS account {account}").format(
            name=self.handover.user_name, account=self.handover.account
        )
        self.plan = PlanList("undo_plan", _("What will be done"))
        self.notes = Text()
        self.notes.setObjectName("undo_notes")
        self.go = button("undo_now", _("Let it in again now"), self.act, primary=True)
        self.again = button("undo_look", _("Check the user again"), self.look)
        self.reissue = button("undo_reissue", _("Re-issue the password …"), self._reissue)
        self.password = NewPassword(self.reissue)
        self.close_button = button("undo_close", _("Close"), self.reject)
        frame.column.setSpacing(theme.em(0.25))
        self.first = Text(_("Step 1: let the user in again"), bold=True, scale=theme.LEAD)
        asked_first = (self.first, self.rights, self.plan, self.notes, self.confirmation)
        for part in (Text(who, tint="muted"), *asked_first):
            frame.column.addWidget(part)
        frame.column.addLayout(flow(self.go, self.again))
        frame.column.addWidget(self.password)
        frame.column.addLayout(flow(self.reissue))
        frame.end_with(self.close_button)
        frame.finish()
        self._layout.addWidget(frame)
        frame.arrange()
        self.refresh()

    def _confirmation(self) -> QWidget:
        asked = _("To confirm, type “{name}”").format(name=self.handover.user_name)
        label, self.typed = field("undo_name", asked)
        self.typed.textChanged.connect(lambda _text: self.refresh())
        both = QVBoxLayout()
        both.setSpacing(theme.em(0.3))
        both.addWidget(label)
        both.addWidget(self.typed)
        return held(both)

    def _rebuild(self) -> None:
        """Make everything anew, in another language."""
        old, typed = self.frame, self.typed.text()
        old.hide()
        old.deleteLater()
        self._build()
        self.typed.setText(typed)
        self.frame.show()
        self._show_plan(self._looked)
        if self._outcome is not None:
            self._show_outcome(self._outcome)

    # --- coming and going --------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        """Look at once: nothing is offered before that."""
        super().showEvent(event)
        self.close_button.setFocus()
        if self._looked is None:
            QTimer.singleShot(0, self, self.look)

    def done(self, result: int) -> None:
        """Close. What only looks is given up; an act comes to its end, then the window goes."""
        super().done(result)
        self._closed = True
        self.account.let_go()
        self._leave()

    def _leave(self) -> None:
        if self._closed and not self.account.busy:
            self.deleteLater()

    # --- what is done ------------------------------------------------------------------------
    def look(self) -> None:
        """Look at the user, and make the plan."""
        record, records = self.handover, self.desk.records

        def work(session: RootSession, token: Token) -> Looked:
            from app import revoke, revoke_undo

            state = revoke.look(session.clients, record.user_id, token, hint=record.user_name)
            journal = revoke.journal_of(records, record.account, record.user_id)
            plan = revoke_undo.undo_plan(state, journal)
            notes = tuple(revoke_undo.not_restored(journal, state)) if state.exists else ()
            return Looked(plan, notes, state.exists, rights(state))

        self.account.do(work, self._seen, lambda: _("Looking at the user …"))

    def _seen(self, looked: Looked) -> None:
        self._looked, self._outcome = looked, None
        self.refresh()
        if self.go.isVisibleTo(self):
            (self.go if self.go.isEnabled() else self.typed).setFocus()

    def act(self) -> None:
        """Do it, and look whether it is so."""
        record, records = self.handover, self.desk.records

        def work(session: RootSession, token: Token) -> Outcome:
            from app import revoke_undo

            return revoke_undo.carry_out_undo(
                session, record.user_id, records, token, hint=record.user_name
            )

        self.account.do(
            work,
            self._acted,
            lambda: _("Letting the vendor in again …"),
            progress=lambda report: follow(report, self.plan, self.frame.busy),
            cancelled=lambda: self._say(_("Stopped, as you wished."), state="warn"),
            acting=True,
        )

    def _acted(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.changed.emit()
        self.refresh()
        self._show_outcome(outcome)

    def _show_outcome(self, outcome: Outcome) -> None:
        if outcome.complete and not outcome.shut_out:
            self._say(_("The block is removed, and all that could be brought back is as before."))
            self.reissue.setFocus()
        elif outcome.complete:
            then = _("Everything is still denied to the user. It says below why.")
            self._say(_("Aikagi's own block is removed. “AWSDenyAll” stays."), then, "warn")
        else:
            left = " ".join(say(one) for one in outcome.left)
            self._say(
                _("Some steps are left. Press “Check the user again”, then press once more."),
                left,
                "warn",
            )

    def _say(self, what: str, then: str = "", state: str = "good") -> None:
        self.frame.message.show_note(what, then, state=state)
        reveal(self.frame, self.frame.message)

    def _reissue(self) -> None:
        """With the record as it is by now: it has changed since the window was opened."""
        otherwise = replace(self.handover, state="made", revoked_at="")
        records = self.desk.records

        def read(_token: Token) -> Handover:
            return next((h for h in records.handovers() if h.id == otherwise.id), otherwise)

        self.desk.background.run(
            self,
            read,
            self.reissue_wanted.emit,
            lambda _trouble: self.reissue_wanted.emit(otherwise),
        )

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The steps: the plan, what can't be brought back, and what can be done now."""
        looked, outcome, busy = self._looked, self._outcome, self.account.busy
        over = outcome is not None and outcome.complete
        done = outcome is not None and over and not outcome.shut_out
        there = looked is not None and looked.exists
        if not busy and outcome is None:
            self._show_plan(looked)
        notes = outcome.notes if outcome else (looked.notes if looked else ())
        self.notes.say("\n".join(say(note) for note in besides(notes)))
        self.notes.setVisible(bool(self.notes.plain))
        self.go.setVisible(there and not over)
        self.again.setVisible(not over)
        self.again.setEnabled(not busy)
        self.first.setVisible(there)
        self.password.show_stand(done=done, busy=busy, there=done or (there and not over))
        meant = self.typed.text().strip() == self.handover.user_name
        self.go.setEnabled(not busy and meant)
        self.confirmation.setVisible(there and not over)
        back = ", ".join(looked.rights) if looked is not None else ""
        said = _("It gets these rights back: {rights}")
        if looked is not None and EVERYTHING in looked.rights:
            said = _("The vendor may change and delete everything in the account again: {rights}")
        self.rights.say(said.format(rights=back))
        self.rights.setVisible(there and not over and bool(back))

    def _show_plan(self, looked: Looked | None) -> None:
        if looked is None:
            self.plan.show_nothing(_("Aikagi looks first at what the user has now."))
        elif not looked.exists:
            why = _("This user isn't in the account any more, so it can't be let in again.")
            self.plan.show_nothing(why)
        else:
            self.plan.show_plan(looked.plan, back=True)

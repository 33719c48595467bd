"""Reducing a vendor's rights: look, act and look again, some rounds long."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from app import reduce
from app.messages import msg
from app.plan import Plan, remaining
from app.reduce import Less
from app.revoke_journal import Notebook
from app.revoke_outcome import Outcome
from app.revoke_record import Record
from app.revoke_run import Run, unwritten
from app.revoke_state import State
from app.troubles import Trouble
from app.work import Cancelled

SHUT_OUT_MEANWHILE = msg(
    "The block wasn't lifted. But some of the other steps were carried out before it was seen: its "
    "rights may have changed already, and its keys may be gone."
)


@dataclass
class Reducing(Run):
    """One user whose rights are being reduced to `less`."""

    less: Less = field(kw_only=True)
    record: Record = field(kw_only=True)
    notes: Notebook = field(kw_only=True)
    since: datetime | None = None

    def carry_out(self, hint: str) -> Outcome:
        """Reduce the rights, and say what was seen.

        Raises `Trouble`, among them USER_SHUT_OUT: before anything was changed, or where AWS
        didn't show the block at first, or somebody put it on meanwhile. It is never lifted here.
        """
        state, cancelled = self._reduce(hint)
        said = self.outcome(
            state,
            remaining(self._plan(state)),
            reduce.unread(state) if state.exists else (),
            tuple(reduce.sentences(self.less, state, self.since)),
            cancelled=cancelled,
        )
        if said.complete and said.exists:
            self.record.change(lambda h: reduce.recorded(h, self.less, self.clients.now()))
            self.notes.forget()
        elif not said.exists:
            self.record.end("deleted", self.clients.now())
        notes = (*said.notes, *unwritten(self.record, self.notes))
        return replace(said, rights=self.less.rights, notes=notes)

    def _reduce(self, hint: str) -> tuple[State, bool]:
        user = self.find(hint)
        if user is None:
            return State(self.user_id, hint or self.user_id, exists=False), False
        self.since = self.started
        state = self.look(user.name)
        reduce.refuse_shut_out(state)
        self.look_around()
        try:
            return self.rounds(state, self._plan, self._again, self._acted), False
        except Cancelled:
            return self._again(state), True

    def _plan(self, state: State) -> Plan:
        return reduce.plan(self.less, state, self.since)

    def _again(self, state: State) -> State:
        again = self.look(state.name)
        try:
            reduce.refuse_shut_out(again)
        except Trouble as trouble:
            raise trouble.saying(SHUT_OUT_MEANWHILE) from None
        return again

    def _acted(self, before: State) -> None:
        """A key that was still there can have begun a session until it went: those end, too."""
        if reduce.has_credentials(before):
            self.since = self.clients.now()

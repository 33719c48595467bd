"""Disabling and deleting: the deny first, then looking, then all the rest, then watching it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app import users
from app.denial import DENY_ALL_ARN
from app.messages import Message, msg
from app.plan import Plan, remaining
from app.revoke_before import before_the_deny, with_the_rest
from app.revoke_deny import boundary, deny
from app.revoke_hold import Hold, among_places, places_of
from app.revoke_journal import Notebook
from app.revoke_look import is_denied, stops
from app.revoke_outcome import (
    CAUGHT,
    NOT_NOTED,
    UNWATCHED,
    CutOff,
    Open,
    Outcome,
    of_conflicts,
    of_resistance,
)
from app.revoke_parts import unassigned
from app.revoke_plan import DELETE, DISABLE, plan, unread
from app.revoke_record import Record
from app.revoke_run import Run, unwritten
from app.revoke_seen import sentences
from app.revoke_state import State, denied
from app.troubles import QUOTA, Trouble
from app.users import UserSeen
from app.work import Cancelled, Token

log = logging.getLogger(__name__)
UNKNOWN_DENY = frozenset({"deny_intact", "attached"})  # unread, it isn't known whether it's there
ROUNDS_OF_CONFLICT = 2  # more than these, and something is being made anew


@dataclass
class Shutting(Run):
    """One user that is being shut out."""

    record: Record = field(kw_only=True)
    notes: Notebook = field(kw_only=True)
    cut_off: bool = False
    watched: bool = False
    resisted: int = 0
    names: set[str] = field(default_factory=set)  # by which it was acted on

    def carry_out(self, hint: str) -> Outcome:
        """Shut the user out, and say what was seen. Raises `Trouble`."""
        state, cancelled = self._shut(hint)
        steps = remaining(plan(self.mode, state))
        said = self.outcome(
            state, steps, unread(self.mode, state), sentences(state), cancelled=cancelled
        )
        if said.complete:
            self.record.end("disabled" if said.exists else "deleted", self.clients.now())
            journal = self.notes.journal
            said = replace(said, cut_off_at=journal.cut_off_at() if journal else None)
        elif not said.shut_out:
            self._note_open(True)
        if said.complete and not said.exists:
            self.notes.forget()
        return self._with_notes(said)

    def _shut(self, hint: str) -> tuple[State, bool]:
        """Deny, look, then rounds of plan, act and look; the last look, and whether cancelled.

        The deny comes before the long look: access ends with the first calls.
        """
        user = self.find(hint)
        if user is None:
            return self._clear_up(State(self.user_id, hint or self.user_id, exists=False))
        self.look_around()
        self._note(user)
        self.record.begin()
        self._deny(user)
        self._look_at_deny(user.name)
        state = self._again(State(user.user_id, user.name))
        if self.notes.journal is not None and not self.notes.journal.whole and state.exists:
            self.notes.keep(with_the_rest(self.notes.journal, state))
        try:
            state = self.rounds(state, self._plan, self._again)
            if self.mode == DISABLE and state.exists:
                state = self._hold(state)
        except Cancelled:
            return self._again(state), True
        return state, False

    def _clear_up(self, state: State) -> tuple[State, bool]:
        """What a crash left of a user that is gone by now."""
        state = self._with_loose(state)
        self.act(remaining(plan(self.mode, state)))
        return self._with_loose(replace(state, loose_mfa=())), False

    def _note(self, user: UserSeen) -> None:
        """What is so before the deny, unless that was noted when this revocation began.

        A journal of an earlier revocation, whose block somebody has lifted by hand since, is out of
        date. But where the block is there, or that revocation never came to its end, what was noted
        before it is better than what is so now. A password that an earlier one took stays known.
        """
        known = self.notes.journal
        now = before_the_deny(self.clients, self.record.account, user)
        blocked = now.deny_attached or now.boundary == DENY_ALL_ARN
        cut_short = bool(self.ledger.calls)  # its calls are kept until it is complete
        lifted = known is not None and bool(known.cut_off) and not (blocked or cut_short)
        if known is None or (not now.unread and (self.record.let_in() or lifted)):
            lost = self.record.wants_password() or (known is not None and known.had_password)
            self.notes.keep(replace(now, had_password=lost))

    def _plan(self, state: State) -> Plan:
        return plan(self.mode, state)

    def _deny(self, user: UserSeen) -> None:
        """A cancel doesn't stop it. A vendor can fill the quotas of policies, not a boundary's."""
        unstoppable = Token(self.token.report)
        self.names.add(user.name)
        self.act(deny(self._knowing(State(user.user_id, user.name))), unstoppable)
        if any(trouble.kind is QUOTA for trouble in self.steps.troubles):
            self.act((boundary(user.name),), unstoppable)

    def _look_at_deny(self, name: str) -> None:
        """The customer is waiting for this one thing, so it is looked at before all the rest."""
        try:
            if is_denied(self.clients, name, self.user_id):
                self._say_cut_off()
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("the look at the deny: %s", trouble)  # the long look tries again

    def _again(self, state: State) -> State:
        """Whatever round it is: the first look that sees the user shut out says so."""
        self.names.add(state.name)
        seen = self._knowing(self._with_loose(self.look(state.name)))
        if denied(seen) or not seen.exists:
            self._say_cut_off()
        elif self.cut_off and not UNKNOWN_DENY.intersection(one.field for one in seen.unread):
            self.cut_off = False
            self._note_open(True)
            self.token.report(Open())
        return seen

    def _knowing(self, state: State) -> State:
        """With what the block itself is to tell, for an undo where this journal isn't."""
        journal = self.notes.journal
        return replace(state, denied_before=journal is not None and journal.deny_attached)

    def _with_loose(self, state: State) -> State:
        """With the devices that a crash took from the user and didn't delete, whatever their name.

        Between the two calls a device isn't listed under its user any more; the journal knows it.
        """
        journal = self.notes.journal
        known = set(journal.mfa) - set(state.mfa) - set(state.loose_mfa) if journal else set()
        if self.mode != DELETE or not known:
            return state
        try:
            loose = known.intersection(unassigned(self.clients))
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("devices of nobody: %s", trouble)  # `look` has said it too
            return state
        return replace(state, loose_mfa=(*state.loose_mfa, *sorted(loose)))

    def _say_cut_off(self) -> None:
        if not self.cut_off:
            self.cut_off = True
            self._note_cut_off()
            self.token.report(CutOff())

    def _note_open(self, opened: bool) -> None:  # noqa: FBT001  (what the watch tells)
        """What is noted of the block is what the last look saw: what comes next may be a crash."""
        if opened:
            self.record.still_open()
            self.notes.still_open()
        else:
            self._note_cut_off()

    def _note_cut_off(self) -> None:
        now = self.clients.now()
        self.record.cut_off(now)
        self.notes.cut_off(now)

    def _hold(self, state: State) -> State:
        """Watch that the block stays, then look once more, and finish what is left to do."""
        put = among_places(self.steps.done) | places_of(state)
        hold = Hold(self.clients, self.user_id, self.token, self.act, put, self._note_open)
        hold.denied_before = state.denied_before
        try:
            hold.watch(state.name)
            self.watched = True
        finally:
            self.resisted = hold.resisted
            self.cut_off = self.cut_off and not hold.opened  # the next look says whether it is back
        if (hold.resisted or hold.lifted) and not hold.opened:
            self._note_cut_off()  # sessions can have been begun until now
        return self.rounds(self._again(state), self._plan, self._again)

    def _mistaken(self, name: str) -> Iterator[Message]:
        """Calls go by the name: one that another user took meanwhile can have caught the block."""
        for other in sorted(self.names - {name}):
            try:
                user = users.find_by_name(self.clients, other)
                caught = user is not None and user.user_id != self.user_id
                if caught and is_denied(self.clients, other, user.user_id if user else ""):
                    yield msg(CAUGHT.text, name=other)
            except Trouble as trouble:
                log.warning("who has the name by now: %s", trouble)

    def _with_notes(self, outcome: Outcome) -> Outcome:
        notes = outcome.notes
        if self.resisted:
            notes += (of_resistance(self.resisted, shut_out=outcome.shut_out),)
        if self.steps.conflicts > ROUNDS_OF_CONFLICT and outcome.exists:
            notes += (of_conflicts(self.steps.conflicts),)
        notes += tuple(self._mistaken(outcome.user_name))
        held = self.mode == DISABLE and outcome.exists and outcome.complete
        if outcome.cancelled and held and not self.watched:
            notes += (UNWATCHED,)
        if self.notes.lost:
            notes += (NOT_NOTED,)
        notes += unwritten(self.record, self.notes)
        return replace(outcome, notes=notes, resisted=self.resisted)

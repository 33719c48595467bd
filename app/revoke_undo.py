"""Undoing a disable, exactly: what the revocation switched off is switched on again, as it was.

The block goes last, and only where all the rest is as it was. A password can't be restored by
anybody: `handover.reissue` makes a new one afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app import revoke
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.messages import Message, msg
from app.plan import Action, Plan, remaining
from app.records import Records
from app.revoke_calls import Kept
from app.revoke_journal import ELSEWHERE, Journal, Notebook
from app.revoke_look import Credential, State, Unread
from app.revoke_outcome import Outcome
from app.revoke_record import Record
from app.revoke_run import Run
from app.revoke_seen import sentences
from app.revoke_steps import SORTS, Sort, call, detach, drop, held, switch_on
from app.session import RootSession
from app.troubles import USER_GONE, Trouble
from app.work import Cancelled, Token

UNDO = "undo"
# The fields of `State` that undoing goes by.
UNDONE_BY = frozenset({"attached", "inline", "documents", *(sort.field for sort in SORTS)})


def undo_plan(state: State, journal: Journal | None) -> Plan:
    """What brings the user of `state` back to what `journal` says, the block last.

    Without a journal (the revocation was done on another computer) only the block is lifted: what
    was switched on before isn't known, so that it stays off.
    """
    if not state.exists:
        return ()
    on = tuple(
        switch_on(state, sort, one.id)
        for sort in SORTS
        for one in _before(journal, sort)
        if one.active and _is_there(state, sort, one)
    )
    return (*on, *_boundary(state, journal), *_attached(state, journal), *_inline(state, journal))


def _before(journal: Journal | None, sort: Sort) -> tuple[Credential, ...]:
    found: tuple[Credential, ...] = getattr(journal, sort.field) if journal else ()
    return found


def _is_there(state: State, sort: Sort, one: Credential) -> bool:
    return one.id in {present.id for present in held(state, sort)}


def _boundary(state: State, journal: Journal | None) -> Plan:
    """Only a limit that is the block is ours; one that somebody has set since isn't."""
    before = journal.boundary if journal else ""
    who: dict[str, object] = {"UserName": state.name}
    if before and before != DENY_ALL_ARN:
        back = msg("Put back the limit that it had (permissions boundary)")
        limit = {**who, "PermissionsBoundary": before}
        step = Action("boundary-back", "put_user_permissions_boundary", limit, back)
    elif before == DENY_ALL_ARN:
        return ()
    else:
        lift = msg("Lift the limit “AWSDenyAll”")
        step = call("lift-boundary", "delete_user_permissions_boundary", lift, who)
    return (replace(step, already=state.boundary != DENY_ALL_ARN),)


def _attached(state: State, journal: Journal | None) -> Plan:
    if journal and journal.deny_attached:
        return ()
    lift = detach(state.name, DENY_ALL_ARN, msg("Lift the block “AWSDenyAll”"))
    return (replace(lift, already=DENY_ALL_ARN not in state.attached),)


def _inline(state: State, journal: Journal | None) -> Plan:
    """The id is that of dropping it in both cases: it takes the block away, and goes last."""
    before = journal.deny_document if journal else ""
    there = DENY_POLICY_NAME in state.inline
    lift = drop(state.name, DENY_POLICY_NAME, msg("Lift the block that Aikagi had set"))
    if not before:
        return (replace(lift, already=not there),)
    said = state.document(DENY_POLICY_NAME)
    back = Action(
        id=lift.id,
        operation="put_user_policy",
        parameters={
            "UserName": state.name,
            "PolicyName": DENY_POLICY_NAME,
            "PolicyDocument": before,
        },
        message=lift.message,
        already=bool(said) and json.loads(said) == json.loads(before),
    )
    return (back,)


def carry_out_undo(
    session: RootSession, user_id: str, records: Records, token: Token, hint: str = ""
) -> Outcome:
    """Let the user with that `UserId` in again, as it was before it was disabled.

    `hint` is the name that it had. Reports `plan.Progress`. What was seen afterwards is in the
    outcome, what can't be brought back in its `notes`. Raises `Trouble`, USER_GONE among them;
    after any other, doing it again carries on.
    """
    account = session.identity.account
    run = Undoing(
        session.clients,
        user_id,
        UNDO,
        token,
        Kept(records, account, user_id),
        record=Record(records, account, user_id),
        notes=Notebook(records, account, user_id),
        pauses=revoke.PAUSES,
    )
    try:
        outcome = run.carry_out(hint)
    except Trouble as trouble:
        if trouble.kind is USER_GONE:
            raise
        raise trouble.saying(revoke.SAFE_TO_REPEAT) from None
    if outcome.complete:
        run.kept.forget()
    return outcome


@dataclass
class Undoing(Run):
    """One user that is let in again."""

    record: Record = field(kw_only=True)
    notes: Notebook = field(kw_only=True)

    def carry_out(self, hint: str) -> Outcome:
        """Undo, and say what was seen. Raises `Trouble`."""
        state, cancelled = self._undo(hint)
        journal = self.notes.journal
        said = self.outcome(
            state,
            remaining(self._plan(state)),
            _unread(state),
            sentences(state),
            cancelled=cancelled,
        )
        outcome = replace(said, notes=tuple(not_restored(journal, state)))
        if outcome.shut_out:
            self.record.cut_off((journal and journal.cut_off_at()) or self.clients.now())
        elif outcome.complete:
            self.record.reopened()
        if outcome.complete:
            self.notes.forget()
        return outcome

    def _undo(self, hint: str) -> tuple[State, bool]:
        user = self.find(hint)
        if user is None:
            raise Trouble(USER_GONE)
        state = self.look(user.name)
        self.record.still_open()
        try:
            return self.rounds(state, self._plan, self._again), False
        except Cancelled:
            return self._again(state), True

    def _plan(self, state: State) -> Plan:
        return undo_plan(state, self.notes.journal)

    def _again(self, state: State) -> State:
        return self.look(state.name)


def _unread(state: State) -> tuple[Unread, ...]:
    return tuple(u for u in state.unread if u.field in UNDONE_BY)


def not_restored(journal: Journal | None, state: State) -> Iterator[Message]:
    """What an undo doesn't bring back, to be said before and after it."""
    if journal is None or ELSEWHERE in journal.unread:
        yield msg(
            "This computer doesn't know what the user had before it was shut out. So its access "
            "keys, certificates and other credentials stay switched off: whoever needs one makes "
            "a new one, or switches it on in the IAM console."
        )
    elif not {sort.field for sort in SORTS}.isdisjoint(journal.unread):
        yield msg(
            "AWS didn't show everything that the user had before it was shut out. What wasn't "
            "seen stays switched off."
        )
    if not state.has_password and (journal is None or journal.had_password):
        yield msg(
            "Its password can't be brought back, by anybody. For a new one, use “Re-issue” on the "
            "home window."
        )
    if journal and (journal.deny_attached or journal.boundary == DENY_ALL_ARN):
        yield msg(
            "Everything had been denied to it before Aikagi did so, by “AWSDenyAll”. That stays."
        )
    gone = sum(not _is_there(state, sort, one) for sort in SORTS for one in _before(journal, sort))
    if gone:
        yield msg(
            "Credentials that have been deleted since can't be brought back: {count}", count=gone
        )

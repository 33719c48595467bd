"""Undoing a disable, exactly: what the revocation switched off is switched on again, as it was.

The block goes last, and only where all the rest is as it was. A password can't be restored by
anybody: `handover.reissue` makes a new one afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app import revoke
from app.messages import Message, msg
from app.plan import Action, Plan, remaining
from app.records import Records
from app.revoke_calls import Kept
from app.revoke_journal import ELSEWHERE, Journal, Notebook
from app.revoke_outcome import Outcome
from app.revoke_plan import UNBLOCKING
from app.revoke_record import Record
from app.revoke_run import Run, unwritten
from app.revoke_seen import sentences
from app.revoke_state import State, Unread, denied
from app.revoke_steps import SORTS
from app.revoke_undo_left import left_in_place
from app.revoke_undo_plan import before, is_there, undo_plan
from app.session import RootSession
from app.troubles import SAFE_TO_REPEAT, USER_GONE, Trouble
from app.work import Cancelled, Token

__all__ = ["UNDO", "Undoing", "carry_out_undo", "not_restored", "undo_plan"]

UNDO = "undo"
# The fields of `State` that undoing goes by.
UNDONE_BY = frozenset({"attached", "inline", "documents", *(sort.field for sort in SORTS)})


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
        raise trouble.saying(SAFE_TO_REPEAT) from None
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
        notes = tuple(not_restored(journal, state))
        cut_off = (journal and journal.cut_off_at()) or self.clients.now()
        if said.shut_out and said.complete:
            self.record.end("disabled", cut_off)  # by what isn't ours, so that it stays
        elif said.shut_out:
            self.record.cut_off(cut_off)
        elif said.complete:
            self.record.reopened(needs_reissue=_password_gone(journal, state))
            self.notes.forget()
        return replace(said, notes=(*notes, *unwritten(self.record, self.notes)))

    def _undo(self, hint: str) -> tuple[State, bool]:
        user = self.find(hint)
        if user is None:
            raise Trouble(USER_GONE)
        state = self.look(user.name)
        if denied(state):
            self.record.begin()
        else:
            self.record.still_open()  # lifted by hand: what it says of the deny isn't so any more
        self.steps.before = self._before
        try:
            return self.rounds(state, self._plan, self._again), False
        except Cancelled:
            return self._again(state), True

    def _before(self, action: Action) -> None:
        """From just before the block is touched on, it isn't on record as there."""
        if action.id in UNBLOCKING:
            self.record.still_open()

    def _plan(self, state: State) -> Plan:
        return undo_plan(state, self.notes.journal)

    def _again(self, state: State) -> State:
        return self.look(state.name)


def _unread(state: State) -> tuple[Unread, ...]:
    return tuple(u for u in state.unread if u.field in UNDONE_BY)


NEW_PASSWORD = msg(
    "Its password can't be brought back, by anybody. For a new one, use “Re-issue” on the home "
    "window."
)


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
    if _password_gone(journal, state):
        yield NEW_PASSWORD
    yield from left_in_place(journal, state)
    if journal is not None and state.exists:
        yield from _taken_since(journal, state)
    gone = sum(not is_there(state, sort, one) for sort in SORTS for one in before(journal, sort))
    if gone:
        yield msg(
            "Credentials that have been deleted since can't be brought back: {count}", count=gone
        )


def _taken_since(journal: Journal, state: State) -> Iterator[Message]:
    """What isn't switched off but taken away, by a deletion that was cut short, or by hand."""
    unseen = {one.field for one in state.unread}
    rights = [arn.rpartition("/")[2] for arn in journal.attached if arn not in state.attached]
    own = [policy for policy in journal.inline if policy not in state.inline]
    groups = [group for group in journal.groups if group not in state.groups]
    if (rights or own) and not unseen & {"attached", "inline"}:
        names = ", ".join((*rights, *own))
        yield msg(
            "These rights have been taken from it since. They stay away: {names}", names=names
        )
    if groups and "groups" not in unseen:
        names = ", ".join(groups)
        yield msg("It isn't in these groups any more, and stays out of them: {names}", names=names)
    if set(journal.mfa) - set(state.mfa) and "mfa" not in unseen:
        yield msg("Its MFA device has been removed since. It signs in without a second lock.")


def _password_gone(journal: Journal | None, state: State) -> bool:
    """Whether it had one, as far as is known, and has none now."""
    return not state.has_password and (
        journal is None or ELSEWHERE in journal.unread or journal.had_password
    )

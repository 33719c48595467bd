"""One revocation under way: what disabling, deleting, reducing and undoing have in common.

Every round is list, plan, act, look, so that a crash at any point is finished by doing it again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app import users
from app.clients import Clients
from app.ledger import Ledger
from app.messages import Message
from app.plan import Plan, remaining
from app.revoke_act import Steps
from app.revoke_calls import Kept
from app.revoke_journal import Notebook
from app.revoke_look import look
from app.revoke_outcome import NOT_WRITTEN, Outcome
from app.revoke_record import Record
from app.revoke_state import State, Unread, denied
from app.users import UserSeen
from app.work import Token

if TYPE_CHECKING:
    from app.review.start import Start

# IAM shows a change some seconds late: what seems left after a round is looked at again after
# so many seconds. What comes back after all these rounds is put back by somebody.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
PAUSES = (1.0, 3.0, 6.0)


@dataclass
class Run:
    """One user, and the calls that are made about it. `mode` is for the outcome alone.

    The calls of a run before that was cut short count as this one's.
    """

    clients: Clients
    user_id: str
    mode: str
    token: Token
    kept: Kept
    ledger: Ledger = field(init=False)
    steps: Steps = field(init=False)
    started: datetime = field(init=False)
    found: bool = True
    start: Start | None = None
    pauses: tuple[float, ...] = PAUSES

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.clients, self.kept.earlier(), self.kept.keep)
        self.steps = Steps(self.ledger.through(self.clients))

    def find(self, hint: str) -> UserSeen | None:
        """The user, and the time when it begins. Raises `Trouble`."""
        user = users.find_by_id(self.clients, self.user_id, self.token, hint=hint)
        self.started = self.clients.now()
        self.found = user is not None
        return user

    def look_around(self) -> None:
        """Keep what the account's identities are before anything is changed. Raises `Trouble`.

        By it the review shows what somebody else has changed meanwhile.
        """
        from app.review.start import take  # here: the review is no part of the first window

        self.start = take(self.clients)

    def act(self, plan: Plan, token: Token | None = None) -> None:
        """Carry out each step, see `Steps.act`."""
        self.steps.act(plan, token or self.token)

    def rounds(
        self,
        state: State,
        plan: Callable[[State], Plan],
        again: Callable[[State], State],
        after: Callable[[State], None] = lambda _: None,
    ) -> State:
        """Act and look until nothing is left, some times at most; the last look.

        `again` looks at the user of a state; `after` is told which state a round acted on.
        """
        for pause in self.pauses:
            steps = remaining(plan(state))
            if not steps:
                break
            before = state
            self.act(steps)
            after(before)
            state = again(state)
            if remaining(plan(state)):
                self.token.wait(pause)
                state = again(state)
        return state

    def look(self, name: str) -> State:
        """The user with all that it has; a cancel doesn't stop it. Raises `Trouble`."""
        return look(self.clients, self.user_id, Token(), hint=name)

    def outcome(
        self,
        state: State,
        left: Plan,
        unread: tuple[Unread, ...],
        seen: tuple[Message, ...],
        *,
        cancelled: bool,
    ) -> Outcome:
        """What the last look found; `left` are the steps that are still to be done."""
        to_do = [action.message for action in left] + [one.message for one in unread]
        return Outcome(
            mode=self.mode,
            user_name=state.name,
            user_id=state.user_id,
            exists=state.exists,
            seen=seen,
            left=tuple(dict.fromkeys(to_do)),
            complete=not to_do,
            cancelled=cancelled,
            started=self.started,
            ended=self.clients.now(),
            troubles=(*self.steps.troubles, *(one.trouble for one in unread)),
            shut_out=denied(state) or not state.exists,
            found=self.found,
            calls=tuple(self.ledger.calls),
            start=self.start,
        )


def unwritten(record: Record, notes: Notebook) -> tuple[Message, ...]:
    """A note where this computer couldn't keep what was done; what was done is so all the same."""
    return (NOT_WRITTEN,) if record.lost or notes.kept else ()

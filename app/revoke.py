"""Shutting the vendor out: disable (reversible) or delete, and looking whether it is so.

Both begin with the deny, so that access ends with the first calls. Revoking never undoes itself:
what fails is tried again from what is found, and what is left is said. Every round is list, plan,
act, look, so a crash at any point is finished by doing it again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

from app import users
from app.clients import Clients
from app.messages import Message, msg
from app.plan import Plan, Progress, perform, remaining
from app.records import Records
from app.revoke_deny import boundary, deny
from app.revoke_look import State, denied, is_denied, look, stops
from app.revoke_plan import (
    DELETE,
    DISABLE,
    SPARE_DENIES,
    UNBLOCKING,
    plan,
    unread,
)
from app.revoke_record import Record
from app.revoke_seen import sentences
from app.session import RootSession
from app.troubles import QUOTA, Trouble
from app.users import UserSeen
from app.work import Cancelled, Token

__all__ = [
    "DELETE",
    "DISABLE",
    "CutOff",
    "Outcome",
    "State",
    "UserSeen",
    "carry_out",
    "look",
    "plan",
    "users_of",
]

log = logging.getLogger(__name__)

# IAM shows a change some seconds late: what seems left after a round is looked at again after
# so many seconds. What comes back after all these rounds is put back by somebody.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
PAUSES = (1.0, 3.0, 6.0)
SAFE_TO_REPEAT = msg(
    "Some of the steps may have been carried out. Do it again: Aikagi carries on where it was."
)


@dataclass(frozen=True)
class CutOff:
    """A report: the deny has been *seen* in the account. New requests of the user are refused."""


@dataclass(frozen=True)
class Outcome:
    """What was seen afterwards. `complete`: nothing of what was asked for is left to do."""

    mode: str
    user_name: str
    user_id: str
    exists: bool
    seen: tuple[Message, ...]
    left: tuple[Message, ...]
    complete: bool
    cancelled: bool
    started: datetime
    ended: datetime
    troubles: tuple[Trouble, ...] = ()
    shut_out: bool = False  # the last look saw everything denied to the user, or no user at all
    found: bool = True  # the user was there in the beginning


def users_of(clients: Clients, token: Token) -> tuple[UserSeen, ...]:
    """Every user that could be meant, Aikagi's first. Raises `Trouble`."""
    return users.list_users(clients, token)


def carry_out(
    session: RootSession, user_id: str, mode: str, records: Records, token: Token, hint: str = ""
) -> Outcome:
    """Disable or delete the user with that `UserId`, and look at what is so afterwards.

    `hint` is the name that the user had. Reports `plan.Progress`, and `CutOff` as soon as that
    has been seen. A cancel after the deny stops what is left, never the deny. Raises `Trouble`
    where it can't go on (no sign-in, no network): doing it again carries on.
    """
    record = Record(records, session.identity.account, user_id)
    run = _Run(session.clients, user_id, mode, token, record)
    try:
        state, cancelled = run.shut(hint)
        outcome = run.outcome(state, cancelled=cancelled)
        if outcome.complete:
            record.end("disabled" if outcome.exists else "deleted")
        elif not outcome.shut_out:
            record.still_open()
    except Trouble as trouble:
        raise trouble.saying(SAFE_TO_REPEAT) from None
    return outcome


@dataclass
class _Run:
    """One revocation under way."""

    clients: Clients
    user_id: str
    mode: str
    token: Token
    record: Record
    troubles: list[Trouble] = field(default_factory=list)
    started: datetime = field(init=False)
    cut_off: bool = False
    found: bool = True

    def shut(self, hint: str) -> tuple[State, bool]:
        """Deny, look, then rounds of plan, act and look; the last look, and whether cancelled.

        The deny comes before the long look: access ends with the first calls.
        """
        user = users.find_by_id(self.clients, self.user_id, self.token, hint=hint)
        self.started = self.clients.now()
        if user is None:
            self.found = False
            return State(self.user_id, hint or self.user_id, exists=False), False
        self.record.begin()
        self._deny(user)
        self._look_at_deny(user.name)
        state = self._look(user.name)
        try:
            return self._rounds(state), False
        except Cancelled:
            return self._look(user.name), True

    def _deny(self, user: UserSeen) -> None:
        """A cancel doesn't stop it. A vendor can fill the quotas of policies, not a boundary's."""
        unstoppable = Token(self.token.report)
        self._act(deny(State(user.user_id, user.name)), unstoppable)
        if any(trouble.kind is QUOTA for trouble in self.troubles):
            self._act((boundary(user.name),), unstoppable)

    def _rounds(self, state: State) -> State:
        for pause in PAUSES:
            steps = remaining(plan(self.mode, state))
            if not steps:
                break
            self._act(steps, self.token)
            state = self._look(state.name)
            if remaining(plan(self.mode, state)):
                self.token.wait(pause)
                state = self._look(state.name)
        return state

    def _look_at_deny(self, name: str) -> None:
        """The customer is waiting for this one thing, so it is looked at before all the rest."""
        try:
            if is_denied(self.clients, name):
                self._say_cut_off()
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("the look at the deny: %s", trouble)  # the long look tries again

    def _look(self, name: str) -> State:
        """Whatever round it is: the first look that sees the user shut out says so."""
        state = look(self.clients, self.user_id, Token(), hint=name)
        if denied(state) or not state.exists:
            self._say_cut_off()
        return state

    def _say_cut_off(self) -> None:
        if not self.cut_off:
            self.cut_off = True
            self.record.cut_off()
            self.token.report(CutOff())

    def _act(self, steps: Plan, token: Token) -> None:
        """Carry out each step; one that fails doesn't keep the others from being done.

        But the block stays where a step before it failed, the boundary in its place among them:
        `DeleteUser` would be refused, and the user would be left without any deny.
        """
        failed = False
        for number, action in enumerate(steps, start=1):
            if failed and action.id in UNBLOCKING:
                break
            token.check()
            token.report(Progress(number, len(steps), action))
            try:
                perform(action, self.clients, token, {})
            except Trouble as trouble:
                log.warning("%s: %s", action.id, trouble)
                if stops(trouble):
                    raise
                self.troubles.append(trouble)
                failed = failed or action.id not in SPARE_DENIES
            else:
                token.report(Progress(number, len(steps), action, done=True))

    def outcome(self, state: State, *, cancelled: bool) -> Outcome:
        """What the last look found."""
        steps, unseen = remaining(plan(self.mode, state)), unread(self.mode, state)
        left = tuple(dict.fromkeys([a.message for a in steps] + [u.message for u in unseen]))
        return Outcome(
            mode=self.mode,
            user_name=state.name,
            user_id=state.user_id,
            exists=state.exists,
            seen=sentences(state),
            left=left,
            complete=not left,
            cancelled=cancelled,
            started=self.started,
            ended=self.clients.now(),
            troubles=(*self.troubles, *(u.trouble for u in unseen)),
            shut_out=denied(state) or not state.exists,
            found=self.found,
        )

"""Watching that the block stays: put on again where somebody takes it away.

IAM takes some seconds to enforce a change, in which a script that looks all the time can remove
what it sees; so for a while the block is looked at again and again. Where somebody did remove it,
a permissions boundary comes as a third place.
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.troubles import Trouble
from app.work import Token

if TYPE_CHECKING:
    from app.clients import Clients
    from app.plan import Plan
    from app.revoke_state import State
    from app.users import UserSeen

log = logging.getLogger(__name__)

HOLD_SECONDS = 20.0  # for so long at least
HOLD_PAUSE = 2.0  # between two looks
HOLD_BOUND = 60.0  # for so long at most, where two looks in a row don't agree
LATE_SECONDS = 6.0  # what isn't shown so long after it was put on was taken away
AGREEING = 2  # looks in a row that found everything in its place
INLINE, ATTACHED, BOUNDARY = "deny-inline", "deny-attached", "deny-boundary"
PLACES = (INLINE, ATTACHED, BOUNDARY)


@dataclass
class Hold:
    """One watch over the block of one user.

    `put` are the places (ids of the deny's actions) where it has been put or was seen; `act`
    carries out a plan, and takes note of what failed; `tell` is told, before anybody else, each
    time when the block isn't seen any more (True) or again (False).
    """

    clients: Clients
    user_id: str
    token: Token
    act: Callable[[Plan], None]
    put: set[str] = field(default_factory=set)
    tell: Callable[[bool], None] = lambda _: None
    denied_before: bool = False  # see `State`
    resisted: int = 0
    opened: bool = False  # the last look didn't see the block anywhere
    lifted: bool = False  # one of the looks didn't
    _seen: set[str] = field(default_factory=set)

    def watch(self, name: str) -> None:
        """Look, and put back what is missing, until two looks agree that everything is there.

        Raises `Cancelled`, and `Trouble` where AWS can't be asked any more.
        """
        began, waited, agreeing = self.clients.now(), 0.0, 0
        while True:
            late = (self.clients.now() - began).total_seconds() >= LATE_SECONDS
            state = self._look(name)
            if state is not None and not state.exists:
                return
            whole = state is not None and self._put_back(state, late=late)
            agreeing = agreeing + 1 if whole else 0
            if (waited >= HOLD_SECONDS and agreeing >= AGREEING) or waited >= HOLD_BOUND:
                return
            self.token.report(_holding(max(HOLD_SECONDS - waited, 0.0)))
            self.token.wait(HOLD_PAUSE)
            waited += HOLD_PAUSE

    def _put_back(self, state: State, *, late: bool) -> bool:
        """Whether everything was in its place; what wasn't is put there again."""
        from app.revoke_deny import boundary, deny

        there = places_of(state)
        self._say(there)
        missing = {*self.put, *self._seen} - there
        if missing and (late or missing & self._seen):
            self.resisted += 1
        self._seen |= there
        if self.resisted:
            missing |= {BOUNDARY} - there
        if missing or not there:
            steps = (*deny(state), boundary(state.name))
            self.act(tuple(step for step in steps if step.id in missing or not there))
            self.put |= missing & {BOUNDARY}
        return bool(there) and not missing

    def _say(self, there: set[str]) -> None:
        """That the block isn't to be seen any more, or is again: both as soon as it is seen."""
        from app.revoke_outcome import CutOff, Open

        if self.opened != (not there):
            self.opened = not there
            self.lifted = self.lifted or self.opened
            self.tell(self.opened)
            self.token.report(Open() if self.opened else CutOff())

    def _look(self, name: str) -> State | None:
        """The block alone, of the user under whatever name it has now; None if AWS didn't say."""
        from app import users
        from app.revoke_look import stops
        from app.revoke_state import State

        try:
            found = users.steady(self.clients, self.user_id, Token(), self._block, hint=name)
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("a look at the block: %s", trouble)
            return None
        return found or State(self.user_id, name, exists=False)

    def _block(self, user: UserSeen) -> State:
        from app.revoke_parts import attached_to, deny_intact
        from app.revoke_state import State

        return State(
            user.user_id,
            user.name,
            attached=attached_to(self.clients, user.name),
            deny_intact=deny_intact(self.clients, user.name),
            inline=(DENY_POLICY_NAME,),
            boundary=user.boundary,
            denied_before=self.denied_before,
        )


def places_of(state: State) -> set[str]:
    """Where the block is in force, by the ids of the actions that put it there."""
    found = {
        INLINE: state.deny_intact,
        ATTACHED: DENY_ALL_ARN in state.attached,
        BOUNDARY: state.boundary == DENY_ALL_ARN,
    }
    return {place for place, is_there in found.items() if is_there}


def among_places(actions: Iterable[str]) -> set[str]:
    """Of these ids of actions, those that put the block on."""
    return set(PLACES).intersection(actions)


def _holding(seconds: float) -> object:
    from app.revoke_outcome import Holding

    return Holding(seconds)

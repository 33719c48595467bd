"""Plan, apply, verify: everything that changes the customer's AWS account goes through here.

A plan is a tuple of `Action`s derived from what was found in the account. The page shows the
same tuple that is carried out. Each action is "make it so": `settled_by` names the AWS errors
that mean that it is so already, so doing one twice is safe.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable

from app.messages import Message
from app.troubles import NOT_UNDONE, UNREACHABLE, Trouble
from app.work import Cancelled, Token

log = logging.getLogger(__name__)

# IAM answers from several places, and a new thing takes a while to reach them all:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
LATE = "NoSuchEntity"
# Somebody, AWS itself perhaps, is still at work on the same thing: it is asked again.
BUSY = ("EntityTemporarilyUnmodifiable", "ConcurrentModification")
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)  # seconds


@dataclass(frozen=True)
class Action:
    """One AWS call, as data.

    `operation` is botocore's method name on the client of `service`. `parameters` never hold a
    secret: `secrets` maps a parameter to the name under which `apply` is given its value.
    `settled_by` are AWS error codes that mean "so already"; `on_new_thing` says that the call is
    about something that this plan has just made, so that AWS may not know it yet. `moment` is a
    time of AWS's clock as it stands in the parameters, which has to be when the action begins.
    """

    id: str
    operation: str
    parameters: Mapping[str, object]
    message: Message
    service: str = "iam"
    region: str = ""  # "": where AWS is asked by default
    already: bool = False
    settled_by: tuple[str, ...] = ()
    on_new_thing: bool = False
    secrets: Mapping[str, str] = field(default_factory=dict)
    moment: str = ""
    undo: Action | None = None

    @property
    def undoable(self) -> bool:
        return self.undo is not None


Plan = tuple[Action, ...]


def dated(action: Action, moment: str) -> Action:
    """The action with `moment` in the place of the time that it was planned with, if it has one."""
    if not action.moment:
        return action
    old = action.moment
    parameters = {
        name: value.replace(old, moment) if isinstance(value, str) else value
        for name, value in action.parameters.items()
    }
    return replace(action, parameters=parameters, moment=moment)


@dataclass(frozen=True)
class Progress:
    """A report: action `number` of `total` begins, is `done`, or is being undone."""

    number: int
    total: int
    action: Action
    done: bool = False
    undoing: bool = False


class Caller(Protocol):
    """What carries out a call: `app.clients.Clients`."""

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one AWS call and return botocore's reply. Raises `Trouble`."""

    def at(self, region: str) -> Caller:
        """The same, for calls that go to that Region."""


@runtime_checkable
class Noting(Protocol):
    """A caller that writes down what its calls are about: `app.ledger.Caller`."""

    def about(self, message: Message) -> Caller:
        """The same, for calls that are about that."""


def remaining(plan: Plan) -> Plan:
    """The actions that are not so already."""
    return tuple(action for action in plan if not action.already)


def apply(
    plan: Plan,
    caller: Caller,
    token: Token,
    secrets: Mapping[str, str] | None = None,
    before: Plan = (),
) -> Plan:
    """Carry out what is not already so, in order, and return the actions that were carried out.

    On a trouble or a cancel in the middle, what was done is undone in reverse, and so is what had
    been done `before`; the trouble says what was undone and what is left. Raises `Trouble`, and
    `Cancelled` where all was undone.
    """
    todo = remaining(plan)
    done: list[Action] = list(before)
    try:
        for number, action in enumerate(todo, start=1):
            token.check()
            token.report(Progress(number, len(todo), action))
            _perform_noting(action, done, caller, token, secrets or {})
            token.report(Progress(number, len(todo), action, done=True))
    except Trouble as trouble:
        left = undo(done, caller, token)
        raise trouble.after(undone=len(done) - len(left), left=left) from None
    except Cancelled:
        left = undo(done, caller, token)
        if left:
            raise Trouble(NOT_UNDONE).after(undone=len(done) - len(left), left=left) from None
        raise
    return tuple(done)


def _perform_noting(
    action: Action, done: list[Action], caller: Caller, token: Token, secrets: Mapping[str, str]
) -> None:
    """Perform, and note it as done also where a lost reply may hide that AWS did it."""
    try:
        made = perform(action, caller, token, secrets)
    except Trouble as trouble:
        if trouble.uncertain:
            done.append(action)
        raise
    if made:
        done.append(action)


def undo(done: Iterable[Action], caller: Caller, token: Token) -> Plan:
    """Take back the actions of `done`, last first; return those that weren't or can't be.

    A cancel doesn't stop it: half-undone is worse than either end. Where AWS can't be reached it
    stops by itself.
    """
    back = tuple(reversed(tuple(done)))
    left: list[Action] = [action for action in back if action.undo is None]
    steps = [action for action in back if action.undo]
    for number, action in enumerate(steps, start=1):
        token.report(Progress(number, len(steps), action, undoing=True))
        try:
            perform(action.undo or action, caller, Token(), {})
        except Trouble as trouble:
            log.warning("could not undo %s: %s", action.id, trouble)
            left.append(action)
            if trouble.kind in UNREACHABLE:
                left.extend(steps[number:])
                break
    return tuple(left)


def perform(action: Action, caller: Caller, token: Token, secrets: Mapping[str, str]) -> bool:
    """Make it so. Returns False where AWS said that it was so already.

    A new thing of ours that AWS does not know yet, and one that is being changed at this moment,
    are asked for again, for half a minute at most. Raises `Trouble` and `Cancelled`.
    """
    parameters = {**action.parameters, **{k: secrets[v] for k, v in action.secrets.items()}}
    again = (*BUSY, LATE) if action.on_new_thing else BUSY
    waits = iter(WAITS)
    noting = caller.about(action.message) if isinstance(caller, Noting) else caller
    there = noting.at(action.region) if action.region else noting
    while True:
        try:
            there.call(action.service, action.operation, **parameters)
        except Trouble as trouble:
            if trouble.aws_code in action.settled_by:
                return False
            pause = next(waits, None) if trouble.aws_code in again else None
            if pause is None:
                raise
            token.wait(pause)
        else:
            return True

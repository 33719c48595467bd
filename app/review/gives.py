"""Which of the actions that lead to more rights a set of policy statements gives.

Only what reaches somebody or something of the account's at large is counted: a right about one's
own key, or about one bucket's function, leads nowhere by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.review.documents import Condition, Statement, like
from app.review.escalation import ACTIONS, CREDENTIALS, GIVING, HAND_ROLE, LIFTING

EVERYTHING = "*"
FORBIDDEN = "!"  # everything is denied: nothing is given, whatever else is allowed
_ALL_ACTIONS = frozenset({"*", "*:*"})
# "*", "arn:aws:iam::*:user/*", "arn:aws:lambda:*:*:function:*": all things of a kind.
_WIDE = re.compile(r"[*:]+|arn:[*:]+|arn:aws[*:]+|arn:[^:]*(:[^:]*){3}:([\w-]+[:/])?\*+([:/]\*+)*")
# A command is sent by way of a document, and AWS's own that runs any command is the one to have.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
COMMAND = "ssm:sendcommand"
_RUNS_ANYTHING = "arn:aws:ssm:us-east-1::document/aws-runshellscript"
_MYSELF = "${aws:username}"
# These keep a right to what bears a tag, to some policies, or to what AWS does on one's behalf.
_NARROWING = re.compile(
    r".*resourcetag/.*|aws:calledvia.*|aws:viaawsservice|iam:policyarn|iam:permissionsboundary"
    r"|iam:resourcetag.*|aws:sourcearn|kms:viaservice"
)
_POSITIVE = ("stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase", "bool")


def gives(
    found: Sequence[Statement], itself: str = "", targets: Iterable[str] = ()
) -> frozenset[str]:
    """The actions of `escalation.ACTIONS` that are given, in lower case; `EVERYTHING` if all are.

    `itself` is the ARN of whoever holds the statements, and `targets` the ARNs of those who have
    all rights: a right about one of these counts, narrow as it may be. "iam:passrole>ec2…" is a
    PassRole to that service alone. A Deny that holds always takes away what it names, unless
    whoever it binds may lift it.
    """
    allowed = {one for one in found if one.allows}
    denied = [one for one in found if _denies_always(one)]
    if any(_of_everything(one) for one in denied):
        return frozenset({FORBIDDEN})
    strong = tuple(targets)
    given = {action for one in allowed for action in _given(one, itself, strong)}
    kept = {a for a in given if not any(d.concerns(a.partition(">")[0]) for d in denied)}
    all_of_it = any(_of_everything(one) for one in allowed)
    lifts = kept & set(LIFTING) or (all_of_it and not denied)
    if all_of_it and (lifts or not denied):
        return frozenset({EVERYTHING})
    return frozenset(given if lifts else kept)


def _of_everything(one: Statement) -> bool:
    return (
        any(action in _ALL_ACTIONS for action in one.actions)
        and any(set(resource) == {"*"} for resource in one.resources)
        and not _narrowed(one)
    )


def _denies_always(one: Statement) -> bool:
    anywhere = any(set(resource) == {"*"} for resource in one.resources)
    return not one.allows and not one.conditions and anywhere


def _given(one: Statement, itself: str, targets: tuple[str, ...]) -> Iterable[str]:
    actions = _interesting(one)
    if not actions or _narrowed(one):
        return
    wide = _is_wide(one)
    for action in actions:
        if action == COMMAND:
            if _commands(one):
                yield action
        elif wide or _reaches(one, action, itself, targets):
            yield from _passed(one) if action == HAND_ROLE else (action,)


@lru_cache(maxsize=8192)
def _interesting(one: Statement) -> tuple[str, ...]:
    return tuple(action for action in ACTIONS if one.concerns(action))


@lru_cache(maxsize=8192)
def _is_wide(one: Statement) -> bool:
    return bool(one.not_resources) or any(_WIDE.fullmatch(r) for r in one.resources)


def _commands(one: Statement) -> bool:
    return bool(one.not_resources) or any(like(_RUNS_ANYTHING, r) for r in one.resources)


def _narrowed(one: Statement) -> bool:
    return any(_narrows(condition) for condition in one.conditions)


def _narrows(one: Condition) -> bool:
    if one.operator not in _POSITIVE or one.if_exists or not _NARROWING.fullmatch(one.key):
        return False
    return not any(set(v) == {"*"} or v.endswith("/AdministratorAccess") for v in one.values)


def _reaches(one: Statement, action: str, itself: str, targets: tuple[str, ...]) -> bool:
    """Whether a right about few things is about oneself, where that helps, or about the strong."""
    helps = action in GIVING
    for resource in one.resources:
        if helps and (_MYSELF in resource or (itself and like(itself, resource))):
            return True
        reached = (target for target in targets if target != itself and like(target, resource))
        if (helps or action in (*CREDENTIALS, HAND_ROLE)) and any(reached):
            return True
    return False


def _passed(one: Statement) -> Iterable[str]:
    """PassRole, to every service or to those that a condition names."""
    services = [
        value
        for condition in one.conditions
        if condition.key == "iam:passedtoservice" and condition.operator in _POSITIVE
        for value in condition.values
    ]
    if not services or any("*" in service for service in services):
        return (HAND_ROLE,)
    return tuple(f"{HAND_ROLE}>{service}" for service in services)

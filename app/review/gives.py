"""Which of the actions that lead to more rights a set of policy statements gives.

Only what reaches somebody or something of the account's at large is counted: a right about one's
own key, or about one bucket's function, leads nowhere by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.review.documents import Condition, Statement, like
from app.review.escalation import ACTIONS, CREDENTIALS, GIVING, HAND_ROLE, LIFTING, steps
from app.review.policies_of_aws import AWS_POLICY, FORBIDDEN, aws_policies, of_aws

EVERYTHING = "*"
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
    found: Sequence[Statement], itself: tuple[str, ...] = (), targets: Iterable[str] = ()
) -> frozenset[str]:
    """The actions of `escalation.ACTIONS` that are given, in lower case; `EVERYTHING` if all are.

    `itself` are the ARNs of whoever holds the statements and of what gives it rights, `targets`
    those of who has all rights: a right about one of these counts, narrow as it may be.
    "iam:passrole>ec2…" is a PassRole to that service alone. A Deny that holds always takes away
    what it names, unless whoever it binds may lift it.
    """
    allowed = {one for one in found if one.allows}
    denied = [one for one in found if denies_always(one)]
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


def denies_always(one: Statement) -> bool:
    """Whether it takes away what it names everywhere, and under no condition."""
    anywhere = any(set(resource) == {"*"} for resource in one.resources)
    return not one.allows and not one.conditions and anywhere


def _given(one: Statement, itself: tuple[str, ...], targets: tuple[str, ...]) -> Iterable[str]:
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
    loose = one.if_exists or one.for_all
    if one.operator not in _POSITIVE or loose or not _NARROWING.fullmatch(one.key):
        return False
    return not any(_wide_value(one.key, value) for value in one.values)


def _wide_value(key: str, value: str) -> bool:
    """Whether a condition's value keeps nothing apart."""
    if key == "aws:viaawsservice":
        return value.lower() != "true"
    if key.startswith("aws:calledvia"):
        return like("cloudformation.amazonaws.com", value)  # which does whatever a template says
    leads = key in ("iam:policyarn", "iam:permissionsboundary")
    return set(value) <= set("*?") or (leads and any(like(arn, value) for arn in _leading(key)))


@lru_cache(maxsize=2)
def _leading(key: str) -> tuple[str, ...]:
    """AWS's policies that lead to all rights; as a boundary only those that do by themselves."""
    within: frozenset[str] | None = frozenset() if key == "iam:permissionsboundary" else None
    arns = [AWS_POLICY + name for name in aws_policies()]
    return tuple(arn for arn in arns if _leads(gives(of_aws(arn)), within))


def _leads(given: frozenset[str], uses: frozenset[str] | None) -> bool:
    return EVERYTHING in given or next(steps(given, uses), None) is not None


def _reaches(
    one: Statement, action: str, itself: tuple[str, ...], targets: tuple[str, ...]
) -> bool:
    """Whether a right about few things is about oneself, where that helps, or about the strong."""
    helps = action in GIVING
    for resource in one.resources:
        if helps and (_MYSELF in resource or any(like(arn, resource) for arn in itself)):
            return True
        reached = (target for target in targets if target not in itself and like(target, resource))
        if (helps or action in (*CREDENTIALS, HAND_ROLE, "iam:addusertogroup")) and any(reached):
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

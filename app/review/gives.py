"""Which of the actions that lead to more rights a set of policy statements gives.

Only what reaches somebody or something of the account's at large is counted: a right about one's
own key, or about one bucket's function, leads nowhere by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.review.documents import Condition, Statement, like
from app.review.escalation import ACTIONS, CREDENTIALS, GIVING, HAND_ROLE, LIFTING, steps
from app.review.policies_of_aws import AWS_POLICY, FORBIDDEN, aws_policies, of_aws

EVERYTHING = "*"
_ALL_ACTIONS = frozenset({"*", "*:*"})
# All things of a kind, such as "*", "arn:aws:iam::*:user/*", "arn:aws:lambda:*:*:function:?*",
# "arn:aws:ec2:*:*:instance/i-*" and "arn:aws:lam*".
_OF_A_SERVICE = r"arn:[^:]*(?::[^:]*){3}:"
_ALL_OF_IT = r"(?:i-)?[*?]+"
_WIDE = re.compile(
    rf"[*?:]+|arn(?::[^:]*){{1,4}}\*|{_OF_A_SERVICE}(?:[\w-]+[:/])?{_ALL_OF_IT}(?:[:/]{_ALL_OF_IT})*"
    rf"|(?!arn:[^:]*:(?:s3|sns|sqs):){_OF_A_SERVICE}[\w-]+\*[*?]*",  # "function*", but no bucket
    re.IGNORECASE,
)
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
_TAGGED = re.compile(r"(?:aws|iam):resourcetag/(.+)")
# Whoever may do this has it done by the service, whose calls are "via a service" then.
_TEMPLATES = (
    *("cloudformation:createstack", "cloudformation:updatestack"),
    "cloudformation:executechangeset",
)
_POSITIVE = ("stringequals", "stringlike", "arnequals", "arnlike", "stringequalsignorecase", "bool")


@dataclass(frozen=True)
class About:
    """What the account has that narrow rights can be about, all by their ARNs.

    `itself` are whoever holds the rights and what gives it rights, `targets` who has all rights:
    a right about one of these counts, narrow as it may be. `policies` are those of the account's
    own that lead to all rights, `tags` the tags that users and roles bear.
    """

    itself: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    tags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    myself: bool = True  # "${aws:username}" is one of `itself`, too
    templates: bool = False  # it may have AWS CloudFormation do what a template says


def gives(found: Sequence[Statement], about: About | None = None) -> frozenset[str]:
    """The actions of `escalation.ACTIONS` that are given, in lower case; `EVERYTHING` if all are.

    "iam:passrole>ec2…" is a PassRole to that service alone. A Deny that holds always takes away
    what it names, unless whoever it binds may lift it.
    """
    allowed = {one for one in found if one.allows}
    about = replace(about or About(), templates=any(_uses_templates(one) for one in allowed))
    denied = [one for one in found if denies_always(one)]
    if any(_of_everything(one, about) for one in denied):
        return frozenset({FORBIDDEN})
    given = {action for one in allowed for action in _given(one, about)}
    kept = {a for a in given if not any(d.concerns(a.partition(">")[0]) for d in denied)}
    all_of_it = any(_of_everything(one, about) for one in allowed)
    lifts = kept & set(LIFTING) or (all_of_it and not denied)
    if all_of_it and (lifts or not denied):
        return frozenset({EVERYTHING})
    return frozenset(given if lifts else kept)


def _uses_templates(one: Statement) -> bool:
    return not one.conditions and any(one.concerns(action) for action in _TEMPLATES)


def _of_everything(one: Statement, about: About) -> bool:
    return (
        any(action in _ALL_ACTIONS for action in one.actions)
        and any(set(resource) == {"*"} for resource in one.resources)
        and not any(_narrows(condition, about) for condition in one.conditions)
    )


def denies_always(one: Statement) -> bool:
    """Whether it takes away what it names everywhere, and under no condition."""
    anywhere = any(set(resource) == {"*"} for resource in one.resources)
    return not one.allows and not one.conditions and anywhere


def _given(one: Statement, about: About) -> Iterable[str]:
    actions = _interesting(one)
    narrowing = [condition for condition in one.conditions if _narrows(condition, about)]
    if narrowing:
        about = _bearing(narrowing, about)
    if not actions or (narrowing and not (about.itself or about.targets)):
        return
    wide = _is_wide(one) and not narrowing
    for action in actions:
        if action == COMMAND:
            if _commands(one) and not narrowing:
                yield action
        elif wide or _reaches(one, action, about):
            yield from _passed(one) if action == HAND_ROLE else (action,)


@lru_cache(maxsize=8192)
def _interesting(one: Statement) -> tuple[str, ...]:
    return tuple(action for action in ACTIONS if one.concerns(action))


@lru_cache(maxsize=8192)
def _is_wide(one: Statement) -> bool:
    return bool(one.not_resources) or any(_WIDE.fullmatch(r) for r in one.resources)


def _commands(one: Statement) -> bool:
    return bool(one.not_resources) or any(like(_RUNS_ANYTHING, r) for r in one.resources)


def _bearing(narrowing: Iterable[Condition], about: About) -> About:
    """Of those that a right can be about, those whose tags meet these conditions; else nobody.

    An administrator can put a tag on whom it likes.
    """
    tagged = [(_TAGGED.fullmatch(condition.key), condition.values) for condition in narrowing]

    def bears(arn: str) -> bool:
        mine = {key.lower(): value for key, value in about.tags.get(arn, {}).items()}
        return all(
            key is not None and any(like(mine.get(key[1], ""), value) for value in values)
            for key, values in tagged
        )

    itself, targets = (tuple(filter(bears, ones)) for ones in (about.itself, about.targets))
    return replace(about, itself=itself, myself=bool(itself), targets=targets)


def _narrows(one: Condition, about: About) -> bool:
    loose = one.if_exists or one.for_all
    if one.operator not in _POSITIVE or loose or not _NARROWING.fullmatch(one.key):
        return False
    return not any(_wide_value(one.key, value, about) for value in one.values)


def _wide_value(key: str, value: str, about: About) -> bool:
    """Whether a condition's value keeps nothing apart."""
    if key == "aws:viaawsservice":
        return value.lower() != "true" or about.templates
    if key.startswith("aws:calledvia"):
        return like("cloudformation.amazonaws.com", value)  # which does whatever a template says
    leads = key in ("iam:policyarn", "iam:permissionsboundary")
    arns = (*about.policies, *_leading(key)) if leads else ()
    return set(value) <= set("*?") or any(like(arn, value) for arn in arns)


@lru_cache(maxsize=2)
def _leading(key: str) -> tuple[str, ...]:
    """AWS's policies that lead to all rights; as a boundary only those that do by themselves."""
    within: frozenset[str] | None = frozenset() if key == "iam:permissionsboundary" else None
    arns = [AWS_POLICY + name for name in aws_policies()]
    return tuple(arn for arn in arns if _leads(gives(of_aws(arn)), within))


def _leads(given: frozenset[str], uses: frozenset[str] | None) -> bool:
    return EVERYTHING in given or next(steps(given, uses), None) is not None


def _reaches(one: Statement, action: str, about: About) -> bool:
    """Whether a right about few things is about oneself, where that helps, or about the strong."""
    helps, itself = action in GIVING, about.itself
    for resource in one.resources or ("*",):
        mine = _MYSELF in resource and about.myself
        if helps and (mine or any(like(arn, resource) for arn in itself)):
            return True
        others = (target for target in about.targets if target not in itself)
        reached = (target for target in others if like(target, resource))
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

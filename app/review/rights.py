"""How much somebody may do who holds these policies: what a way in would be worth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.review.documents import AWS, SERVICE, Statement, Unreadable, account_of, like, statements
from app.review.escalation import (
    ASSUME,
    IDENTITY_CENTER,
    OLD_VERSION,
    STEPS,
    STRONG_GROUP,
    Step,
)
from app.review.gives import EVERYTHING, FORBIDDEN, gives
from app.review.identities import USER, Holder, Identities, Managed
from app.settings import RESOURCES


class Power(IntEnum):
    """What the rights add up to; the higher, the more."""

    NONE = 0
    SOME = 1
    ESCALATES = 2  # can give itself the rest
    ALL = 3  # an administrator


AWS_POLICY = "arn:aws:iam::aws:policy/"
AWS_POLICIES = RESOURCES / "aws_policies.json"


@dataclass(frozen=True)
class World:
    """What the account has that a step up can use.

    `uses` are services that a strong role trusts, and the names of `escalation`; `strong` are the
    ARNs of who has all rights or can take them; `open_roles` those of strong roles that anybody in
    the account may use who is allowed to.
    """

    uses: frozenset[str] = frozenset()
    strong: tuple[str, ...] = ()
    open_roles: tuple[str, ...] = ()


def power_of(holder: Holder, identities: Identities) -> Power:
    """What a user, group or role may do, through groups and attached policies too.

    A Deny that holds always counts, unless whoever it binds can lift it; a boundary doesn't.
    Raises `Unreadable`.
    """
    known = f"power of {holder.kind} {holder.id}"
    if known not in identities.notes:
        identities.notes[known] = _power_of(holder, identities)
    found = identities.notes[known]
    assert isinstance(found, Power)  # noqa: S101 (made one line above)
    return found


def _power_of(holder: Holder, identities: Identities) -> Power:
    held = _held(holder, identities)
    world = _world(identities)
    given = gives(held, holder.arn, world.strong)
    if EVERYTHING in given:
        return Power.ALL
    if FORBIDDEN in given:
        return Power.NONE
    if next(_steps(given, world.uses), None) or _assumes(held, world):
        return Power.ESCALATES
    return Power.SOME if any(one.allows for one in held) else Power.NONE


def ways_up(holder: Holder, identities: Identities) -> tuple[str, ...]:
    """The steps by which it can take more rights, such as "iam:passrole + ec2:runinstances"."""
    held, world = _held(holder, identities), _world(identities)
    found = _steps(gives(held, holder.arn, world.strong), world.uses)
    assumed = (ASSUME,) if _assumes(held, world) else ()
    return (*dict.fromkeys(" + ".join(step.needs) for step in found), *assumed)


def power(found: Iterable[Statement]) -> Power:
    """What these statements allow, taken together, in an account that has everything to use."""
    held = tuple(found)
    given = gives(held)
    if EVERYTHING in given:
        return Power.ALL
    if FORBIDDEN in given or not any(one.allows for one in held):
        return Power.NONE
    return Power.ESCALATES if next(_steps(given, None), None) else Power.SOME


def power_of_policy(arn: str, identities: Identities) -> Power:
    """What a policy that can be attached gives by itself. Raises `Unreadable`."""
    return power(_attached(arn, identities))


def _steps(given: frozenset[str], uses: frozenset[str] | None) -> Iterator[Step]:
    return (
        step
        for step in STEPS
        if (uses is None or not step.uses or step.uses in uses)
        and all(need in given or f"{need}>{step.uses}" in given for need in step.needs)
    )


def _held(holder: Holder, identities: Identities) -> tuple[Statement, ...]:
    holders = [holder]
    if holder.kind == USER:
        holders += identities.groups_of(holder)
    found: list[Statement] = []
    for one in holders:
        for document in one.inline.values():
            found += statements(document)
        for arn in one.attached:
            found += _attached(arn, identities)
    return tuple(found)


def _attached(arn: str, identities: Identities) -> tuple[Statement, ...]:
    own = identities.by_arn.get(arn)
    return statements(own.document) if own is not None else of_aws(arn)


@lru_cache(maxsize=1)
def aws_policies() -> Mapping[str, list[str]]:
    """AWS's own policies that lead to more rights, with what each gives (`packaging/`'s table)."""
    found: Mapping[str, list[str]] = json.loads(AWS_POLICIES.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=2048)
def of_aws(arn: str) -> tuple[Statement, ...]:
    """Statements that give what AWS's policy gives, as far as it leads to more rights.

    One that the table doesn't name gives something that leads nowhere.
    """
    given = aws_policies().get(arn.removeprefix(AWS_POLICY), ["sts:getcalleridentity"])
    if given == [FORBIDDEN]:
        return (Statement("Deny", actions=("*",), resources=("*",)),)
    return tuple(_statement(action) for action in given)


def _statement(action: str) -> Statement:
    """One Allow; "iam:passrole>ec2.amazonaws.com" is one with a condition."""
    name, _, service = action.partition(">")
    when = {"StringEquals": {"iam:PassedToService": service}} if service else {}
    made = {"Effect": "Allow", "Action": name, "Resource": "*", "Condition": when}
    return statements(json.dumps({"Statement": made}))[0]


# --- what the account has ----------------------------------------------------------------------
def _world(identities: Identities) -> World:
    if "world" not in identities.notes:
        identities.notes["world"] = _look_around(identities)
    found = identities.notes["world"]
    assert isinstance(found, World)  # noqa: S101 (made one line above)
    return found


def _look_around(identities: Identities) -> World:
    groups = [one for one in identities.groups if _strong(one, identities)]
    roles = [r for r in identities.roles if not r.service_linked and _strong(r, identities)]
    users = [one for one in identities.users if _strong(one, identities)]
    uses = {service for role in roles for service in _trusted(role, SERVICE)}
    if groups:
        uses.add(STRONG_GROUP)
    if any(dormant(policy) for policy in identities.policies):
        uses.add(OLD_VERSION)
    if any(role.of_identity_center for role in identities.roles):
        uses.add(IDENTITY_CENTER)
    strong = tuple(one.arn for one in (*users, *roles, *groups))
    return World(frozenset(uses), strong, tuple(r.arn for r in roles if _open(r)))


def _strong(holder: Holder, identities: Identities) -> bool:
    """Whether it has all rights, or can take them by a call of IAM alone."""
    try:
        given = gives(_held(holder, identities), holder.arn)
    except Unreadable:
        return True  # unknown is never harmless
    return EVERYTHING in given or any(not step.uses for step in _steps(given, frozenset()))


def dormant(policy: Managed) -> tuple[str, ...]:
    """The versions of a policy that aren't in force and would give more than the one that is."""
    now = _known(policy.document)
    found = (
        version
        for version, document in policy.versions.items()
        if version != policy.default and _known(document) > max(now, Power.SOME)
    )
    return tuple(found)


def _known(document: str) -> Power:
    try:
        return power(statements(document))
    except Unreadable:
        return Power.ALL


def _trusted(role: Holder, kind: str) -> Iterable[str]:
    try:
        found = statements(role.trust)
    except Unreadable:
        return ()
    return [who for one in found if one.allows for who in one.principals_of(kind)]


def _open(role: Holder) -> bool:
    """Whether it trusts the whole account, which leaves it to policies who may use it."""
    account = account_of(role.arn)
    return any(who in (account, f"arn:aws:iam::{account}:root") for who in _trusted(role, AWS))


def _assumes(held: Iterable[Statement], world: World) -> bool:
    if not world.open_roles:
        return False
    for one in held:
        if one.allows and one.concerns(ASSUME):
            patterns = one.resources or ("*",)
            if any(like(arn, pattern) for arn in world.open_roles for pattern in patterns):
                return True
    return False

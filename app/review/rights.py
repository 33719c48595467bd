"""How much somebody may do who holds these policies: what a way in would be worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from app.review.documents import (
    AWS,
    SERVICE,
    Statement,
    Unreadable,
    account_of,
    like,
    plain,
    statements,
)
from app.review.escalation import (
    ASSUME,
    IDENTITY_CENTER,
    OLD_VERSION,
    STRONG_GROUP,
    steps,
)
from app.review.gives import EVERYTHING, About, denies_always, gives
from app.review.identities import USER, Holder, Identities, Managed
from app.review.policies_of_aws import FORBIDDEN, of_aws


class Power(IntEnum):
    """What the rights add up to; the higher, the more."""

    NONE = 0
    SOME = 1
    ESCALATES = 2  # can give itself the rest
    ALL = 3  # an administrator


@dataclass(frozen=True)
class World:
    """What the account has that a step up can use.

    `uses` are services that a strong role trusts, and the names of `escalation`; `strong` are the
    ARNs of who has all rights or can take them, `policies` those of the account's own policies that
    lead to all rights; `open_roles` those of strong roles that anybody in
    the account may use who is allowed to; `named` are whom the trust of a strong role names, who
    need no right for it:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
    """

    uses: frozenset[str] = frozenset()
    strong: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    open_roles: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    tags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


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
    given = gives(held, _about(holder, identities, world))
    if EVERYTHING in given:
        return Power.ALL
    if FORBIDDEN in given:
        return Power.NONE
    if next(steps(given, world.uses), None) or _assumes(holder, held, world):
        return Power.ESCALATES
    return Power.SOME if any(one.allows for one in held) else Power.NONE


def ways_up(holder: Holder, identities: Identities) -> tuple[str, ...]:
    """The steps by which it can take more rights, such as "iam:passrole + ec2:runinstances"."""
    held, world = _held(holder, identities), _world(identities)
    found = steps(gives(held, _about(holder, identities, world)), world.uses)
    assumed = (ASSUME,) if _assumes(holder, held, world) else ()
    return (*dict.fromkeys(" + ".join(step.needs) for step in found), *assumed)


def power(found: Iterable[Statement]) -> Power:
    """What these statements allow, taken together, in an account that has everything to use."""
    held = tuple(found)
    given = gives(held)
    if EVERYTHING in given:
        return Power.ALL
    if FORBIDDEN in given or not any(one.allows for one in held):
        return Power.NONE
    return Power.ESCALATES if next(steps(given, None), None) else Power.SOME


def power_of_policy(arn: str, identities: Identities) -> Power:
    """What a policy that can be attached gives by itself. Raises `Unreadable`."""
    return power(_attached(arn, identities))


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


def _about(holder: Holder, identities: Identities, world: World) -> About:
    return About(_mine(holder, identities), world.strong, world.policies, world.tags)


def _mine(holder: Holder, identities: Identities) -> tuple[str, ...]:
    """The ARNs of all whose change changes its rights: itself, its groups, its own policies."""
    holders = [holder, *(identities.groups_of(holder) if holder.kind == USER else ())]
    own = [arn for one in holders for arn in one.attached if arn in identities.by_arn]
    return (*(one.arn for one in holders), *own)


def _attached(arn: str, identities: Identities) -> tuple[Statement, ...]:
    own = identities.by_arn.get(arn)
    return statements(own.document) if own is not None else of_aws(arn)


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
    named = frozenset(who for role in roles for who in _trusted(role, AWS) if who != role.arn)
    leading = tuple(p.arn for p in identities.policies if _known(p.document) >= Power.ESCALATES)
    opened = tuple(role.arn for role in roles if _open(role))
    tags = {one.arn: one.tags for one in (*identities.users, *identities.roles) if one.tags}
    return World(frozenset(uses), strong, leading, opened, named, tags)


def _strong(holder: Holder, identities: Identities) -> bool:
    """Whether it has all rights, or can take them by a call of IAM alone."""
    try:
        given = gives(_held(holder, identities), About(_mine(holder, identities)))
    except Unreadable:
        return True  # unknown is never harmless
    return EVERYTHING in given or any(not step.uses for step in steps(given, frozenset()))


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
    return [plain(who) for one in found if one.allows for who in one.principals_of(kind)]


def _open(role: Holder) -> bool:
    """Whether it trusts the whole account, which leaves it to policies who may use it."""
    account = account_of(role.arn)
    return any(who in (account, f"arn:aws:iam::{account}:root") for who in _trusted(role, AWS))


def _assumes(holder: Holder, held: Iterable[Statement], world: World) -> bool:
    if any(denies_always(one) and one.concerns(ASSUME) for one in held):
        return False
    if holder.arn in world.named:
        return True
    if not world.open_roles:
        return False
    for one in held:
        if one.allows and one.concerns(ASSUME):
            patterns = one.resources or ("*",)
            if any(like(arn, pattern) for arn in world.open_roles for pattern in patterns):
                return True
    return False

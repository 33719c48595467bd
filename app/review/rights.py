"""How much somebody may do who holds these policies: what a way in would be worth."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from app.review.documents import Statement, statements
from app.review.identities import USER, Holder, Identities


class Power(IntEnum):
    """What the rights add up to; the higher, the more."""

    NONE = 0
    SOME = 1
    ESCALATES = 2  # can give itself the rest
    ALL = 3  # an administrator


# Of AWS's own policies, whose documents aren't in the snapshot.
AWS_OWNED: dict[str, Power] = {
    "arn:aws:iam::aws:policy/AdministratorAccess": Power.ALL,
    "arn:aws:iam::aws:policy/IAMFullAccess": Power.ESCALATES,
    "arn:aws:iam::aws:policy/PowerUserAccess": Power.ESCALATES,
    "arn:aws:iam::aws:policy/AWSDenyAll": Power.NONE,
}
# With one of these on every resource somebody can come to any right of the account.
STEPS_UP = (
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:PassRole",
    "iam:PutUserPolicy",
    "iam:UpdateAssumeRolePolicy",
)


def power_of(holder: Holder, identities: Identities) -> Power:
    """What a user, group or role may do, through groups and attached policies too.

    Denies and boundaries aren't counted: somebody who can lift them holds the rights all the same.
    """
    holders = [holder]
    if holder.kind == USER:
        holders += identities.groups_of(holder)
    found = [Power.NONE]
    for one in holders:
        found += (power(statements(document)) for document in one.inline.values())
        found += (_attached(arn, identities) for arn in one.attached)
    return max(found)


def _attached(arn: str, identities: Identities) -> Power:
    own = identities.by_arn.get(arn)
    if own is not None:
        return power(statements(own.document))
    return AWS_OWNED.get(arn, Power.SOME)


def power(found: Iterable[Statement]) -> Power:
    """What these statements allow, taken together."""
    return max((_power_of(one) for one in found if one.allows), default=Power.NONE)


def _power_of(one: Statement) -> Power:
    if not any(set(resource) == {"*"} for resource in one.resources):
        return Power.SOME
    if any(set(action) == {"*"} for action in one.actions) or one.not_actions:
        return Power.ALL if not one.not_actions else Power.ESCALATES
    return Power.ESCALATES if any(one.concerns(step) for step in STEPS_UP) else Power.SOME

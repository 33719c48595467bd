"""Which policies give a vendor its rights, and what they are called."""

from __future__ import annotations

from collections.abc import Collection

from app.denial import DENY_ALL_ARN
from app.messages import Message, msg

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
MOST_FIRST = (ADMINISTRATOR, POWER_USER, READ_ONLY)
GIVEN = frozenset(MOST_FIRST)
# It covers users with a path, such as ours:
# https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMUserChangePassword.html
CHANGE_PASSWORD = "arn:aws:iam::aws:policy/IAMUserChangePassword"  # noqa: S105
_NO_RIGHTS = frozenset({DENY_ALL_ARN, CHANGE_PASSWORD})
_OF_AWS = "arn:aws:iam::aws:policy/"


def rights_in(attached: Collection[str]) -> frozenset[str]:
    """Of the policies that are attached, by ARN, those that give a vendor its rights."""
    return frozenset(attached) - _NO_RIGHTS


def most_of(rights: Collection[str]) -> str:
    """The ARN to name where there may be several: one that Aikagi gives, the most first; or ""."""
    return next((arn for arn in (*MOST_FIRST, *sorted(rights)) if arn in rights), "")


def manages_itself(rights: Collection[str]) -> bool:
    """Whether they surely let a user change its own password and set its own MFA up.

    PowerUserAccess leaves IAM out, ReadOnlyAccess only reads; of others nothing is known here.
    https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
    """
    return ADMINISTRATOR in rights


def title(arn: str) -> Message | str:
    """What to call a policy. Anybody can give one of the account's own the name of AWS's."""
    name = arn.rpartition("/")[2]
    if arn.startswith(_OF_AWS):
        return name
    return msg("{policy} ({arn}, made in this account)", policy=name, arn=arn)

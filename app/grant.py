"""Letting the vendor in: what the customer may choose, and which names will do.

`look` finds what is there (app/grant_look.py), `plan` says what is to be done
(app/grant_plan.py), and app/handover.py carries it out together with the package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.clients import Clients
from app.grant_guard import CHANGE_PASSWORD
from app.grant_look import Found, look, look_at_user, look_by_id, look_until
from app.grant_plan import (
    ADMINISTRATOR,
    DEFAULT_NAME,
    PASSWORD,
    POWER_USER,
    READ_ONLY,
    Wish,
    end_plan,
    plan,
    rights_plan,
    tag_text,
    unmaking,
)
from app.messages import Message, msg
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.troubles import POLICY_MISSING, Trouble
from app.users import list_users
from app.work import Token

__all__ = [
    "ADMINISTRATOR",
    "CHANGE_PASSWORD",
    "DEFAULT_NAME",
    "MFA_POLICY",
    "MFA_POLICY_NAME",
    "PASSWORD",
    "POLICIES",
    "POWER_USER",
    "READ_ONLY",
    "Found",
    "Wish",
    "check_name",
    "check_policy",
    "end_plan",
    "look",
    "look_at_user",
    "look_by_id",
    "look_until",
    "names",
    "plan",
    "rights_plan",
    "tag_text",
    "unmaking",
]

POLICIES: tuple[tuple[str, Message], ...] = (
    (ADMINISTRATOR, msg("Everything (AdministratorAccess), to build and change the system")),
    (POWER_USER, msg("Everything except users and their rights (PowerUserAccess)")),
    (READ_ONLY, msg("Look, but change nothing (ReadOnlyAccess)")),
)
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
LONGEST_NAME = 64
_NAME = re.compile(r"[A-Za-z0-9+=,.@_-]+")


def names(clients: Clients, token: Token) -> dict[str, bool]:
    """Every user name in lower case, and whether the user is Aikagi's. Raises `Trouble`."""
    return {user.name.lower(): user.ours for user in list_users(clients, token)}


def check_policy(clients: Clients, arn: str) -> None:
    """Raise `Trouble` (POLICY_MISSING) where the account has no policy of that ARN."""
    if arn in {known for known, _ in POLICIES}:
        return
    try:
        clients.call("iam", "get_policy", PolicyArn=arn)
    except Trouble as trouble:
        if trouble.aws_code == "NoSuchEntity":
            raise Trouble(POLICY_MISSING, detail=trouble.detail) from None
        raise


def check_name(name: str, taken: Mapping[str, bool]) -> Message | None:
    """What is wrong with a user name, to be said while it is typed; None if it is fine.

    `taken` is what `names` returned. IAM compares names without regard to case.
    """
    if not name:
        return msg("Enter a name for the vendor's user.")
    if " " in name or "\u3000" in name:
        return msg("A name can't have spaces. Use a hyphen instead: vendor-admin")
    if len(name) > LONGEST_NAME:
        return msg("A name has {most} characters at most.", most=LONGEST_NAME)
    if not _NAME.fullmatch(name):
        return msg("Use only Latin letters, digits and + = , . @ _ -")
    if taken.get(name.lower()) is False:
        return msg("A user of this name exists already, and Aikagi didn't make it.")
    return None

"""Letting the vendor in: what the customer may choose, and which names will do.

`look` finds what is there (app/grant_look.py), `plan` says what is to be done
(app/grant_plan.py), and app/handover.py carries it out together with the package.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from app.clients import Clients
from app.grant_look import Found, look, look_at_user, look_by_id, look_until
from app.grant_plan import (
    DEFAULT_NAME,
    PASSWORD,
    Wish,
    end_plan,
    mfa_plan,
    plan,
    rights_plan,
    tag_text,
    unmaking,
)
from app.grant_rights import ADMINISTRATOR, CHANGE_PASSWORD, POWER_USER, READ_ONLY
from app.handoverfile import STANDING, Handover
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
    "Holder",
    "Wish",
    "check_name",
    "check_policy",
    "end_plan",
    "free_name",
    "look",
    "look_at_user",
    "look_by_id",
    "look_until",
    "mfa_plan",
    "names",
    "plan",
    "rights_plan",
    "tag_text",
    "unmaking",
]

POLICIES: tuple[tuple[str, Message], ...] = (
    (ADMINISTRATOR, msg("Everything (AdministratorAccess)")),
    (POWER_USER, msg("Everything except users and their rights (PowerUserAccess)")),
    (READ_ONLY, msg("Look, but change nothing (ReadOnlyAccess)")),
)
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
LONGEST_NAME = 64
_NAME = re.compile(r"[A-Za-z0-9+=,.@_-]+")


@dataclass(frozen=True)
class Holder:
    """Who has a name already: `ours` if Aikagi made the user, `record` if it is on record here."""

    ours: bool
    record: Handover | None = None


def names(clients: Clients, token: Token, handovers: Iterable[Handover] = ()) -> dict[str, Holder]:
    """Who has each user name, which is in lower case. Raises `Trouble`.

    `handovers` are those of this account.
    """
    known = [h for h in handovers if h.state in {"making", *STANDING}]
    by_id = {h.user_id: h for h in known if h.user_id}
    by_name = {h.user_name: h for h in known if not h.user_id}  # half-made, or AWS was late
    return {
        user.name.lower(): Holder(
            user.ours, by_id.get(user.user_id) or (by_name.get(user.name) if user.ours else None)
        )
        for user in list_users(clients, token)
    }


def free_name(wished: str, taken: Container[str]) -> str:
    """`wished`, with a number where somebody has it: each vendor gets a user of its own.

    `taken` are names in lower case.
    """
    name = wished
    for number in count(2):
        if name.lower() not in taken:
            break
        end = f"-{number}"
        name = wished[: LONGEST_NAME - len(end)] + end
    return name


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


def check_name(name: str, taken: Mapping[str, Holder]) -> Message | None:
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
    return _taken(taken.get(name.lower()))


def _taken(holder: Holder | None) -> Message | None:
    """Why its user can't be somebody else's, or only if the customer says so."""
    if holder is None:
        return None
    state = holder.record.state if holder.record else ""
    if state in {"disabled", "revoking"}:
        return msg("The user of a vendor who was shut out has this name. Choose another name.")
    if state in STANDING:
        return msg(
            "A vendor has been let in with this user. Choose another name; for a new password and "
            "file, use “Re-issue” on the home window."
        )
    if not holder.ours:
        return msg("A user of this name exists already, and Aikagi didn't make it.")
    return None

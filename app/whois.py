"""Whose sign-in it is, told by the ARN that AWS gives for it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.handoverfile import Handover
from app.messages import msg
from app.troubles import (
    NOT_ROOT,
    NOT_ROOT_ROLE,
    NOT_ROOT_SSO,
    NOT_ROOT_USER,
    PROJECT_ACCOUNT,
    WRONG_ACCOUNT,
    Kind,
    Trouble,
)

if TYPE_CHECKING:
    from app.clients import Clients

log = logging.getLogger(__name__)
# IAM Identity Center's roles in an account:
# https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
_SSO = "AWSReservedSSO_"
# Of the newer, project-based kind of account AWS keeps the roles under this path, and people sign
# in to the second one, with a name by which AWS knows them instead of a root user:
# https://docs.aws.amazon.com/accounts/latest/reference/scps-and-rcps-for-projects.html
_MANAGED = "/managed/"
_PEOPLE = "AccountFullAccessRole"
_ARN = re.compile(r"arn:[\w-]+:(?:iam|sts)::(\d{12}):([\w-]+)(/.*)?")


def is_root(arn: str, account: str) -> bool:
    """Whether it is the root user of `account`."""
    return arn == f"arn:aws:iam::{account}:root"


def kind_of(arn: str) -> Kind:
    """The trouble with a sign-in that isn't root's: which kind of guest it is."""
    found = _ARN.fullmatch(arn)
    sort, rest = (found[2], found[3] or "") if found else ("", "")
    if sort == "user":
        return NOT_ROOT_USER
    if sort not in ("assumed-role", "role"):
        return NOT_ROOT
    name = role_name(arn)
    if name == _PEOPLE or (sort == "role" and rest.startswith(_MANAGED)):
        return PROJECT_ACCOUNT
    return NOT_ROOT_SSO if name.startswith(_SSO) else NOT_ROOT_ROLE


def role_name(arn: str) -> str:
    """The role's name, "" for whoever isn't a role."""
    found = _ARN.fullmatch(arn)
    if found is None:
        return ""
    parts = (found[3] or "").split("/")
    if found[2] == "assumed-role":
        return parts[1] if len(parts) > 1 else ""
    return parts[-1] if found[2] == "role" else ""


def who(arn: str) -> str:
    """What a person would call it: the user's name, the role's, or for others the ARN's end."""
    name = role_name(arn)
    if not name:
        return arn.rpartition(":")[2].rpartition("/")[2]
    if name.startswith(_SSO):  # AWSReservedSSO_NAME_0123456789abcdef
        return name.removeprefix(_SSO).rpartition("_")[0] or name
    return name


def trouble(arn: str) -> Trouble:
    """What to tell whoever signed in, and isn't root."""
    return Trouble(kind_of(arn), values={"who": who(arn)})


def wrong_account(found: str, wanted: str) -> Trouble:
    """WRONG_ACCOUNT with both numbers: the one signed in to, and the one that it should be."""
    both: dict[str, object] = {
        "found": msg("account {number}", number=found),
        "wanted": msg("account {number}", number=wanted),
    }
    return Trouble(WRONG_ACCOUNT, values=both)


def earlier_account(handovers: Iterable[Handover], account: str) -> str:
    """The account of the newest hand-over on record, where none of them is in `account`; else "".

    A customer may have several accounts, so this isn't a trouble, but worth a word.
    """
    others = [h.account for h in handovers if h.account and h.state != "undone"]
    return others[-1] if others and account not in others else ""


def whole_arn(clients: Clients, arn: str) -> str:
    """The role's own ARN, which has its path, where the role may be looked at; best effort."""
    role = role_name(arn)
    if not role:
        return arn
    try:
        return str(clients.call("iam", "get_role", RoleName=role)["Role"]["Arn"])
    except Trouble as trouble:
        log.info("the role couldn't be read: %s", trouble)
        return arn

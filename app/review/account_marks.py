"""What the account says of itself: contacts, sign-in name, password rules, trails; and their marks.

Marks are for the baseline. Whom AWS writes to is in it as a digest alone, never as a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from app.review.documents import digest
from app.review.view import View
from app.troubles import Trouble

CONTACTS = ("BILLING", "OPERATIONS", "SECURITY")
NOT_FOUND = "ResourceNotFoundException"
NO_ENTITY = "NoSuchEntity"
Table = Mapping[str, str]
# Fields of the password policy in which more is stricter; the others are fields of yes and no.
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
LENGTH = "MinimumPasswordLength"
STRICT = (
    *("RequireSymbols", "RequireNumbers", "RequireUppercaseCharacters"),
    "RequireLowercaseCharacters",
)
REUSE, AGE = "PasswordReusePrevention", "MaxPasswordAge"
FIELDS = (LENGTH, *STRICT, REUSE, AGE, "AllowUsersToChangePassword", "HardExpiry")


def contact(view: View, kind: str) -> Mapping[str, str] | None:
    """One alternate contact; None where there is none. Raises `Trouble`.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html
    """
    try:
        reply = view.ask("account", "get_alternate_contact", AlternateContactType=kind)
    except Trouble as trouble:
        if trouble.aws_code == NOT_FOUND:
            return None
        raise
    return cast("Mapping[str, str]", reply["AlternateContact"])


def primary(view: View) -> Mapping[str, str]:
    """The account's own contact. Raises `Trouble`.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetContactInformation.html
    """
    reply = view.ask("account", "get_contact_information")
    return cast("Mapping[str, str]", reply["ContactInformation"])


def aliases(view: View) -> tuple[str, ...]:
    """The account's sign-in name, if it has one. Raises `Trouble`."""
    return tuple(view.ask("iam", "list_account_aliases")["AccountAliases"])


def password_policy(view: View) -> Mapping[str, Any] | None:
    """The account's password rules; None where AWS's own hold. Raises `Trouble`."""
    try:
        reply = view.ask("iam", "get_account_password_policy")
    except Trouble as trouble:
        if trouble.aws_code == NO_ENTITY:
            return None
        raise
    return cast("Mapping[str, Any]", reply["PasswordPolicy"])


def trails(view: View) -> tuple[Mapping[str, Any], ...]:
    """The trails (records of what is done in the account), each as its own Region tells it.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
    """
    return tuple(view.ask("cloudtrail", "describe_trails")["trailList"])


def mark_of(found: Mapping[str, object]) -> str:
    """A mark of what is said; its text can't be had from it."""
    return digest(json.dumps(found, sort_keys=True, default=str))


def mark_of_trail(trail: Mapping[str, Any]) -> str:
    """What of a trail matters: where it writes and what it covers."""
    keys = ("S3BucketName", "IsMultiRegionTrail", "IncludeGlobalServiceEvents")
    return mark_of({key: trail.get(key) for key in keys})


def _contacts(view: View) -> Table:
    found = {kind: contact(view, kind) for kind in CONTACTS}
    return {kind: mark_of(one) for kind, one in found.items() if one is not None}


def _policy(view: View) -> Table:
    found = password_policy(view)
    return {} if found is None else {key: str(found[key]) for key in FIELDS if key in found}


def _primary(view: View) -> Table:
    return {"contact": mark_of(primary(view))}


def _aliases(view: View) -> Table:
    return dict.fromkeys(aliases(view), "")


def _trails(view: View) -> Table:
    return {trail["TrailARN"]: mark_of_trail(trail) for trail in trails(view)}


# A table of the baseline each, by its name.
TABLES: Mapping[str, Callable[[View], Table]] = {
    "contact": _contacts,
    "primary": _primary,
    "alias": _aliases,
    "password_policy": _policy,
    "trail": _trails,
}

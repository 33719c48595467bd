"""Whom a resource's own policy lets in from outside the account: somebody, everybody, a service.

For buckets, keys, queues, functions and the like; roles have trust policies, which are another
subject. A service is let in legitimately where the policy names the account, or something in the
account, for which it may act.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.review.deleted import without_deleted
from app.review.documents import (
    ANYONE,
    AWS,
    SERVICE,
    Condition,
    Statement,
    account_of,
    statements,
)
from app.troubles import Trouble

if TYPE_CHECKING:
    from app.review.view import View

CANONICAL = "CanonicalUser"  # an account under S3's own id; whose it is can't be told from it
# Operators that hold for the named values alone.
EQUALS = ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike")
# Condition keys whose value is an account, or an ARN in one.
ACCOUNTS = (
    *("aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"),
    *("aws:resourceaccount", "s3:dataaccesspointaccount"),
)
ARNS = ("aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn")
ORGANIZATIONS = ("aws:principalorgid", "aws:sourceorgid")
# About the caller or the calling service; what concerns the resource alone guards nothing.
ABOUT_RESOURCE = "aws:resourceaccount"
# A private network; whose it is can't be told from its id.
NETWORKS = ("aws:sourcevpc", "aws:sourcevpce")


class Kind(StrEnum):
    """Who is let in."""

    EVERYBODY = "everybody"
    ACCOUNT = "account"  # `who` is the number of another account
    ORGANIZATION = "organization"  # `who` is the id of somebody's organization
    SERVICE = "service"  # a service of AWS, for whomever it acts; `who` is its name
    UNTOLD = "untold"  # whose `who` is can't be told from the policy


@dataclass(frozen=True)
class Own:
    """What is ours: the account's number and, if it is in one, the organization's id."""

    account: str
    organization: str = ""


@dataclass(frozen=True)
class Opening:
    """One statement that lets in `who`. `narrowed`: conditions of other kinds hold as well."""

    kind: Kind
    who: str
    statement: Statement
    number: int  # of the statement in the document
    narrowed: bool = False

    def lets(self, *actions: str) -> bool:
        """Whether one of these actions is allowed."""
        return any(self.statement.concerns(action) for action in actions)


def openings(document: str, own: Own) -> tuple[Opening, ...]:
    """All of a policy (JSON text). Raises `Unreadable`."""
    return tuple(
        opening
        for number, statement in enumerate(statements(document))
        if statement.allows
        for opening in _of(statement, number, own)
    )


def _of(statement: Statement, number: int, own: Own) -> Iterator[Opening]:
    guards = [guard for guard in map(_guard, statement.conditions) if guard]
    narrowed = len(guards) < len(statement.conditions)
    for kind, who in _principals(statement, own):
        if not guards or kind in (Kind.ACCOUNT, Kind.UNTOLD):
            yield Opening(kind, who, statement, number, narrowed)
            continue
        # Every condition has to hold, so the narrowest says who is meant.
        meant = min((_meant(guard, own) for guard in guards), key=len)
        for inner, name in meant:
            yield Opening(inner, name, statement, number, narrowed)


def _principals(statement: Statement, own: Own) -> Iterator[tuple[Kind, str]]:
    if statement.not_principals:
        yield Kind.EVERYBODY, ANYONE
    seen = set()
    for sort, value in statement.principals:
        found = _principal(sort, value, own)
        if found and found not in seen:
            seen.add(found)
            yield found


def _principal(sort: str, value: str, own: Own) -> tuple[Kind, str] | None:
    """Who a principal is; None for our own, and for one that was deleted."""
    if value == ANYONE:
        return Kind.EVERYBODY, ANYONE
    if sort == SERVICE:
        return Kind.SERVICE, value
    if sort == CANONICAL:
        return Kind.UNTOLD, value
    if sort != AWS:
        return None
    account = account_of(value)
    if account:
        return None if account == own.account else (Kind.ACCOUNT, account)
    return (Kind.UNTOLD, value) if value.startswith("arn:") else None


def _guard(condition: Condition) -> Condition | None:
    """A condition that says for whom the statement holds; None for one that doesn't."""
    loose = condition.if_exists or condition.for_all  # holds where the key is missing, too
    if loose or condition.operator not in EQUALS:
        return None
    keys = (*ACCOUNTS, *ARNS, *ORGANIZATIONS, *NETWORKS)
    return condition if condition.key in keys and condition.key != ABOUT_RESOURCE else None


def _meant(guard: Condition, own: Own) -> tuple[tuple[Kind, str], ...]:
    """Who a guard lets through, but for ourselves."""
    found = (_value(guard.key, value, own) for value in guard.values)
    return tuple(dict.fromkeys(one for one in found if one))


def _value(key: str, value: str, own: Own) -> tuple[Kind, str] | None:
    if key in NETWORKS:
        return Kind.UNTOLD, value
    if key in ORGANIZATIONS:
        return None if value == own.organization else (Kind.ORGANIZATION, value)
    account = account_of(value)
    if account:
        return None if account == own.account else (Kind.ACCOUNT, account)
    if key in ARNS and ":::" in value and not value.endswith(":::*"):
        return Kind.UNTOLD, value  # a bucket's ARN has no account in it
    return Kind.EVERYBODY, ANYONE


def own_of(view: View) -> Own:
    """What is ours. An organization that can't be asked for counts as somebody else's.

    Raises `Trouble` where the session is over.
    """
    try:
        reply = view.ask("organizations", "describe_organization")
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        return Own(view.account)
    return Own(view.account, str(reply["Organization"].get("Id", "")))


def without(document: str, own: Own, closed: tuple[Opening, ...]) -> str:
    """The policy (JSON text) without what lets these in; "" where nothing is left.

    A principal that stands beside others is taken out alone; otherwise the statement goes.
    """
    policy = json.loads(document)
    listed = policy["Statement"]
    items = listed if isinstance(listed, list) else [listed]
    gone = {one.number: {o.who for o in closed if o.number == one.number} for one in closed}
    kept = []
    for number, item in enumerate(items):
        left = _narrowed(item, gone[number], own) if number in gone else item
        if left is not None:
            kept.append(left)
    left = without_deleted(json.dumps({**policy, "Statement": kept}))
    return left if json.loads(left)["Statement"] else ""


def _narrowed(item: dict[str, object], who: set[str], own: Own) -> dict[str, object] | None:
    principal = item.get("Principal")
    if not isinstance(principal, dict) or AWS not in principal or who & {ANYONE}:
        return None
    named = principal[AWS]
    several = named if isinstance(named, list) else [named]
    left = [one for one in several if _who(one, own) not in who]
    if not left or left == several:
        return None
    return {**item, "Principal": {**principal, AWS: left}}


def _who(principal: str, own: Own) -> str:
    found = _principal(AWS, principal, own)
    return found[1] if found else ""

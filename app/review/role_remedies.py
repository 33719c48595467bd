"""Ways to close a role to those who came in by it: its trust first, then its open sessions.

In that order: a session that began after the cut would not be cut. The cut is dated when it begins.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.messages import Message, msg
from app.moments import zoned
from app.plan import Action
from app.review.deleted import trusting_nobody, without_deleted
from app.review.documents import Unreadable, statements
from app.review.finding import CLOSE, Remedy
from app.review.identities import Holder
from app.review.remedies import call, retrust
from app.review.trust import Way

OLDER_SESSIONS = "AWSRevokeOlderSessions"  # the name that the console gives it as well
SESSION_HOURS = 12  # the longest that a role's session lives
# A change of IAM takes a while to hold everywhere, and a session can be begun meanwhile. For that
# the console itself cuts some 30 seconds into the future; twice as much is on the safe side.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
SPREAD = timedelta(seconds=60)


def without(role: Holder, ways: Collection[Way], account: str) -> str:
    """The role's trust policy (JSON) without the principals of these ways; all else stays.

    Where nothing is left to trust, it trusts nobody: AWS takes no policy without a statement.
    Raises `Unreadable`.
    """
    document = json.loads(role.trust)
    listed = document["Statement"]
    items = list(listed) if isinstance(listed, list) else [listed]
    kept = [
        left
        for number, item in enumerate(items)
        if (left := _cut(item, {way.who for way in ways if way.statement == number})) is not None
    ]
    written = without_deleted(json.dumps({**document, "Statement": kept}, sort_keys=True))
    return trusting_nobody(written, account)


def _cut(item: dict[str, object], whom: set[str]) -> dict[str, object] | None:
    """The statement without these principals; None where none is left."""
    if not whom:
        return item
    principal = item.get("Principal")
    if not isinstance(principal, dict):  # "*", or NotPrincipal
        return None
    left: dict[str, object] = {}
    for kind, ones in principal.items():
        rest = [one for one in (ones if isinstance(ones, list) else [ones]) if one not in whom]
        if rest:
            left[kind] = rest if len(rest) > 1 else rest[0]
    return {**item, "Principal": left} if left else None


def end_sessions(role: Holder, now: datetime) -> Action:
    """Refuse everything to the role's sessions that began before this begins.

    `now` is AWS's time, for showing it; whoever carries it out puts its own in its place.
    Undone, it is as before; a session that has ended meanwhile doesn't come back.
    """
    name = {"RoleName": role.name, "PolicyName": OLDER_SESSIONS}
    before = role.inline.get(OLDER_SESSIONS)
    message = msg("Let the older sessions of the role “{name}” work again", name=role.name)
    back = (
        call(
            f"older-{role.name}",
            "put_role_policy",
            {**name, "PolicyDocument": before},
            message=message,
        )
        if before
        else call(
            f"older-{role.name}",
            "delete_role_policy",
            name,
            message=message,
            settled_by=("NoSuchEntity",),
        )
    )
    moment = cut_off(now)
    end = call(
        f"end-sessions-{role.name}",
        "put_role_policy",
        {**name, "PolicyDocument": _older_than(moment)},
        message=msg("End the open sessions of the role “{name}”", name=role.name),
        undo=back,
    )
    return replace(end, moment=moment)


def cut_off(now: datetime) -> str:
    """Up to when sessions have to be cut by what begins `now`, as a policy writes it."""
    return f"{now.astimezone(UTC) + SPREAD:%Y-%m-%dT%H:%M:%SZ}"


def _older_than(moment: str) -> str:
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Deny",
                    "Action": ["*"],
                    "Resource": ["*"],
                    "Condition": {"DateLessThan": {"aws:TokenIssueTime": moment}},
                }
            ],
        }
    )


def cut_before(role: Holder) -> datetime | None:
    """Until when sessions of the role had to begin that are refused everything; None for never."""
    try:
        found = statements(role.inline.get(OLDER_SESSIONS, ""))
    except Unreadable:
        return None
    moments = [
        zoned(value)
        for one in found
        if not one.allows and "*" in one.actions
        for condition in one.conditions
        if (condition.operator, condition.key) == ("datelessthan", "aws:tokenissuetime")
        for value in condition.values
    ]
    known = [moment for moment in moments if moment]
    return max(known) if known else None


def shut_out(
    role: Holder, ways: Collection[Way], account: str, now: datetime, message: Message
) -> Remedy:
    """Take these ways out of the role's trust policy, then end its open sessions.

    `message` says the former. Raises `Unreadable`.
    """
    trust = retrust(role, without(role, ways, account), message)
    what = msg("{what}, and end the role's open sessions. This can be undone.", what=message)
    return Remedy(CLOSE, what, (*trust.actions, end_sessions(role, now)))

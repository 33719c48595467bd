"""Vendors let in from another computer: their users become records here, as far as AWS tells.

The user itself, its rights and what guards them are what AWS shows. Its tags are hints, which an
administrator could have written: they give the record its name, and prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app import __version__, enddate
from app.denial import DENY_ALL_ARN
from app.enddate import END_POLICY_NAME
from app.grant_guard import CHANGE_PASSWORD
from app.grant_look import Found, look_by_id
from app.grant_plan import ADMINISTRATOR, POWER_USER, READ_ONLY
from app.handoverfile import ID, Handover, new_id, now
from app.mfa_policy import MFA_POLICY_NAME, demands_mfa
from app.records import Records
from app.session import RootSession
from app.troubles import USER_GONE, Trouble
from app.users import UserSeen
from app.work import Token

_NOT_RIGHTS = frozenset({DENY_ALL_ARN, CHANGE_PASSWORD})
_MOST_FIRST = (ADMINISTRATOR, POWER_USER, READ_ONLY)
_ARN = re.compile(r"arn:aws:iam::(aws|\d{12}):policy/[A-Za-z0-9_+=,.@/-]{1,512}")


def take_up(
    session: RootSession, present: Iterable[UserSeen], records: Records, token: Token
) -> tuple[Handover, ...]:
    """Keep a record of every user of Aikagi's among `present` that is on none; returns the new.

    `present` is what `users.list_users` gave. A user without our tag, and one that a hand-over
    under way here is making, is left. Raises `Trouble` and `Cancelled`.
    """
    account = session.identity.account
    known = records.handovers()
    mine = [h for h in known if h.account == account]
    recorded = {h.user_id for h in mine} | {
        h.user_name for h in mine if not h.user_id and h.state != "undone"
    }
    taken = {h.id for h in known}
    new: list[Handover] = []
    for user in present:
        if not user.ours or recorded & {user.user_id, user.name}:
            continue
        found = _look(session, user, token)
        if found is None or found.user is None or not found.user.handover:
            continue
        record = _record(account, found.user, found, taken)
        records.save(record)
        taken.add(record.id)
        new.append(record)
    return tuple(new)


def _look(session: RootSession, user: UserSeen, token: Token) -> Found | None:
    """What belongs to the user; None if it has gone between two of our calls."""
    try:
        return look_by_id(session.clients, user.user_id, token, hint=user.name)
    except Trouble as trouble:
        if trouble.kind is USER_GONE:
            return None
        raise


def _record(account: str, user: UserSeen, found: Found, taken: set[str]) -> Handover:
    policy = _rights(found)
    to_come = user.rights if _ARN.fullmatch(user.rights) and not policy else ""
    created = user.created.isoformat()
    tagged = ID.fullmatch(user.handover) and user.handover not in taken
    return Handover(
        id=user.handover if tagged else new_id(),
        state="revoking" if found.shut_out else "made",
        account=account,
        user_name=user.name,
        user_id=user.user_id,
        user_created=created,
        vendor=user.vendor,
        policy_arn=policy or to_come,
        require_mfa=demands_mfa(found.guards.get(MFA_POLICY_NAME, "")),
        change_password=CHANGE_PASSWORD in found.attached,
        rights_later=bool(to_come),
        ends_at=enddate.read(found.guards.get(END_POLICY_NAME, "")),
        started=created,
        made_at=created,
        last_used=user.last_used.isoformat() if user.last_used else "",
        revoked_at=now() if found.shut_out else "",
        app_version=__version__,
        elsewhere=True,
    )


def _rights(found: Found) -> str:
    """The ARN of what it may do; of several the one that Aikagi gives, the most first."""
    held = found.attached - _NOT_RIGHTS
    return next((arn for arn in (*_MOST_FIRST, *sorted(held)) if arn in held), "")

"""Vendors let in from another computer: their users become records here, as far as AWS tells.

The user itself, its rights and what guards them are what AWS shows. Its tags are hints, which an
administrator could have written: they give the record its name, and prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app import __version__
from app.grant_look import Found, look_by_id
from app.grant_rights import GIVEN, most_of, rights_in
from app.handover_check import as_seen
from app.handoverfile import ID, Handover, new_id, written
from app.records import Records
from app.session import RootSession
from app.troubles import USER_GONE, Trouble
from app.users import UserSeen
from app.work import Token


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
        record = _record(account, found.user, found, taken, session.clients.now())
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


def _record(account: str, user: UserSeen, found: Found, taken: set[str], at: datetime) -> Handover:
    policy = most_of(rights_in(found.attached))
    # Somebody may have written the tag, and made a policy of a name that looks like AWS's.
    to_come = user.rights if user.rights in GIVEN and not policy else ""
    created = user.created.isoformat()
    tagged = ID.fullmatch(user.handover) and user.handover not in taken
    record = Handover(
        id=user.handover if tagged else new_id(),
        state="revoking" if found.shut_out else "made",
        account=account,
        user_name=user.name,
        user_id=user.user_id,
        user_created=created,
        vendor=user.vendor,
        policy_arn=policy or to_come,
        change_password=found.must_change,
        rights_later=bool(to_come),
        started=created,
        made_at=created,
        last_used=user.last_used.isoformat() if user.last_used else "",
        revoked_at=written(at) if found.shut_out else "",
        app_version=__version__,
        elsewhere=True,
    )
    return as_seen(record, found.attached, found.guards, at)

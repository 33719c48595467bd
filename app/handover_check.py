"""Looking a vendor's user up again: what has become of it, and of what guards it."""

from __future__ import annotations

from dataclasses import replace

from app import users
from app.handoverfile import Handover, now
from app.records import Records
from app.revoke_look import is_denied
from app.session import RootSession
from app.users import UserSeen
from app.work import Token


def check(session: RootSession, handover: Handover, records: Records, token: Token) -> Handover:
    """Look the vendor's user up again: still there, signed in yet, shut out? Raises `Trouble`."""
    if handover.account != session.identity.account:
        return handover
    user = _find(session, handover, token)
    if user is None:
        seen = replace(handover, state="deleted") if handover.user_id else handover
    else:
        used = user.last_used.isoformat() if user.last_used else handover.last_used
        created = user.created.isoformat()
        seen = replace(
            _shut_or_open(session, handover, user.name),
            user_id=user.user_id,
            user_created=created,
            user_name=user.name,
            last_used=used,
        )
    if seen != handover:
        records.save(seen)
    return seen


def _shut_or_open(session: RootSession, handover: Handover, name: str) -> Handover:
    """The record with what the account says of the deny, where the two differ."""
    denied = is_denied(session.clients, name)
    if handover.state == "made" and denied:
        return replace(handover, state="revoking", revoked_at=now())
    if handover.state in {"disabled", "revoking"} and not denied:
        return replace(handover, state="revoking", revoked_at="")
    return handover


def _find(session: RootSession, handover: Handover, token: Token) -> UserSeen | None:
    """The user of the record: by its id, or by our tag where AWS was late to tell the id."""
    name = handover.user_name
    if handover.user_id:
        return users.find_by_id(session.clients, handover.user_id, token, hint=name)
    user = users.find_by_name(session.clients, name)
    return user if user and user.handover == handover.id else None

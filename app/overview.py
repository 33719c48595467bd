"""Looking the whole account up for the home window: those on record, and who else is there."""

from __future__ import annotations

from dataclasses import dataclass

from app import handover, users
from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.users import UserSeen
from app.work import Token

STANDING = {"made", "reissuing", "revoking", "disabled"}  # the user should be there


@dataclass(frozen=True)
class Overview:
    """What one look found: the records brought up to date, and users that are on no record."""

    account: str
    handovers: tuple[Handover, ...]
    others: tuple[UserSeen, ...]


def look_around(session: RootSession, records: Records, token: Token) -> Overview:
    """Check every hand-over of the session's account. Raises `Trouble` and `Cancelled`."""
    account = session.identity.account
    present = users.list_users(session.clients, token)
    for known in records.handovers():
        if known.account == account and known.state in STANDING:
            token.check()
            handover.check(session, known, records, token)
    after = records.handovers()
    recorded = {h.user_id for h in after if h.account == account}
    unfinished = {h.user_name for h in after if h.account == account and h.state == "making"}
    others = tuple(
        user
        for user in present
        if user.user_id not in recorded and not (user.ours and user.name in unfinished)
    )
    return Overview(account, after, others)

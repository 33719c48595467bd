"""Looking the whole account up for the home window: those on record, and who else is there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from app import budget, handover, takeup, users
from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.troubles import CLOCK, Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)
STANDING = {"made", "reissuing", "revoking", "disabled"}  # the user should be there


@dataclass(frozen=True)
class Overview:
    """What one look found: the records brought up to date, and users that are on no record."""

    account: str
    handovers: tuple[Handover, ...]
    others: tuple[UserSeen, ...]
    secured: bool = False  # the root user has MFA
    alert: bool = False  # Aikagi's own spending alert is there


def look_around(
    session: RootSession, records: Records, token: Token, *, how_far: bool = False
) -> Overview:
    """Check every hand-over of the session's account. Raises `Trouble` and `Cancelled`.

    What was let in from another computer is taken up. Where this computer knows nothing of the
    account, or with `how_far`, it is also looked at how far the rest of the journey has come.
    """
    account = session.identity.account
    new_here = all(known.account != account for known in records.handovers())
    present = users.list_users(session.clients, token)
    takeup.take_up(session, present, records, token)
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
    found = Overview(account, after, others)
    return _how_far(found, session, token) if new_here or how_far else found


def _how_far(found: Overview, session: RootSession, token: Token) -> Overview:
    """With what the account itself says of the journey's other steps."""
    return replace(
        found,
        secured=_or_not(lambda: session.security(token).root_mfa),
        alert=_or_not(
            lambda: budget.NAME in budget.existing(session.clients, found.account, token)
        ),
    )


def _or_not(ask: Callable[[], bool]) -> bool:
    """What AWS answers; False where it doesn't: who is in the account is what was asked."""
    try:
        return ask()
    except Trouble as trouble:
        if trouble.kind.sign_in_again or trouble.kind is CLOCK:
            raise
        log.info("a step of the journey can't be seen: %s", trouble)
        return False

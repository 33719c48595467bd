"""What the choice of whom to shut out goes by: AWS's list, the records, and hints from AWS."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.handoverfile import Handover
    from app.records import Records
    from app.revoke_choice import Choice
    from app.session import RootSession
    from app.users import UserSeen
    from app.work import Token
    from ui.desk import Desk

log = logging.getLogger(__name__)
MOST = 10  # users whose tags are asked for: a call each


@dataclass(frozen=True)
class Listed:
    """The users of `account` as AWS lists them; "" until it has. `recorded` are the records.

    `unread`: the records couldn't be read, so that nothing is known of who was let in.
    """

    account: str = ""
    users: tuple[UserSeen, ...] = ()
    recorded: tuple[Handover, ...] = ()
    unread: bool = False


def listed(session: RootSession, records: Records, token: Token) -> Listed:
    """Who is there. Records that can't be read keep nobody from being shut out.

    Raises `Trouble` where AWS doesn't list the users.
    """
    from app import revoke
    from app.troubles import Trouble

    users, account = revoke.users_of(session.clients, token), session.identity.account
    try:
        return Listed(account, users, records.handovers())
    except Trouble as trouble:
        log.warning("the records: %s", trouble)
        return Listed(account, users, unread=True)


def meant(choices: Iterable[Choice]) -> str:
    """The UserId of the only one on record, most likely; among several nobody is meant: ""."""
    open_doors = [c for c in choices if c.handover and c.handover.state != "disabled"]
    return open_doors[0].user.user_id if len(open_doors) == 1 else ""


def ask_vendors(
    desk: Desk,
    owner: QObject,
    users: Iterable[UserSeen],
    done: Callable[[Mapping[str, str]], None],
) -> None:
    """The vendor in the tags of each user, by UserId, for ten of them. A trouble is only logged.

    A listing has no tags: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
    """
    session, asked = desk.session, tuple(users)[:MOST]
    if session is None or not asked:
        return

    def work(token: Token) -> Mapping[str, str]:
        from app.users import find_by_name

        found: dict[str, str] = {}
        for user in asked:
            token.check()
            seen = find_by_name(session.clients, user.name)
            if seen is not None and seen.user_id == user.user_id and seen.vendor:
                found[user.user_id] = seen.vendor
        return found

    desk.background.ask(owner, work, done, lambda trouble: log.warning("tags: %s", trouble))


def mfa_demanded(session: RootSession, user: UserSeen, token: Token) -> bool:
    """Whether Aikagi's demand of MFA is on that user. Raises `Trouble`."""
    from app.grant_look import inline_document
    from app.mfa_policy import MFA_POLICY_NAME, demands_mfa

    token.check()
    return demands_mfa(inline_document(session.clients, user.name, MFA_POLICY_NAME) or "")

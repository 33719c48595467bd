"""Looking at a user: what lets it in, and what is in the way of deleting it.

What is read is read by the user's name, which another user can have taken meanwhile: so whose it
is, is looked at once more afterwards.
"""

from __future__ import annotations

import logging
from typing import Any

from app import users
from app.askedonce import AskedOnce
from app.clients import Clients
from app.denial import DENY_ALL_ARN
from app.revoke_parts import PARTS, attached_to, deny_intact
from app.revoke_state import State, Unread
from app.troubles import NAME_LOOKUP, OFFLINE, PROXY, TIMED_OUT, TLS, USER_GONE, Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)
NO_WAY_TO_AWS = (OFFLINE, TIMED_OUT, NAME_LOOKUP, TLS, PROXY)


def is_denied(clients: Clients, name: str, user_id: str) -> bool:
    """Whether the user of that name and `UserId` is denied everything, with as few calls as can.

    Our own deny is judged by its content; else AWSDenyAll, attached or as boundary. A user that
    isn't there isn't denied anything. What was read is read by the name, which another user can
    have taken meanwhile: so whose it is, is looked at last. Raises `Trouble`.
    """
    by_policy = deny_intact(clients, name)
    user = users.find_by_name(clients, name)
    if user is None or user.user_id != user_id:
        return False
    if by_policy or user.boundary == DENY_ALL_ARN:
        return True
    return DENY_ALL_ARN in attached_to(clients, name) and users.is_still(clients, name, user_id)


def stops(trouble: Trouble) -> bool:
    """Whether every other call would fail in the same way, so that it's better to stop at once."""
    return trouble.kind.sign_in_again or trouble.kind in NO_WAY_TO_AWS


def look(clients: Clients, user_id: str, token: Token, hint: str = "") -> State:
    """Everything of the user with that `UserId`, under whatever name it has now.

    A listing that AWS refuses is `unread`; the others are read all the same. Raises `Trouble`
    where no more can be asked, CONFLICT where the user is being renamed all the time. A user that
    is gone is a `State` that doesn't exist.
    """
    found = users.steady(clients, user_id, token, lambda user: _all_of(clients, user), hint)
    return found or State(user_id, hint or user_id, exists=False)


def _all_of(clients: Clients, user: UserSeen) -> State:
    found: dict[str, Any] = {}
    unread: list[Unread] = []
    once = AskedOnce(clients)  # two parts are told by the same listing, two by the same document
    for name, (message, read) in PARTS.items():
        try:
            found[name] = read(once, user.name)
        except Trouble as trouble:
            if stops(trouble) or trouble.kind is USER_GONE:
                raise
            log.warning("%s: %s", name, trouble)
            unread.append(Unread(name, message, trouble))
    # Removing a password that isn't there does no harm; leaving one that wasn't seen does.
    found.setdefault("has_password", True)
    whose: dict[str, Any] = {"user_id": user.user_id, "name": user.name, "boundary": user.boundary}
    return State(**whose, unread=tuple(unread), at=clients.now(), **found)

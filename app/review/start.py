"""The account's identities as a revocation found them, to see what was changed while it was done.

It is held in memory alone: no secret is in it, but it is as large as the account.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.clients import Clients
from app.review import identities
from app.review.changes import without_ours
from app.review.documents import Statement, Unreadable, statements
from app.review.identities import ROLE, Holder, Identities, Managed
from app.review.trust import Way, ways
from app.revoke_look import stops
from app.troubles import Trouble

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Start:
    """What was there just before the first change."""

    identities: Identities

    def holder(self, now: Holder) -> Holder | None:
        """The same user, group or role as it was; None if it wasn't there."""
        found = self.identities
        pool = {"user": found.users, "group": found.groups, ROLE: found.roles}[now.kind]
        return next((one for one in pool if one.id == now.id), None)

    def policy(self, now: Managed) -> Managed | None:
        """The same policy as it was; None if it wasn't there."""
        return next((one for one in self.identities.policies if one.id == now.id), None)


def take(clients: Clients) -> Start | None:
    """What is there now; None where AWS doesn't show it, which keeps nobody from being shut out.

    Raises `Trouble` where no more can be asked.
    """
    try:
        return Start(identities.read(clients))
    except Trouble as trouble:
        if stops(trouble):
            raise
        log.warning("the look at the start: %s", trouble)
        return None


def rights_grew(before: Holder, now: Holder) -> bool:
    """Whether it has rights that it hadn't: a policy, a group, or a limit that is gone.

    What Aikagi puts on holders doesn't count, nor what only forbids.
    """
    old, new = without_ours(before).inline, without_ours(now).inline
    limit = before.boundary and now.boundary != before.boundary
    return bool(
        set(now.attached) - set(before.attached)
        or set(now.groups) - set(before.groups)
        or limit
        or any(old.get(name) != text and _gives(text) for name, text in new.items())
    )


def _gives(text: str) -> bool:
    try:
        return any(one.allows for one in statements(text))
    except Unreadable:
        return True


def trust_grew(before: Holder, now: Holder, account: str) -> bool:
    """Whether a role lets in whom it didn't, or under fewer conditions. Raises `Unreadable`."""
    if before.trust == now.trust:
        return False
    known = {_key(way) for way in ways(before.trust, account)}
    opened = any(_key(way) not in known for way in ways(now.trust, account))
    return opened or bool(_refused(before) - _refused(now))


def _key(way: Way) -> tuple[str, str, str]:
    return way.kind, way.who, repr(way.conditions)


def _refused(role: Holder) -> set[str]:
    found: tuple[Statement, ...] = statements(role.trust)
    return {repr(one) for one in found if not one.allows}

"""Vendors let in from another computer: their users become records here, as far as AWS tells."""

from __future__ import annotations

from collections.abc import Iterable

from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.users import UserSeen
from app.work import Token


def take_up(
    session: RootSession, present: Iterable[UserSeen], records: Records, token: Token
) -> tuple[Handover, ...]:
    """Keep a record of every user of Aikagi's among `present` that is on none; returns the new.

    Raises `Trouble` and `Cancelled`.
    """
    return ()

"""What is done to a vendor's user after the hand-over: giving its rights, moving its last day."""

from __future__ import annotations

from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.work import Token


def give_rights(
    session: RootSession, handover: Handover, records: Records, token: Token
) -> Handover:
    """Give the rights that were kept back, look, and note when. Safe to do twice.

    Reports `plan.Progress`. Raises `Trouble` (USER_GONE among them) and `Cancelled`.
    """
    raise NotImplementedError


def change_end(
    session: RootSession, handover: Handover, ends_at: str, records: Records, token: Token
) -> Handover:
    """Put the end at another moment (ISO 8601, UTC), or lift it (""), look, and note it.

    Reports `plan.Progress`. Raises `Trouble` (USER_GONE, END_PASSED) and `Cancelled`.
    """
    raise NotImplementedError

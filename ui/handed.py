"""The record of the hand-over that the pages after it are about: read and changed, never here.

Both happen in the background, in the order in which they were asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.handoverfile import Handover, now
from app.records import Records

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.troubles import Trouble
    from app.work import Token
    from ui.desk import Desk

__all__ = ["amend", "find", "forget_delivered", "load", "now"]


def find(records: Records, handover: str) -> Handover | None:
    """The record of that id. Raises `Trouble`."""
    return next((h for h in records.handovers() if h.id == handover), None)


def load(
    desk: Desk,
    owner: QObject,
    done: Callable[[Handover | None], None],
    failed: Callable[[Trouble], None],
) -> None:
    """Read the record of this journey's hand-over; None if there is none."""
    records, handover = desk.records, desk.facts.handover
    desk.background.run(owner, lambda _: find(records, handover), done, failed)


def amend(desk: Desk, owner: QObject, failed: Callable[[Trouble], None], **changes: object) -> None:
    """Change the record of this journey's hand-over, as it is by then."""
    records, handover = desk.records, desk.facts.handover

    def change(_token: Token) -> None:
        found = find(records, handover)
        if found is not None:
            records.save(replace(found, **changes))  # type: ignore[arg-type]  # named by its fields

    desk.background.run(owner, change, failed=failed)


def forget_delivered(desk: Desk) -> None:
    """Remove what a window that was closed in the middle may have left in the keyring."""
    records, settings = desk.records, desk.settings

    def forget(_token: Token) -> None:
        from app import handover

        handover.forget_delivered(records, settings)

    desk.background.ask(desk, forget)

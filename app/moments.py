"""Moments as AWS and our own files write them: ISO 8601, and never without a time zone."""

from __future__ import annotations

from datetime import datetime


def zoned(text: str | None) -> datetime | None:
    """The moment that `text` names; None where it names none.

    One without its time zone is none: it can't be compared with another, nor with now.
    """
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None

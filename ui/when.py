"""Moments as people write them, in this computer's time zone."""

from __future__ import annotations

from datetime import date, datetime

from app.handoverfile import YEARS
from app.moments import zoned
from ui.words import _


def moment(when: datetime | str | None) -> str:
    """The day and the time; "" for what hasn't happened or isn't a date. Text is ISO 8601."""
    found = parsed(when)
    if found is None:
        return ""
    clock = f"{found.astimezone():%H:%M}"
    return _("{day}, {clock}").format(day=day(found), clock=clock)


def day(when: date | str | None) -> str:
    """The day alone: that of a moment, or one of the calendar, which is the same everywhere."""
    local = when
    if isinstance(when, datetime | str):
        found = parsed(when)
        local = found.astimezone() if found else None
    if local is None or isinstance(local, str):
        return ""
    return _("{year}-{month:02d}-{day:02d}").format(
        year=local.year, month=local.month, day=local.day
    )


def parsed(when: datetime | str | None) -> datetime | None:
    """The moment that ISO 8601 text names; None for none, or one without its time zone."""
    if isinstance(when, datetime) or when is None:
        return when
    found = zoned(when)
    return found if found is not None and found.year in YEARS else None

"""The vendor's last day: an inline policy that denies everything from a moment on.

A guard-rail and not a wall: a vendor with administrator rights can take it off again. The moment
is reckoned with AWS's own clock (`aws:CurrentTime`).
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.handoverfile import YEARS

END_POLICY_NAME = "AikagiEndDate"
_SID = "DenyAllFromEndDate"


def utc(ends_at: str) -> str:
    """The same moment as IAM's policies and the records write it; "" for none. `ValueError`."""
    return f"{_moment(ends_at).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if ends_at else ""


def deny_from(last_day: date, zone: tzinfo | None = None) -> str:
    """The midnight after `last_day` in `zone` (None: this computer's), as ISO 8601 in UTC.

    Raises `OverflowError` for the last day of the calendar.
    """
    midnight = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=zone)
    return utc(midnight.astimezone(UTC).isoformat())


def last_day(ends_at: str, zone: tzinfo | None = None) -> date:
    """The last day on which the vendor can work, in `zone` (None: this computer's).

    Raises `ValueError` where `ends_at` is no moment.
    """
    return (_moment(ends_at) - timedelta(seconds=1)).astimezone(zone).date()


def to_the_minute(ends_at: str, zone: tzinfo | None = None) -> str:
    """When the deny begins, for a reader who may live in another time zone than this `zone`."""
    iso = _moment(ends_at).astimezone(zone).isoformat(timespec="minutes")
    return f"{iso[:10]} {iso[11:16]} (UTC{iso[16:]})"


def is_over(ends_at: str, now: datetime) -> bool:
    """Whether the end has come at the moment `now` (with a time zone). "" never ends."""
    return bool(ends_at) and now >= _moment(ends_at)


def end_policy(ends_at: str) -> str:
    """The policy that denies everything after `ends_at`."""
    statement = {
        "Sid": _SID,
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"DateGreaterThan": {"aws:CurrentTime": utc(ends_at)}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


def read(document: str) -> str:
    """The moment that a policy of ours names, in UTC; "" where it isn't one, or says else.

    A year that no record holds is none that we wrote.
    """
    try:
        found = json.loads(document)
        return _named_in(found)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return ""


def _named_in(found: Mapping[str, list[Mapping[str, Mapping[str, Mapping[str, str]]]]]) -> str:
    ends_at = found["Statement"][0]["Condition"]["DateGreaterThan"]["aws:CurrentTime"]
    whole = found == json.loads(end_policy(ends_at)) and _moment(ends_at).year in YEARS
    return ends_at if whole else ""


def _moment(ends_at: str) -> datetime:
    found = datetime.fromisoformat(ends_at)
    if found.tzinfo is None:
        raise ValueError(ends_at)
    return found

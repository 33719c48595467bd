"""Why AWS ended a sign-in, or didn't renew it: told apart, as what to do differs."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.troubles import (
    AWS_BROKEN,
    CLOCK,
    SESSION_EXPIRED,
    SESSION_NOT_RENEWED,
    SESSION_OVER,
    SIGNIN_ENTRANCE,
    SIGNIN_NOT_PERMITTED,
    Trouble,
)

# The longest that AWS renews a sign-in; a little less here, for the minutes between renewals:
# https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
LONGEST = timedelta(hours=12) - timedelta(minutes=15)


def why(trouble: Trouble, skew: float, age: timedelta) -> Trouble:
    """The more telling trouble, or the same.

    `skew`: seconds that AWS's clock is ahead, as far as known; `age`: time since the sign-in.
    """
    kind = trouble.kind
    if kind is SESSION_EXPIRED and age >= LONGEST:
        return _as(trouble, Trouble(SESSION_OVER))
    if kind in (SESSION_EXPIRED, CLOCK) and abs(skew) > clock.LIKELY:
        return _as(trouble, clock.trouble(skew))
    if kind in (SIGNIN_ENTRANCE, SIGNIN_NOT_PERMITTED):  # their words are for a first sign-in
        return _as(trouble, Trouble(AWS_BROKEN if trouble.uncertain else SESSION_NOT_RENEWED))
    return trouble


def _as(trouble: Trouble, other: Trouble) -> Trouble:
    """`other` with the details for support of `trouble`."""
    other.detail = trouble.detail or other.detail
    other.aws_code, other.uncertain = trouble.aws_code, trouble.uncertain
    other.request_id = trouble.request_id
    return other

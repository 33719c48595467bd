"""How far this computer's clock is from AWS's, and how that is said.

AWS judges the time in every signed request, and in the proof that belongs to a sign-in.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from app.handoverfile import YEARS
from app.messages import Message, msg
from app.troubles import CLOCK, Trouble

# AWS refuses a request whose time is further from its own than this:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
REFUSED = 300.0
# From here on a wrong clock is the likely cause of a sign-in that AWS has just refused:
# https://github.com/aws/aws-cli/issues/10330
LIKELY = 120.0
MINUTES_UP_TO = 2 * 3600  # then hours
HOURS_UP_TO = 48 * 3600  # then days


def here() -> datetime:
    """This moment by this computer's clock, in UTC."""
    return datetime.now(UTC)


def skew_of(date: str) -> float | None:
    """Seconds by which the clock that wrote a `Date` header is ahead; None if it isn't a date."""
    try:
        theirs = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if theirs.year not in YEARS:  # no computer's clock, and not to be reckoned with
        return None
    if theirs.tzinfo is None:  # "-0000": UTC, of which nobody knows where it was written
        theirs = theirs.replace(tzinfo=UTC)
    return (theirs - here()).total_seconds()


def trouble(skew: float, detail: str = "") -> Trouble:
    """CLOCK, saying by how much and in which direction. `skew`: seconds that AWS is ahead."""
    mine = here()
    right = mine + timedelta(seconds=skew)
    far = mine.astimezone().date() != right.astimezone().date()
    how = {
        "amount": _amount(abs(skew)),
        "here": _moment(mine, with_day=far),
        "right": _moment(right, with_day=far),
    }
    fast = msg("{amount} fast: it shows {here}, and the right time is {right}", **how)
    slow = msg("{amount} slow: it shows {here}, and the right time is {right}", **how)
    said = detail or f"the clock is off by {-skew:+.0f} s"
    return Trouble(CLOCK, detail=said, values={"how": fast if skew < 0 else slow})


def _amount(seconds: float) -> Message:
    if seconds < MINUTES_UP_TO:
        return msg("{number} min", number=max(1, round(seconds / 60)))
    if seconds < HOURS_UP_TO:
        return msg("{number} hours", number=round(seconds / 3600))
    return msg("{number} days", number=round(seconds / 86400))


def _moment(when: datetime, *, with_day: bool) -> Message | str:
    local = when.astimezone()
    clock = f"{local:%H:%M}"
    if not with_day:
        return clock
    day = msg("{year}-{month:02d}-{day:02d}", year=local.year, month=local.month, day=local.day)
    return msg("{day}, {clock}", day=day, clock=clock)

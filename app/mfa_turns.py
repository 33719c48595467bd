"""Which of the two codes that AWS asks for is to be typed now, and how long it lasts.

AWS takes two codes in a row when an authenticator app is set up, so that it knows the app's clock:
https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.mfa import PERIOD, codes

ENOUGH = 8  # seconds that a person needs at least to type a code that is on the screen

WAIT, FIRST, SECOND, OVER = "wait", "first", "second", "over"


@dataclass(frozen=True)
class Turn:
    """What to do at one moment.

    `kind` is WAIT (the code that runs is too old to begin with), FIRST or SECOND (type `code`, one
    of six digits), or OVER (both have run out). `left` are the seconds until the next turn, 0 when
    it is over. `before` is the first code while the second is to be typed.
    """

    kind: str
    left: int = 0
    code: str = field(default="", repr=False)
    before: str = field(default="", repr=False)


def turn(secret: str, began: float, at: float) -> Turn:
    """The turn at the time `at`, for a customer who began at `began` (seconds since 1970).

    A clock that was set back is no reason to wait for ever: then it is OVER as well.
    """
    first = first_period(began)
    now = int(at) // PERIOD
    code, _after, left = codes(secret, at)
    if now == first - 1:
        return Turn(WAIT, left)
    if now == first:
        return Turn(FIRST, left, code)
    if now == first + 1:
        return Turn(SECOND, left, code, codes(secret, first * PERIOD)[0])
    return Turn(OVER)


def first_period(began: float) -> int:
    """The period whose code is typed first: the one that runs, if enough is left of it."""
    period, gone = divmod(int(began), PERIOD)
    return period if PERIOD - gone >= ENOUGH else period + 1


def next_whole(at: float) -> float:
    """When the code that comes after the one at `at` begins: it then has its whole period."""
    return float((int(at) // PERIOD + 1) * PERIOD)

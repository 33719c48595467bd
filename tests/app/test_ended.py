"""Why a sign-in ended, told apart without a sign-in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, ended, troubles
from app.troubles import Kind, Trouble

HOUR = timedelta(hours=1)
FAR = clock.LIKELY + 60


@pytest.mark.parametrize(
    ("kind", "skew", "age", "found"),
    [
        (troubles.SESSION_EXPIRED, 0.0, HOUR, troubles.SESSION_EXPIRED),
        (troubles.SESSION_EXPIRED, 0.0, 12 * HOUR, troubles.SESSION_OVER),
        (troubles.SESSION_EXPIRED, FAR, HOUR, troubles.CLOCK),
        (troubles.CLOCK, -FAR, HOUR, troubles.CLOCK),
        (troubles.SIGNIN_ENTRANCE, 0.0, HOUR, troubles.SESSION_NOT_RENEWED),
        (troubles.OFFLINE, FAR, 12 * HOUR, troubles.OFFLINE),
    ],
)
def test_why(kind: Kind, skew: float, age: timedelta, found: Kind) -> None:
    trouble = Trouble(kind, detail="CreateOAuth2Token")
    why = ended.why(trouble, skew, age)
    assert why.kind is found
    assert why.detail == "CreateOAuth2Token"


def test_a_clock_that_is_known_is_told_with_its_figures() -> None:
    assert ended.why(Trouble(troubles.CLOCK), FAR, HOUR).values
    assert not Trouble(troubles.CLOCK).values

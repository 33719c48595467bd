"""Moments as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.signupwaiting import overdue
from ui.when import day, moment


@pytest.mark.parametrize(
    "damaged",
    [
        *("", "yesterday", "2026-11-01", "2026-11-01T10:00:00", "9" * 40),
        *("0001-01-01T00:00:00+00:00", "8999-01-01T00:00:00+00:00"),
    ],
)
def test_what_is_no_moment_is_nothing(damaged: str) -> None:
    assert moment(damaged) == ""
    assert day(damaged) == ""
    assert not overdue(damaged)


def test_a_day_of_the_calendar_is_itself() -> None:
    assert day(date(2027, 2, 24)) == "2027-02-24"


def test_a_moment_is_a_day_and_a_time() -> None:
    assert day("2026-11-24T12:00:00+00:00") in {"2026-11-24", "2026-11-25"}
    assert overdue("2026-01-01T00:00:00+00:00")

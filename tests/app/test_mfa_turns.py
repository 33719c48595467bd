"""The two codes in turn: each in its time, and never one that is about to go."""

from __future__ import annotations

from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mfa import check, codes
from app.mfa_turns import ENOUGH, FIRST, OVER, SECOND, WAIT, Turn, turn

SECRET = b32encode(b"1234567890" * 4).decode()
START = 30 * 37_000_000  # the first second of a period
MOMENTS = st.integers(START, START + 90)


@pytest.mark.parametrize("gone", [0, 1, 30 - ENOUGH])
def test_the_code_that_runs_is_the_first_if_there_is_time_to_type_it(gone: int) -> None:
    began = START + gone
    first = turn(SECRET, began, began)
    assert first == Turn(FIRST, 30 - gone, codes(SECRET, began)[0])
    assert turn(SECRET, began, START + 29.9).kind == FIRST
    second = turn(SECRET, began, START + 30)
    assert second == Turn(SECOND, 30, codes(SECRET, START + 30)[0], first.code)
    assert turn(SECRET, began, START + 60) == Turn(OVER)


@pytest.mark.parametrize("gone", [30 - ENOUGH + 1, 29, 29.9])
def test_a_code_that_is_about_to_go_isnt_the_first(gone: float) -> None:
    began = START + gone
    waiting = turn(SECRET, began, began)
    assert waiting == Turn(WAIT, 30 - int(gone))
    assert turn(SECRET, began, START + 30).kind == FIRST
    assert turn(SECRET, began, START + 60).kind == SECOND
    assert turn(SECRET, began, START + 90).kind == OVER


@given(MOMENTS, MOMENTS)
def test_a_code_that_is_shown_is_right_when_it_is_shown(began: int, at: int) -> None:
    now = turn(SECRET, began, at)
    if now.code:
        assert now.code == codes(SECRET, at)[0]
        assert check(SECRET, now.code, at + now.left - 1)
    assert bool(now.code) == (now.kind in {FIRST, SECOND})
    assert 0 <= now.left <= 30


@given(MOMENTS)
def test_the_first_code_can_be_read_for_long_enough(began: int) -> None:
    now = turn(SECRET, began, began)
    assert now.kind == WAIT or now.left >= ENOUGH


def test_a_clock_that_is_set_back_ends_it() -> None:
    assert turn(SECRET, START, START - 3600) == Turn(OVER)


def test_no_code_is_in_what_a_log_would_show() -> None:
    for at in (START, START + 30):
        shown = repr(turn(SECRET, START, at))
        assert codes(SECRET, START)[0] not in shown
        assert codes(SECRET, START + 30)[0] not in shown

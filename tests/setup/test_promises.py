"""The table of `make prove` tells of what broke, and a test fails with it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
def test_a(promised):
    promise = promised("nothing is lost")
    for number in range(4):
        with promise.case(f"number {number}"):
            assert number != 2

def test_b(promised):
    with promised("nothing is lost").case("another"):
        pass

def test_none(promised):
    promised("nothing was tried")
"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["here", "in workers"])
def test_broken_case_is_counted_and_fails_its_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: list[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(TESTS)
    told = pytester.runpytest_subprocess("-p", "tests.support.promises", *workers)
    told.assert_outcomes(passed=3, errors=2)
    told.stdout.fnmatch_lines(["*nothing is lost: number 2*", "*a promise that no case tried*"])
    told.stdout.fnmatch_lines(["| nothing is lost | 5 | 4 |", "| nothing was tried | 0 | 0 |"])

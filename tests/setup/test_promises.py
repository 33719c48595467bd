"""The table of `make prove` tells of what broke, and a test fails with it."""

from __future__ import annotations

import json
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


def test_a_whole_run_keeps_what_came_of_each_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(
        conftest="import tests.support.promises as p, pathlib; p.KEPT = pathlib.Path('kept')",
        test_it=TESTS,
    )
    pytester.runpytest_subprocess("-p", "tests.support.promises", "--whole")
    (path,) = (pytester.path / "kept").iterdir()
    tests = json.loads(path.read_bytes())["tests"]
    assert {name.partition("::")[2]: one["outcome"] for name, one in tests.items()} == {
        "test_a": "failed",
        "test_b": "passed",
        "test_none": "failed",
    }
    assert tests["test_it.py::test_a"]["promises"] == [["nothing is lost", 4, 3]]
    assert "number 2" in tests["test_it.py::test_a"]["why"]


ABORTS = """
import os, signal
tried = []

def test_it(promised, secret_service, _keyrings):
    promise = promised("nothing is lost")
    for number in range(3):
        with promise.case(f"number {number}"):
            if number == 1 and not tried:
                tried.append(number)
                _keyrings._one.daemon.send_signal(signal.SIGABRT)
                _keyrings._one.daemon.wait(20)
                assert not "well"
"""


@pytest.mark.keyring
def test_where_the_keyring_itself_ends_the_test_is_run_again(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(ABORTS)
    plugins = ("-p", "tests.support.promises", "-p", "tests.support.keyrings")
    told = pytester.runpytest_subprocess(*plugins, "--reruns=1", "--only-rerun=KeyringAborted")
    told.stdout.fnmatch_lines(["| nothing is lost | 3 | 3 |", "* 1 passed*1 rerun*"])

"""A test whose process ends is tried once more by itself, is named, and fails if it ends again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENDS = """
import os
from pathlib import Path

def end(mark):
    here = Path(mark)
    if not here.exists():
        here.touch()
        os._exit(11)

def test_well():
    pass

def test_once():
    end("once")
"""
ALWAYS = """
import os

def test_always():
    os._exit(11)
"""
KILLED = """
import ctypes
import sys
from pathlib import Path

here = Path(sys.argv[1])
if not here.exists():
    here.touch()
    ctypes.string_at(0)
"""
RUNS_ONE = """
from pathlib import Path

from tests.support import crashed

def test_runs_one():
    crashed.module("killed", str(Path("mark").resolve()), within=60)
"""
OFTEN = "\n".join(f"def test_{n}():\n    end('mark{n}')\n" for n in range(3))


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p tests.support.crashed --reruns=2 --only-rerun=Never")
    return pytester


def ended(run: pytest.Pytester, source: str) -> pytest.RunResult:
    run.makepyfile(source)
    return run.runpytest_subprocess("-n", "1", "--dist", "loadfile")


def test_it_is_tried_again_by_itself_and_named(run: pytest.Pytester) -> None:
    told = ended(run, ENDS)
    told.stdout.fnmatch_lines(["*processes that ended*", "*::test_once: *by itself it passes"])
    assert "failed" not in told.parseoutcomes()
    assert told.ret == pytest.ExitCode.OK


def test_one_that_ends_again_fails_the_run(run: pytest.Pytester) -> None:
    told = ended(run, ALWAYS)
    told.stdout.fnmatch_lines(["*::test_always: its process ended; by itself it fails"])
    assert told.ret == pytest.ExitCode.TESTS_FAILED


def test_a_program_that_ended_is_named_and_run_again(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(run.path))))
    run.makepyfile(killed=KILLED)
    run.makepyfile(RUNS_ONE)
    told = run.runpytest_subprocess("--reruns=1", "--only-rerun=ProcessEnded", "-rR")
    told.assert_outcomes(passed=1)
    assert told.parseoutcomes()["rerun"] == 1
    told.stdout.fnmatch_lines(["*UserWarning: killed ended by signal 11: *Fatal Python error*"])


def test_more_than_a_few_fail_the_run(run: pytest.Pytester) -> None:
    told = ended(run, ENDS + OFTEN)
    assert told.parseoutcomes()["failed"] == 2
    assert told.ret == pytest.ExitCode.TESTS_FAILED

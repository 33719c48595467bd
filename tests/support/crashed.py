"""A test process that ended is told of, and what it was at is tried once more by itself.

PySide6 ended one now and then, where a widget was made or went at the address of something that Qt
had deleted unknown to Python. What was found of that is mended, and `layoutitems` watches for it;
whether it was all isn't known yet. Nothing is hidden: each is named at the end, and the run fails
if one ends or fails again by itself, or if more than a few end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FEW = 2
_ended: list[str] = []
_said: list[str] = []


class ProcessEnded(Exception):  # noqa: N818  (as `KeyringAborted`)
    """A program that a test ran was ended by a signal; the test is run again, and named."""


def module(name: str, *arguments: str, within: float) -> None:
    """Run one of tests/ as a program of its own, without a screen, for at most `within` seconds.

    Raises `ProcessEnded` with where Python was, and CalledProcessError where it failed otherwise.
    """
    command = [sys.executable, "-X", "faulthandler", "-m", name, *arguments]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as spoken:
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                stderr=spoken,
                check=False,
                timeout=within,
            )
        finally:  # also where it hangs
            spoken.seek(0)
            told = spoken.read()
            sys.stderr.write(told)
    if done.returncode < 0:
        said = f"{name} ended by signal {-done.returncode}: {told[-4000:]}"
        warnings.warn(said, stacklevel=2)  # is told at the end of the run, even if all is well then
        raise ProcessEnded(said)
    done.check_returncode()


@pytest.hookimpl(trylast=True, optionalhook=True)
def pytest_handlecrashitem(crashitem: str, report: pytest.TestReport) -> None:
    """xdist asks what becomes of the test, and goes on with its file in another process."""
    _ended.append(crashitem)
    if len(_ended) <= FEW:
        report.outcome = "rerun"  # type: ignore[assignment]  # as pytest-rerunfailures calls it


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Try them by themselves; where that fails the run has failed."""
    for test in dict.fromkeys(_ended[:FEW]):
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", test]
        again = subprocess.run(
            command, cwd=session.config.rootpath, capture_output=True, text=True, check=False
        )
        well = again.returncode == 0
        _said.append(f"{test}: its process ended; by itself it {'passes' if well else 'fails'}")
        if not well:
            _said.append(again.stdout[-4000:])
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name them."""
    if _said:
        terminalreporter.section("processes that ended")
        for line in _said:
            terminalreporter.write_line(line)

"""An error that nobody expected leaves a file that can be read and sent, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app import crashreport
from tests.prove import trace
from tests.prove.leakrun import CORES, ROOT
from tests.prove.leaks import Search, files_under, found_in
from tests.support.promises import Promised
from ui.crashes import FOLDER

SECRET = "qR9&zK5%wM2^tN8#aB3$xY7!"
SAYS = "An unexpected error leaves a report without secrets, is told, and is sent to nobody"
LATER, NOW = "The last time, Aikagi met an unexpected error.", "Aikagi met an unexpected error."
ENDS = {
    "at_start": "Odd",
    "qt_gives_up": "Qt: QThread",
    "crashes": "Fatal Python error: Segmentation fault",
    "aborts": "Fatal Python error: Aborted",
}


class Ran:
    """One run of the program, and what it left."""

    def __init__(self, place: Path, what: str, traced: Sequence[str] = ()) -> None:
        data = place / "data"
        (place / "cwd").mkdir(parents=True, exist_ok=True)
        command = [*CORES, *traced, sys.executable, "-m", "tests.prove.crashprogram", what]
        self.done = subprocess.run(
            [*command, "--data-dir", str(data), "--lang", "en"],
            cwd=place / "cwd",
            env=os.environ | {"CRASHPROGRAM_SECRET": SECRET, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        self.folder = data / FOLDER
        self.said = self.done.stdout.decode() + self.done.stderr.decode()
        self.leaks = found_in(Search({"secret": SECRET.encode()}), files_under(place))
        self.leaks += Search({"secret": SECRET.encode()}).find(self.done.stdout)
        self.leaks += Search({"secret": SECRET.encode()}).find(self.done.stderr)

    @property
    def reports(self) -> list[str]:
        return [path.read_text("utf-8") for path in sorted(self.folder.glob(crashreport.PATTERN))]


def test_what_it_lives_on_after(tmp_path: Path, promised: Promised) -> None:
    promise = promised(SAYS)
    ran = Ran(tmp_path, "many")
    assert ran.done.returncode == 0, ran.said
    for wanted in (
        *("Odd", "builtins.KeyError", "builtins.ValueError", "in goes_wrong", "thread MainThread"),
        *("builtins.FileNotFoundError: ENOENT", "builtins.UnicodeDecodeError", "thread listener"),
        *("builtins.ExceptionGroup", "crashprogram.py", "in in_paint.<locals>.Broken.paintEvent"),
        *("page start", "Aikagi ", "Qt 6."),
    ):
        with promise.case(f"a report has {wanted}"):
            assert wanted in "".join(ran.reports)
    with promise.case("nothing of the secret anywhere"):
        assert not ran.leaks
    with promise.case("it is told at once"):
        assert f"at the start: \nat the end: {NOW}" in ran.said
    with promise.case("fifty times the same error is one report, by whichever way it was called"):
        assert sum("Broken.paintEvent" in report for report in ran.reports) in {1, 2}
    with promise.case("what can't be raised any more is no crash, and is printed without a word"):
        assert "ignored: " in ran.said
    again = Ran(tmp_path, "nothing")
    with promise.case("told once"):
        assert "at the start: \nat the end: \n" in again.said


@pytest.mark.parametrize("what", ["many", "crashes"])
def test_it_goes_nowhere(what: str, tmp_path: Path, promised: Promised) -> None:
    """Neither the program itself nor one that it starts tells anybody, then or at the next start.

    Nobody is signed in, so that there is nothing else to connect to, either.
    """
    promise, traced = promised(SAYS), tmp_path / "trace"
    for again in (what, "nothing"):
        Ran(tmp_path / "run", again, trace.command(traced))
        seen = trace.read(traced)
        assert seen.opened, "it is seen what it does"
        with promise.case(f"{what}, {again}: nobody is connected to"):
            assert not [where for _, where in seen.connected if not where.startswith("unix ")]
        with promise.case(f"{what}, {again}: nothing is started"):
            assert len(seen.started) == 1


@pytest.mark.parametrize("what", ENDS)
def test_what_ends_it(what: str, tmp_path: Path, promised: Promised) -> None:
    promise = promised(SAYS)
    ran = Ran(tmp_path, what)
    assert ran.done.returncode not in {0, 2}, ran.said
    after = Ran(tmp_path, "nothing")
    with promise.case(f"{what}: one report"):
        assert len(after.reports) == 1
        assert ENDS[what] in after.reports[0]
        assert "crashprogram.py" in after.reports[0]
        assert str(ROOT) not in after.reports[0]
    with promise.case(f"{what}: nothing of the secret anywhere"):
        assert not after.leaks
        assert what == "qt_gives_up" or not ran.leaks  # Qt says its own words, as ever
    with promise.case(f"{what}: no core"):
        assert not list((tmp_path / "cwd").iterdir())
    with promise.case(f"{what}: told at the next start, and not again"):
        assert f"at the start: {LATER}" in after.said
        assert "at the start: \n" in Ran(tmp_path, "nothing").said


@pytest.mark.parametrize("what", ["killed", "nothing"])
def test_no_error_no_report(what: str, tmp_path: Path, promised: Promised) -> None:
    promise = promised(SAYS)
    ran, after = Ran(tmp_path, what), Ran(tmp_path, "nothing")
    with promise.case(f"{what}: nothing to tell"):
        assert ran.reports == after.reports == []
        assert "at the start: \n" in after.said


def test_what_work_catches_has_a_report_too(tmp_path: Path, promised: Promised) -> None:
    ran = Ran(tmp_path, "in_work")
    with promised(SAYS).case("in the background"):
        assert not ran.leaks
        assert "Odd at goes_wrong" in (tmp_path / "data" / "aikagi.log").read_text()
        assert ["in goes_wrong" in report for report in ran.reports] == [True]

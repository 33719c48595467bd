"""`aikagi --self-test`: whether all that an installed program is made of is there and works.

Each part runs in a child of this program, where Qt draws on no screen and the keyring is one in
memory: a part that crashes or hangs is told of, and another child goes on with the rest. What a
child finds it writes into a file in a folder that goes away with the test. Nothing of the
customer's is touched, and nothing leaves this computer.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPORT = "report"  # what the child found, a line of JSON for each part begun and ended
COMPLAINTS = "stderr"
OPTION = "--self-test-parts"
DESKTOP = "QT_QPA_PLATFORMTHEME"  # a plugin of the desktop's, which may want a screen
START_SECONDS = 60.0  # a virus scanner may read every file first
LOOK_SECONDS = 0.05
END_SECONDS = 10.0
TELLING = re.compile(r"could not|can't|cannot|error", re.IGNORECASE)  # Qt goes on with advice
LONGEST = 300  # letters of a line that isn't ours
# The parts, in this order, and how long each may take; see `ui.selftest_parts`.
LIMITS = {
    "files": 60.0,
    "modules": 60.0,
    "words": 10.0,
    "keyring": 40.0,
    "tls": 20.0,
    "aws": 60.0,
    "codes": 10.0,
    "windows": 90.0,
    "papers": 30.0,
    "practice": 90.0,
}


@dataclass(frozen=True)
class Result:
    """How one part went: `why` it failed, "" where it is well; `notes` are worth knowing."""

    part: str
    why: str = ""
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """What is printed of it."""
        yield f"FAILED  {self.part}: {self.why}" if self.why else f"ok  {self.part}"
        yield from (f"      note: {note}" for note in self.notes)


def command() -> list[str]:
    """How this program starts itself: installed, its own executable; else Python's."""
    installed = getattr(sys, "frozen", False) or "python" not in Path(sys.executable).stem.lower()
    return [sys.executable] if installed else [sys.executable, "-m", "ui"]


def run(say: Callable[[str], object], start: Sequence[str] = ()) -> int:
    """Run every part and `say` how each went; 0 where all are well, else 1.

    `start` starts the program, where it isn't this one.
    """
    names, results = list(LIMITS), []
    try:
        with tempfile.TemporaryDirectory(
            prefix="aikagi-self-test-", ignore_cleanup_errors=True
        ) as folder:
            for result in _all(names, list(start) or command(), Path(folder)):
                results.append(result)
                for line in result.lines():
                    say(line)
    except OSError as error:
        say(f"FAILED  self-test: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
    well = sum(not result.why for result in results)
    say(f"self-test: {well} of {len(names)} parts are well")
    return 0 if well == len(names) else 1


def _all(names: Sequence[str], start: list[str], folder: Path) -> Iterator[Result]:
    """Each part's result; a new child after each that ended before its time."""
    waiting = list(names)
    while waiting:
        sitting = folder / str(len(waiting))
        sitting.mkdir()
        for result in Sitting(start, waiting, sitting).results():
            waiting.remove(result.part)
            yield result


class Sitting:
    """One child, and what it reports. It yields a result for one part at least."""

    def __init__(self, start: list[str], parts: Sequence[str], folder: Path) -> None:
        self._start, self._parts, self._folder = start, tuple(parts), folder
        self._read = 0  # bytes of the report
        self._current = ""
        self._since = time.monotonic()
        self._reported = False  # a result of the child's own, or ours about it

    def results(self) -> Iterator[Result]:
        """Follow the child to its end, or to the first part that it doesn't come to an end with."""
        told = [*self._start, OPTION, ",".join(self._parts), str(self._folder)]
        kept = {name: value for name, value in os.environ.items() if name != DESKTOP}
        environment = {
            **kept,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CACHE_HOME": str(self._folder),
        }
        if sys.platform == "win32":  # where Qt, without a screen, finds no fonts by itself
            environment["QT_QPA_FONTDIR"] = str(Path(os.environ["SYSTEMROOT"]) / "Fonts")
        with (
            (self._folder / COMPLAINTS).open("wb") as complaints,
            subprocess.Popen(  # noqa: S603  (this very program)
                told,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=environment,
            ) as child,
        ):
            try:
                yield from self._follow(child)
            finally:
                child.kill()

    def _follow(self, child: subprocess.Popen[bytes]) -> Iterator[Result]:
        while True:
            ended = _ended(child)
            yield from self._new()
            if ended:
                why = f"the program ended ({_status(child.returncode)}){self._last_words()}"
                yield from self._unfinished(why)
                return
            if time.monotonic() - self._since > self._limit():
                if self._current or not self._reported:
                    yield from self._unfinished(f"not done within {self._limit():.0f} seconds")
                return

    def _limit(self) -> float:
        if self._current:
            return LIMITS[self._current]
        return END_SECONDS if self._reported else START_SECONDS

    def _unfinished(self, why: str) -> Iterator[Result]:
        """The part under way has failed; where none was begun, the first one has."""
        part = self._current or ("" if self._reported else self._parts[0])
        if part:
            yield Result(part, why)

    def _new(self) -> Iterator[Result]:
        """What the child has written since."""
        try:
            with (self._folder / REPORT).open("rb") as file:
                file.seek(self._read)
                written = file.read()
        except FileNotFoundError:
            return
        whole = written[: written.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            yield from self._told(json.loads(line))

    def _told(self, entry: dict[str, Any]) -> Iterator[Result]:
        self._since = time.monotonic()
        self._current = entry.get("begun", "")
        if not self._current:
            self._reported = True
            yield Result(entry["part"], entry["why"], tuple(entry["notes"]))

    def _last_words(self) -> str:
        """Of what the child wrote to its standard error, the last line that says what was wrong."""
        said = (self._folder / COMPLAINTS).read_text(encoding="utf-8", errors="replace")
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        telling = [line for line in lines if TELLING.search(line)] or lines
        return f": {telling[-1][:LONGEST]}" if telling else ""


def _ended(child: subprocess.Popen[bytes]) -> bool:
    try:
        child.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _status(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"

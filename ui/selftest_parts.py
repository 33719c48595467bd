"""The parts of the self-test as the child of `ui.selftest` runs them, one after the other.

A part is a function that yields notes, and raises where something is missing or doesn't work.
Whatever it raises ends the child: the report says what, and another child goes on after it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from ui.selftest import LONGEST, REPORT

MOST_NAMES = 5  # that a sentence lists
Part = Callable[[Path], Iterator[str]]


def installed() -> bool:
    """Whether this is a program that a build made, and not one run from its source."""
    return bool(getattr(sys, "frozen", False))


class NotWellError(Exception):
    """Something of the program is missing or doesn't work; its text says what."""


def need(true: object, otherwise: str) -> None:
    """Go on where it is `true`; else raise `NotWellError`, which says `otherwise`."""
    if not true:
        raise NotWellError(otherwise)


def main(names: Sequence[str], folder: Path) -> int:
    """Run the parts of these names, with `folder` to work in, and write the report there."""
    report = Report(folder / REPORT)
    sys.excepthook = report.failed
    for name in names:
        report.begun(name)
        room = folder / name
        room.mkdir()
        report.ended(tuple(_PARTS[name](room)))
    return 0


class Report:
    """What the parent reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = ""

    def begun(self, part: str) -> None:
        """`part` is under way."""
        self._part = part
        self._write({"begun": part})

    def ended(self, notes: Sequence[str], why: str = "") -> None:
        """It has come to an end; `why` it failed, if it did."""
        self._write({"part": self._part, "why": why, "notes": list(notes)})

    def failed(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """It raised: `sys.excepthook`. Ends the process, also from within a call of Qt's."""
        self.ended((), plain(error))
        sys.__excepthook__(kind, error, trace)
        sys.stderr.flush()
        os._exit(1)

    def _write(self, entry: dict[str, object]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")


def plain(error: BaseException) -> str:
    """What is wrong, in words for whoever supports the customer; never empty."""
    if isinstance(error, ModuleNotFoundError):
        return f"the module {error.name} is missing"
    if isinstance(error, ImportError):
        return f"{error.name or 'a module'} can't be loaded: {error}"
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"the file {error.filename} is missing"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, NotWellError):
        return str(error)
    return f"{type(error).__name__}: {error}"[:LONGEST]


def several(names: Sequence[str]) -> str:
    """The names in a sentence; of many, the first few and how many more."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _files(_room: Path) -> Iterator[str]:
    """Every file is there as it was built."""
    from app import seal

    try:
        sealed = seal.listed()
    except ValueError as error:
        need(False, f"the list of files (resources/files.json) is damaged: {error}")
        return
    if sealed is None:
        # Every installed program is sealed, and on macOS by its signature.
        lost = installed() and sys.platform != "darwin"
        need(not lost, "the list of files (resources/files.json) is missing. Install Aikagi again")
        yield "this isn't a sealed build, so its files weren't compared with a list"
        return
    found = seal.broken(sealed)
    said = [
        f"{what}: {several(names)}"
        for what, names in (
            ("missing", found.missing),
            ("changed", found.changed),
            ("can't be read", found.unread),
        )
        if names
    ]
    need(not said, f"{'; '.join(said)}. Install Aikagi again")
    yield f"{len(sealed)} files are as they were built"


def _modules(_room: Path) -> Iterator[str]:
    from ui.selftest_base import modules

    return modules()


def _words(_room: Path) -> Iterator[str]:
    from ui.selftest_base import speech

    return speech()


def _keyring(_room: Path) -> Iterator[str]:
    from ui.selftest_base import keyring

    return keyring()


def _tls(_room: Path) -> Iterator[str]:
    from ui.selftest_base import tls

    return tls()


def _aws(_room: Path) -> Iterator[str]:
    from ui.selftest_base import aws

    return aws()


def _codes(_room: Path) -> Iterator[str]:
    from ui.selftest_base import codes

    return codes()


def _windows(room: Path) -> Iterator[str]:
    from ui.selftest_base import own
    from ui.selftest_guard import guard
    from ui.selftest_windows import windows

    for name in own("ui"):
        importlib.import_module(name)
    guard()
    return windows(room)


def _papers(_room: Path) -> Iterator[str]:
    from ui.selftest_windows import papers

    return papers()


def _practice(room: Path) -> Iterator[str]:
    from ui.selftest_practice import practice

    return practice(room)


_PARTS: dict[str, Part] = {
    "files": _files,
    "modules": _modules,
    "words": _words,
    "keyring": _keyring,
    "tls": _tls,
    "aws": _aws,
    "codes": _codes,
    "windows": _windows,
    "papers": _papers,
    "practice": _practice,
}

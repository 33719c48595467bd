"""What this process changes on the disk, one by one, and something that happens just before one.

Python says it of everything (https://docs.python.org/3/library/audit_events.html), so that a file
which the program comes to write is among these by itself.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES = {"os.rename": 1, "os.link": 1, "os.mkdir": 0, "os.remove": 0, "os.utime": 0}


@dataclass(frozen=True)
class Write:
    """One change: "open", "rename", "link", "mkdir", "remove"; of which path, asked for by whom."""

    kind: str
    path: Path
    who: str


@dataclass
class _Watch:
    folders: tuple[str, ...]
    heard: Callable[[Write], None]
    thread: int
    inside: bool = False


_watches: list[_Watch] = []
_hooked: list[bool] = []


@contextmanager
def watched(folders: tuple[Path, ...], heard: Callable[[Write], None]) -> Iterator[None]:
    """`heard` is called before each change by this thread below one of the folders."""
    if not _hooked:
        _hooked.append(True)
        sys.addaudithook(_hook)  # there is no way to take one away
    _watches.append(_Watch(tuple(map(str, folders)), heard, threading.get_ident()))
    try:
        yield
    finally:
        _watches.pop()


def _hook(event: str, given: tuple[Any, ...]) -> None:
    if not _watches or (event != "open" and event not in _NAMES):
        return
    watch = _watches[-1]
    if watch.inside or watch.thread != threading.get_ident():
        return
    if event == "open":
        path, flags = given[0], given[2] or 0
        if not flags & _WRITES:
            return
    else:
        path = given[_NAMES[event]]
    if not isinstance(path, str | os.PathLike) or not os.fspath(path).startswith(watch.folders):
        return
    watch.inside = True
    try:
        watch.heard(Write(event.removeprefix("os."), Path(path), _who()))
    finally:
        watch.inside = False


def _who() -> str:
    """The function of the program that wants the file: the first outside of the doors."""
    frame: FrameType | None = sys._getframe(3)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(("app.", "ui.")) and name not in {"app.newfile", "app.recordfile"}:
            return f"{name}.{frame.f_code.co_name}"
        frame = frame.f_back
    return "?"

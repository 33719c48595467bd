"""A power cut at every line: a fork of this process is killed just before it runs line n."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any


def at_every_line(act: Callable[[], object], files: tuple[str, ...]) -> Iterator[int]:
    """Yield after each run of `act` that was killed in `files`, and at the end after a whole one.

    Call it from a process without threads.
    """
    number = 0
    while True:
        number += 1
        killed = _killed_at(number, act, files)
        yield number
        if not killed:
            return


def _killed_at(number: int, act: Callable[[], object], files: tuple[str, ...]) -> bool:
    child = os.fork()
    if not child:
        try:
            sys.settrace(_counter(number, files))
            act()
            sys.settrace(None)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _counter(number: int, files: tuple[str, ...]) -> Callable[..., Any]:
    seen = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.endswith(files):
            return None
        if event == "line":
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace

"""What a piece of work holds while it runs: a way to report, and a way to learn that it must stop.

Work is a plain function of app/ whose last argument is a `Token`. Who runs it (a thread of the
interface, a test, the command line) decides what reports do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818  (not an error: the customer's wish)
    """The customer pressed Cancel."""


def _nowhere(_: object) -> None:
    """Drop a report that nobody asked for."""


class Token:
    """The thread-safe link between a piece of work and the one who asked for it."""

    def __init__(self, report: Callable[[object], None] = _nowhere) -> None:
        self.report = report
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next check. Safe from any thread, any number of times."""
        self._stop.set()

    def check(self) -> None:
        """Raise `Cancelled` if the work should stop."""
        if self._stop.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleep for `seconds`, but raise `Cancelled` at once on cancel."""
        if self._stop.wait(seconds):
            raise Cancelled

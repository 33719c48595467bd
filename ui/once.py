"""A call that two may ask for and that is made once: by the answer, or by the limit."""

from __future__ import annotations

from collections.abc import Callable


class Once:
    """Calls what it holds the first time only."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call

    def __call__(self) -> None:
        call, self._call = self._call, None
        if call:
            call()

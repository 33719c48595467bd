"""A power cut at any write: nothing in app/ can catch it, and nothing is cleaned up after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from app.clients import Clients

READS = ("get_", "list_")


class PowerCut(BaseException):
    """The process is gone here."""


@contextmanager
def power_cut(number: int, *, after: bool) -> Iterator[list[str]]:
    """The write of that number is the last one: it isn't sent, or (`after`) its reply is lost.

    Gives the writes that were made.
    """
    ask, writes = Clients.ask, []

    def counted(
        self: Clients, client: Any, operation: str, parameters: Mapping[str, object]
    ) -> Any:
        if operation.startswith(READS):
            return ask(self, client, operation, parameters)
        writes.append(operation)
        if len(writes) == number and not after:
            raise PowerCut
        reply = ask(self, client, operation, parameters)
        if len(writes) == number:
            raise PowerCut
        return reply

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Clients, "ask", counted)
        yield writes


def at_every_write(attempt: Callable[[], Callable[[], object]], *, after: bool) -> Iterator[int]:
    """Yield after each run that was cut short at its n-th write, until one comes to its end.

    `attempt` prepares and returns what is then run.
    """
    number = 0
    while True:
        number += 1
        run = attempt()
        try:
            with power_cut(number, after=after):
                run()
        except PowerCut:
            yield number
        else:
            return

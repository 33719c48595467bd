"""AWS calls that go to one named Region; without a name, to where AWS is asked by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from app.troubles import NAME_LOOKUP, OFFLINE, PROXY, TIMED_OUT, Trouble

NOBODY_ANSWERS = (NAME_LOOKUP, OFFLINE, PROXY, TIMED_OUT)


class Door(Protocol):
    """What the calls go through: `app.clients.Clients`."""

    def client(self, service: str, region: str = "") -> Any:
        """The client of a service in that Region."""

    def offers(self, service: str, region: str) -> bool | None:
        """Whether AWS offers a service in that Region; None where that isn't known."""

    def ask(self, client: Any, operation: str, parameters: Mapping[str, object]) -> Any:
        """The reply of one of `client`'s operations. Raises `Trouble`."""

    def turn(
        self, client: Any, operation: str, key: str, parameters: Mapping[str, object]
    ) -> list[Any]:
        """All items under `key` of a listing. Raises `Trouble`."""


@dataclass(frozen=True)
class Region:
    """The same session's calls, in the Region `name`. Has the ways of `Clients`."""

    door: Door
    name: str = ""

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one call there and return its reply as a dict. Raises `Trouble`."""
        with self._noting(service):
            return self.door.ask(self.door.client(service, self.name), operation, parameters)

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items under `key` of a listing there, from every page. Raises `Trouble`.

        Where `key` is "", the pages themselves.
        """
        with self._noting(service):
            client = self.door.client(service, self.name)
            return self.door.turn(client, operation, key, parameters)

    @contextmanager
    def _noting(self, service: str) -> Iterator[None]:
        """A call that finds no way to a service that isn't offered here says so in its `Trouble`.

        Both have to be so: the list of what is offered where is older than this program, and AWS
        opens services in more Regions all the time; and that nobody answers has other causes.
        """
        try:
            yield
        except Trouble as trouble:
            nobody = trouble.kind in NOBODY_ANSWERS
            trouble.not_offered = nobody and self.door.offers(service, self.name) is False
            raise

    def at(self, region: str) -> Region:
        """The calls of another Region."""
        return Region(self.door, region)

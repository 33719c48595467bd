"""AWS calls that go to one named Region; without a name, to where AWS is asked by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Door(Protocol):
    """What the calls go through: `app.clients.Clients`."""

    def client(self, service: str, region: str = "") -> Any:
        """The client of a service in that Region."""

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
        return self.door.ask(self.door.client(service, self.name), operation, parameters)

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items under `key` of a listing there, from every page. Raises `Trouble`.

        Where `key` is "", the pages themselves.
        """
        client = self.door.client(service, self.name)
        return self.door.turn(client, operation, key, parameters)

    def at(self, region: str) -> Region:
        """The calls of another Region."""
        return Region(self.door, region)

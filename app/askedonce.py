"""Asking AWS within one look: what was answered in it isn't asked again."""

from __future__ import annotations

from typing import Any, Protocol


class Asks(Protocol):
    """What answers reading calls: `app.clients.Clients`, or one look through it."""

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """One reply. Raises `Trouble`."""

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items of a listing. Raises `Trouble`."""


class AskedOnce:
    """One look: each question goes to AWS once. One that failed is asked anew."""

    def __init__(self, clients: Asks) -> None:
        self._clients = clients
        self._answers: dict[str, Any] = {}

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """One reply. Raises `Trouble`."""
        asked = repr((service, operation, sorted(parameters.items())))
        if asked not in self._answers:
            self._answers[asked] = self._clients.call(service, operation, **parameters)
        return self._answers[asked]

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items of a listing. Raises `Trouble`."""
        asked = repr((service, operation, key, sorted(parameters.items())))
        if asked not in self._answers:
            self._answers[asked] = self._clients.pages(service, operation, key, **parameters)
        return list(self._answers[asked])

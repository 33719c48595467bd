"""Self-test: a keyring in memory, in the place of this computer's own, for as long as it's asked.

Only a child of the self-test uses it. The program has no way to: `app.secretstore` takes none but
the real ones, and a test holds that nothing else changes its list.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from app import secretstore


class Memory:
    """Keeps entries in this process, for all who ask, and nowhere else. Its repr says nothing."""

    priority = 1.0
    _entries: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._entries.pop((service, username), None)


@contextmanager
def in_memory() -> Iterator[None]:
    """Within the `with`, this process's only keyring is one in memory. It ends empty."""
    real = secretstore.BACKENDS
    secretstore.BACKENDS = {sys.platform: (f"{__name__}:{Memory.__name__}",)}
    try:
        yield
    finally:
        secretstore.BACKENDS = real
        Memory._entries.clear()  # noqa: SLF001  (our own)

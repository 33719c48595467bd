"""Two computers that work on one account, the one in the middle of what the other does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.clients import Clients
from app.practice import Practice
from app.secretstore import SecretStore
from app.settings import Settings
from app.troubles import Trouble
from app.work import Cancelled
from tests.app.test_secretstore import WindowsLike
from tests.prove.scene import Scene

PIECE = 1200  # characters of an entry
Doing = Callable[[Scene], object]


class Computers:
    """Each has a keyring and a data directory of its own. `at` is the one that is sat at."""

    def __init__(self, practice: Practice, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._stores = {name: SecretStore("aikagi-practice", WindowsLike(), PIECE) for name in "AB"}
        self._patch, self._folder = patch, folder
        self.at = "A"
        patch.setattr(SecretStore, "open", lambda *_: self._stores[self.at])
        self.scenes: dict[str, Scene] = {}
        for name in "AB":
            with self.sitting_at(name):
                self.scenes[name] = self._scene(practice, name)

    def _scene(self, practice: Practice, name: str) -> Scene:
        data, packages = self._folder / name / "data", self._folder / name / "packages"
        for folder in (data, packages):
            folder.mkdir(parents=True)
        made = Scene(practice, Settings(data, True, practice.address, "en"), packages)
        made.sign_in()
        return made

    @contextmanager
    def sitting_at(self, name: str) -> Iterator[Scene | None]:
        """From now on that one is used."""
        before, self.at = self.at, name
        yield self.scenes.get(name)
        self.at = before

    def both(self, first: Doing, second: Doing, number: int) -> tuple[list[Trouble | None], bool]:
        """`second` is done on B just before call `number` of what `first` does on A.

        What came of each, and whether A made so many calls.
        """
        came: list[Trouble | None] = [None, None]
        left = [number]
        ask, mine = Clients.ask, self.scenes["A"].session.clients
        lock = threading.Lock()

        def asked(clients: Clients, client: Any, name: str, parameters: Any) -> Any:
            if clients is mine:
                with lock:
                    left[0] -= 1
                    now = left[0] == 0
                if now:
                    came[1] = self.done("B", second)
            return ask(clients, client, name, parameters)

        with self._patch.context() as patch:
            patch.setattr(Clients, "ask", asked)
            came[0] = self.done("A", first)
        return came, left[0] <= 0

    def done(self, name: str, doing: Doing) -> Trouble | None:
        """Do it there, and what it raised."""
        with self.sitting_at(name):
            try:
                doing(self.scenes[name])
            except Trouble as trouble:
                return trouble
            except Cancelled:  # pragma: no cover - nobody cancels here
                raise
        return None

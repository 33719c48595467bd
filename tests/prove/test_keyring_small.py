"""A keyring as Windows has it, of which an entry holds 1,280 characters, fails at every write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.practice import Practice
from app.secretstore import OWNER, SecretStore
from app.settings import Settings
from app.troubles import Trouble
from tests.app.test_secretstore import WINDOWS_LONGEST, WindowsLike
from tests.prove.keyringacts import ACTS, Act
from tests.prove.scene import Scene
from tests.support.promises import Promised

SAYS = "A keyring that refuses more than 1,280 characters: told, nothing lost, nothing left"
PIECE = 1200


class Counted(WindowsLike):
    """Fails at one write or removal, and holds on to how long entries were."""

    longest = 0

    def set_password(self, service: str, username: str, password: str) -> None:
        self.longest = max(self.longest, len(password))
        super().set_password(service, username, password)

    def services(self) -> list[str]:
        """What it holds."""
        return sorted(service for service, _ in self.entries)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The only keyring of this computer."""
    backend = Counted()
    opened = SecretStore("aikagi-practice", backend, PIECE)
    monkeypatch.setattr(SecretStore, "open", lambda *_: opened)
    return backend


@pytest.fixture
def scene(small: Counted, tmp_path: Path, data_dir: Path) -> Iterator[Scene]:
    """Somebody who is signed in."""
    with Practice(fast=True) as practice:
        settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
        made = Scene(practice, settings, tmp_path)
        made.entries = small.services
        made.sign_in()
        yield made


def emptied(small: Counted) -> None:
    """It holds nothing, and fails no more."""
    small.fail_at, small.longest = -1, 0
    small.entries.clear()


def attempt(act: Act, scene: Scene, small: Counted, number: int) -> None:
    """One case, of which nothing is left to the next where it fails."""
    with scene.standing_alone(partial(emptied, small)):
        act.before(scene)
        small.writes, small.fail_at = 0, number
        trouble = None
        try:
            act.do(scene)
        except Trouble as caught:
            trouble = caught
        small.fail_at = -1
        act.after(scene, trouble)
        assert small.longest <= WINDOWS_LONGEST
        assert {owner for _, owner in small.entries} <= {OWNER}


@pytest.mark.parametrize("name", ACTS)
def test_at_every_write(
    name: str, scene: Scene, small: Counted, promised: Promised, whole: bool
) -> None:
    act, promise = ACTS[name], promised(SAYS)
    act.before(scene)
    small.writes = 0
    act.do(scene)
    writes = small.writes
    act.after(scene, None)
    for number in range(1, writes + 1, 1 if whole else max(1, writes // 3)):
        with promise.case(f"{name}, write {number} of {writes}"):
            attempt(act, scene, small, number)
    if "session" in "".join(small.services()):  # it was in pieces, or nothing was tried here
        assert len([s for s in small.services() if "/session/" in s]) > 1

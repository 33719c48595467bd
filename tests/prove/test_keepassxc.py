"""KeePassXC keeps the secrets, and fails as GNOME Keyring is made to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prove.brokenkeyring import GoBetween, between
from tests.prove.keepassxc import keepassxc
from tests.prove.keyringacts import ACTS
from tests.prove.keyringcases import attempt, count_calls, nothing_on_disk, scene_with
from tests.prove.keyringfaults import is_late, loses, refuses, vanishes
from tests.prove.scene import Scene
from tests.support.promises import Promised

SAYS = "KeePassXC as the keyring fails at any point: told, nothing lost, and it goes on"
UNDER_WAY = (refuses, vanishes, loses, is_late)  # only a person can unlock its database again
PATIENCE = 4.0  # seconds: it is slower than GNOME Keyring
PLACES = 2  # of an act, at which each fault is tried


@pytest.fixture
def broken(whole: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[GoBetween]:
    """KeePassXC, and what can break on the way to it."""
    if not whole:
        pytest.skip("KeePassXC is tried by `make prove`")
    with keepassxc() as (address, connection), between(connection, address) as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made


@pytest.fixture
def scene(
    broken: GoBetween, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """Somebody who is signed in."""
    with scene_with(broken, tmp_path, data_dir, monkeypatch, PATIENCE) as made:
        yield made


@pytest.mark.keyring
@pytest.mark.parametrize("name", ACTS)
def test_at_many_calls(name: str, scene: Scene, broken: GoBetween, promised: Promised) -> None:
    act, promise = ACTS[name], promised(SAYS)
    calls = count_calls(act, scene, broken)
    for place in range(PLACES):
        for nr, fault in enumerate(UNDER_WAY):
            number = calls * (place * len(UNDER_WAY) + nr) // (PLACES * len(UNDER_WAY))
            with promise.case(f"{name}, call {number} of {calls}, KeePassXC {fault.__name__}"):
                attempt(act, scene, broken, number, fault)
    nothing_on_disk(scene)

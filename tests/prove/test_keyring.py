"""The keyring fails at every single call that is made to it, in every way that it can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.troubles import KEYRING_LOCKED, KEYRING_SLOW
from tests.prove.brokenkeyring import GoBetween, between
from tests.prove.keyringacts import ACTS
from tests.prove.keyringcases import attempt, count_calls, nothing_on_disk, run, scene_with
from tests.prove.keyringfaults import FAULTS
from tests.prove.scene import Scene, joined
from tests.support.promises import Promised

SAYS = "The keyring fails at any point: told, nothing lost, nothing in a file, and it goes on"
LOCKED = "The keyring is locked, slow or silent: asked for once, told, and it goes on"
SLOW = 0.02  # of a second for each answer, of which an act needs up to fifty


@pytest.fixture
def broken(secret_service: DBusConnection, monkeypatch: pytest.MonkeyPatch) -> Iterator[GoBetween]:
    """A real keyring, and what can break on the way to it."""
    with between(secret_service, os.environ["DBUS_SESSION_BUS_ADDRESS"]) as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made


@pytest.fixture
def scene(
    broken: GoBetween, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """Somebody who is signed in."""
    with scene_with(broken, tmp_path, data_dir, monkeypatch) as made:
        yield made


@pytest.mark.keyring
@pytest.mark.parametrize("name", ACTS)
def test_at_every_call(
    name: str, scene: Scene, broken: GoBetween, promised: Promised, whole: bool
) -> None:
    act, promise = ACTS[name], promised(SAYS)
    calls = count_calls(act, scene, broken)
    cases = [(number, fault) for fault in FAULTS for number in range(calls)]
    spread = [(calls * nr // len(FAULTS), fault) for nr, fault in enumerate(FAULTS)]
    for number, fault in cases if whole else spread:
        with promise.case(f"{name}, call {number} of {calls}, the keyring {fault.__name__}"):
            attempt(act, scene, broken, number, fault)
    nothing_on_disk(scene)


@pytest.mark.keyring
@pytest.mark.parametrize("person", ["cancels", "away", "slow"])
@pytest.mark.parametrize("name", ["signing in", "letting a vendor in", "disabling", "signing out"])
def test_from_the_beginning(
    name: str, person: str, scene: Scene, broken: GoBetween, promised: Promised
) -> None:
    """Locked with its owner at the prompt, or not, before the act begins; or only slow."""
    act = ACTS[name]
    with promised(LOCKED).case(f"{name}, {person}"):
        act.before(scene)
        if person == "slow":
            broken.slow = SLOW
        else:
            broken.lock()
            broken.person = person
        trouble = run(act, scene)
        broken.mend()
        joined()
        if person == "slow" or name == "disabling":
            assert trouble is None
        elif trouble is not None and trouble.kind.code != "keyring-kept":
            assert trouble.kind is (KEYRING_SLOW if person == "away" else KEYRING_LOCKED)
        else:
            assert trouble is not None
        act.after(scene, trouble)

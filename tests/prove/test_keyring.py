"""The keyring fails at every single call that is made to it, in every way that it can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.practice import Practice
from app.settings import Settings
from app.troubles import Trouble
from tests.prove.brokenkeyring import FAULTS, Fault, GoBetween, between, loses
from tests.prove.keyringacts import ACTS, Act, Scene, joined
from tests.support import room
from tests.support.promises import Promised

SAYS = "The keyring fails at any point: told, nothing lost, nothing in a file, and it goes on"
KNOWN = {
    *("keyring-missing", "keyring-locked", "keyring-refused", "keyring-slow", "keyring-lost"),
    "keyring-kept",
}
HURRY = 0.5


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
    """Somebody who is signed in, and whose patience with the keyring is short."""
    for name, seconds in (("PROMPT", HURRY), ("TURN", 0.05), ("RENEWAL", HURRY)):
        monkeypatch.setattr(f"app.prompts.{name}_SECONDS", seconds, raising=False)
    folder = tmp_path / "packages"
    folder.mkdir()
    with Practice(fast=True) as practice:
        settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
        made = Scene(practice, settings, folder)
        made.entries = broken.entries
        made.sign_in()
        yield made


def run(act: Act, scene: Scene) -> Trouble | None:
    """Do it, and what it raised."""
    try:
        act.do(scene)
    except Trouble as trouble:
        return trouble
    return None


def attempt(act: Act, scene: Scene, broken: GoBetween, number: int, fault: Fault) -> None:
    """One case."""
    act.before(scene)
    scene.lost = fault is loses
    broken.break_at(number, fault)
    trouble = run(act, scene)
    broken.mend()
    joined()
    if trouble is not None:
        assert trouble.kind.code in KNOWN, trouble
    act.after(scene, trouble)


def count_calls(act: Act, scene: Scene, broken: GoBetween) -> int:
    """How many calls to the keyring it makes where nothing fails."""
    act.before(scene)
    broken.calls.clear()
    act.do(scene)
    calls = len(broken.calls)
    act.after(scene, None)
    return calls


def nothing_on_disk(scene: Scene) -> None:
    """No secret stands in a file of the app's, nor in a package beside its encryption."""
    assert len(scene.secrets) > 1
    wanted = [secret.encode() for secret in scene.secrets]
    for folder in (scene.settings.data_dir, scene.folder, room.HOME):
        for file in Path(folder).rglob("*"):
            if file.is_file() and "keyrings" not in file.parts:
                held = file.read_bytes()
                assert not any(secret in held for secret in wanted), file


@pytest.mark.keyring
@pytest.mark.parametrize("name", ACTS)
def test_at_every_call(
    name: str, scene: Scene, broken: GoBetween, promised: Promised, whole: bool
) -> None:
    act, promise = ACTS[name], promised(SAYS)
    calls = count_calls(act, scene, broken)
    assert calls > 1
    cases = [(number, fault) for fault in FAULTS for number in range(calls)]
    spread = [(calls * nr // len(FAULTS), fault) for nr, fault in enumerate(FAULTS)]
    for number, fault in cases if whole else spread:
        with promise.case(f"{name}, call {number} of {calls}, the keyring {fault.__name__}"):
            attempt(act, scene, broken, number, fault)
    nothing_on_disk(scene)

"""How an act is tried with a keyring that breaks at one call: before, the fault, and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from app.practice import Practice
from app.settings import Settings
from app.troubles import Trouble
from tests.prove.brokenkeyring import Fault, GoBetween
from tests.prove.keyringacts import Act
from tests.prove.keyringfaults import loses
from tests.prove.scene import Scene, joined
from tests.support import room
from tests.support.keyrings import wipe

KNOWN = {
    *("keyring-missing", "keyring-locked", "keyring-refused", "keyring-slow", "keyring-lost"),
    "keyring-kept",
}
HURRY = 4.0  # seconds of patience with a keyring that does not answer


@contextmanager
def scene_with(
    broken: GoBetween,
    folder: Path,
    data_dir: Path,
    patch: pytest.MonkeyPatch,
    hurry: float = HURRY,
) -> Iterator[Scene]:
    """Somebody who is signed in, and whose patience with the keyring is short."""
    packages = folder / "packages"
    packages.mkdir()
    with Practice(fast=True) as practice:
        settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
        made = Scene(practice, settings, packages)
        made.entries = broken.entries
        made.sign_in()
        for name, seconds in (("PROMPT", hurry), ("TURN", 0.05), ("RENEWAL", hurry)):
            patch.setattr(f"app.prompts.{name}_SECONDS", seconds)
        yield made


def run(act: Act, scene: Scene) -> Trouble | None:
    """Do it, and what it raised."""
    try:
        act.do(scene)
    except Trouble as trouble:
        return trouble
    return None


def attempt(act: Act, scene: Scene, broken: GoBetween, number: int, fault: Fault) -> None:
    """One case, of which nothing is left to the next where it fails."""
    with scene.standing_alone(partial(emptied, broken)):
        act.before(scene)
        scene.lost = fault is loses
        broken.break_at(number, fault)
        trouble = run(act, scene)
        broken.mend()
        joined()
        if trouble is not None:
            assert trouble.kind.code in KNOWN, trouble
        act.after(scene, trouble)


def emptied(broken: GoBetween) -> None:
    """A keyring that is well, and holds nothing, whatever the program left in it."""
    broken.mend()
    joined()
    wipe(broken.real)


def count_calls(act: Act, scene: Scene, broken: GoBetween) -> int:
    """How many calls to the keyring it makes where nothing fails."""
    act.before(scene)
    broken.calls.clear()
    act.do(scene)
    calls = len(broken.calls)
    act.after(scene, None)
    assert calls > 1
    return calls


def nothing_on_disk(scene: Scene) -> None:
    """No secret stands in a file of the app's, nor in a package beside its encryption."""
    assert len(scene.secrets) > 1
    wanted = [secret.encode() for secret in scene.secrets]
    for folder in (scene.settings.data_dir, scene.folder, room.HOME):
        for file in Path(folder).rglob("*"):
            if file.is_file():
                held = file.read_bytes()
                assert not any(secret in held for secret in wanted), file

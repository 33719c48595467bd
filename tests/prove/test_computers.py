"""Two computers at once on the same account: whatever one does in the middle of the other's act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import revoke
from app.practice import Practice
from app.revoke import Outcome
from app.revoke_state import denied
from app.work import Token
from tests.prove.computers import Computers
from tests.prove.scene import Scene
from tests.support.promises import Promised

SAYS = "Two computers at once on one account: one user at most, shut out stays shut out, both told"
Crossing = Callable[[Computers, int], bool]
MOST = 200
PART = 4  # of the calls of an act, where not all are tried
TOLD = {"user-taken", "user-let-in", "conflict", "user-gone", "not-undone", "user-shut-out"}


@pytest.fixture
def computers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computers]:
    """Two, signed in to the same account."""
    with Practice(fast=True) as practice:
        yield Computers(practice, tmp_path, monkeypatch)


def shut(scene: Scene, mode: str) -> Outcome:
    """Shut the vendor out; the hand-over file was opened on this computer."""
    outcome = revoke.carry_out(
        scene.session, scene.made.user_id, mode, scene.records, Token(), scene.name
    )
    assert outcome.shut_out
    return outcome


def begin(computers: Computers, *, with_vendor: bool) -> None:
    """Another vendor for both."""
    for scene in computers.scenes.values():
        scene.next_vendor()
    if with_vendor:
        with computers.sitting_at("A") as first:
            assert first is not None
            computers.scenes["B"].made = first.create()


def both_create(computers: Computers, number: int) -> bool:
    """One of them has let the vendor in; the other was told that it can't."""
    begin(computers, with_vendor=False)
    plans = {scene.settings.data_dir: scene.plan() for scene in computers.scenes.values()}

    def create(scene: Scene) -> object:
        return scene.create(plans[scene.settings.data_dir])

    came, enough = computers.both(create, create, number)
    let_in = [name for name, trouble in zip("AB", came, strict=True) if trouble is None]
    if enough:
        assert all(t.kind.code in TOLD for t in came if t is not None), came
        assert len(let_in) == 1, came
    with computers.sitting_at(let_in[0]) as scene:
        assert scene is not None
        assert scene.there()
        assert scene.opens(scene.made)
    return enough


def shut_at_once(computers: Computers, number: int, first: str, second: str) -> bool:
    """However they cross, it is shut out; gone where both were told that it went."""
    begin(computers, with_vendor=True)
    outcomes: list[Outcome] = []
    came, enough = computers.both(
        lambda scene: outcomes.append(shut(scene, first)),
        lambda scene: outcomes.append(shut(scene, second)),
        number,
    )
    assert all(t.kind.code in TOLD for t in came if t is not None), came
    with computers.sitting_at("A") as scene:
        assert scene is not None
        state = revoke.look(scene.session.clients, scene.made.user_id, Token(), hint=scene.name)
        assert not state.exists or denied(state)
        assert outcomes[-1].exists == state.exists, "what was said last is so"
        again = shut(scene, revoke.DELETE)
        assert again.complete
        assert not scene.there()
    return enough


def shutting(first: str, second: str) -> Crossing:
    """That crossing."""
    return lambda computers, number: shut_at_once(computers, number, first, second)


CROSSINGS: dict[str, Crossing] = {
    "both let the same vendor in": both_create,
    "one deletes, the other disables": shutting("delete", "disable"),
    "one disables, the other deletes": shutting("disable", "delete"),
    "both delete": shutting("delete", "delete"),
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_at_every_call(name: str, computers: Computers, promised: Promised, whole: bool) -> None:
    promise, number, enough = promised(SAYS), 1, True
    while enough and number < MOST:
        with promise.case(f"{name}, before call {number}"):
            enough = CROSSINGS[name](computers, number)
        number += 1 if whole else PART - 1
    assert promise.tried > 3

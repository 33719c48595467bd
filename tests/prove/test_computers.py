"""Two computers at once on the same account: whatever one does in the middle of the other's act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import revoke
from app.grant_rights import ADMINISTRATOR, CHANGE_PASSWORD, POWER_USER, READ_ONLY
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
    """Shut the vendor out; the vendor record was opened on this computer."""
    outcome = revoke.carry_out(
        scene.session, scene.made.user_id, mode, scene.records, Token(), scene.name
    )
    assert outcome.shut_out
    return outcome


def lessen(scene: Scene, right: str) -> Outcome:
    """Leave the vendor in with that right alone."""
    return revoke.carry_out(
        scene.session,
        scene.made.user_id,
        revoke.REDUCE,
        scene.records,
        Token(),
        scene.name,
        rights=(right,),
    )


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


def changed_since(scene: Scene, calls: int) -> bool:
    """Whether AWS was asked to change something of a user after so many calls."""
    reads = ("Get", "List", "Generate", "Describe", "Simulate")
    return any(
        not call.partition(":")[2].startswith(reads) for call in scene.practice.state.calls[calls:]
    )


def shut_beside_reduce(computers: Computers, number: int, modes: tuple[str, str]) -> bool:
    """However they cross, it is shut out; reducing lifts no block, and says that it is there."""
    begin(computers, with_vendor=True)
    outcomes: dict[str, Outcome] = {}
    ended: dict[str, int] = {}

    def doing(mode: str) -> Callable[[Scene], object]:
        def do(scene: Scene) -> None:
            reduces = mode == revoke.REDUCE
            outcomes[mode] = lessen(scene, READ_ONLY) if reduces else shut(scene, mode)
            ended[mode] = len(scene.practice.state.calls)

        return do

    came, enough = computers.both(doing(modes[0]), doing(modes[1]), number)
    assert all(t.kind.code in TOLD for t in came if t is not None), came
    (shuts,) = (mode for mode in modes if mode != revoke.REDUCE)
    assert came[modes.index(shuts)] is None, came
    since = ended.get(modes[1], 0)
    changed_by_first = changed_since(computers.scenes["A"], since)
    with computers.sitting_at("A") as scene:
        assert scene is not None
        state = revoke.look(scene.session.clients, scene.made.user_id, Token(), hint=scene.name)
        if enough:
            assert not state.exists or denied(state), "shut out stays shut out"
            assert state.exists == (shuts == revoke.DISABLE)
            reduced = outcomes.get(revoke.REDUCE)
            last = modes[0] == revoke.REDUCE and changed_by_first
            if reduced is not None and last:
                assert not (reduced.complete and reduced.exists), "who changed it last was told"
        again = shut(scene, revoke.DELETE)
        assert again.complete
        assert not scene.there()
    return enough


def both_reduce(computers: Computers, number: int) -> bool:
    """Whatever they choose, nothing else is left to the vendor once it is said to be complete."""
    begin(computers, with_vendor=True)
    outcomes: list[Outcome] = []
    ended: list[int] = []

    def choose(scene: Scene, right: str) -> None:
        outcomes.append(lessen(scene, right))
        ended.append(len(scene.practice.state.calls))

    came, enough = computers.both(
        lambda scene: choose(scene, READ_ONLY), lambda scene: choose(scene, POWER_USER), number
    )
    assert all(t.kind.code in TOLD for t in came if t is not None), came
    # Who only looked any more, when the other came, is as who had ended before the other.
    changed = changed_since(computers.scenes["A"], ended[0] if enough else 0)
    last = outcomes[-1 if changed else 0]
    with computers.sitting_at("A") as scene:
        assert scene is not None
        state = revoke.look(scene.session.clients, scene.made.user_id, Token(), hint=scene.name)
        assert state.exists
        assert ADMINISTRATOR not in state.attached or not any(o.complete for o in outcomes)
        if last.complete:
            left = set(state.attached) - {CHANGE_PASSWORD}
            assert left == set(last.rights), "what was said by who changed it last is so"
        again = lessen(scene, READ_ONLY)
        assert again.complete
    return enough


def beside_reduce(first: str, second: str) -> Crossing:
    """That crossing, of which one reduces."""
    return lambda computers, number: shut_beside_reduce(computers, number, (first, second))


def shutting(first: str, second: str) -> Crossing:
    """That crossing."""
    return lambda computers, number: shut_at_once(computers, number, first, second)


CROSSINGS: dict[str, Crossing] = {
    "both let the same vendor in": both_create,
    "one deletes, the other disables": shutting("delete", "disable"),
    "one disables, the other deletes": shutting("disable", "delete"),
    "both delete": shutting("delete", "delete"),
    "one reduces, the other disables": beside_reduce("reduce", "disable"),
    "one disables, the other reduces": beside_reduce("disable", "reduce"),
    "one reduces, the other deletes": beside_reduce("reduce", "delete"),
    "one deletes, the other reduces": beside_reduce("delete", "reduce"),
    "both reduce": both_reduce,
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_at_every_call(name: str, computers: Computers, promised: Promised, whole: bool) -> None:
    promise, number, enough = promised(SAYS), 1, True
    while enough and number < MOST:
        with promise.case(f"{name}, before call {number}"):
            enough = CROSSINGS[name](computers, number)
        number += 1 if whole else PART - 1
    assert promise.tried > 3

"""The clock jumps while somebody is signed in: by AWS's side of the same gap, two days each way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app import revoke
from app.practice import Practice
from app.settings import Settings
from app.troubles import Trouble
from app.work import Token
from tests.app.test_signin import expire
from tests.prove.scene import Scene
from tests.support.promises import Promised

SAYS = "The clock jumps by days, or AWS's sign-in ends: told, nothing half-made, then it goes on"
DAYS = 2 * 86400.0
TOLD = {"clock", "session-expired", "session-over", "not-signed-in", "session-not-renewed"}


def forwards(scene: Scene) -> None:
    """This computer's clock is two days ahead, all at once."""
    scene.practice.state.shift = -DAYS
    expire(scene.session)  # by this clock it ran out long ago


def back(scene: Scene) -> None:
    """It is two days behind."""
    scene.practice.state.shift = DAYS


def ends(scene: Scene) -> None:
    """AWS has ended the session, as after a long sleep."""
    scene.practice.state.sign_out_everyone()


JUMPS = (forwards, back, ends)


def create(scene: Scene) -> None:
    """Let a vendor in."""
    scene.create()


def disable(scene: Scene) -> None:
    """Shut it out."""
    user = scene.made.user_id
    said = revoke.carry_out(scene.session, user, revoke.DISABLE, scene.records, Token(), scene.name)
    assert said.complete


def told(act: Callable[[Scene], None], scene: Scene) -> bool:
    """Whether there was trouble, and a known one."""
    try:
        act(scene)
    except Trouble as trouble:
        if trouble.kind.code not in TOLD:
            raise
        return True
    return False


@pytest.mark.keyring
@pytest.mark.parametrize("jump", JUMPS)
def test_between_two_acts(
    jump: Callable[[Scene], None],
    tmp_path: Path,
    data_dir: Path,
    secret_service: object,
    promised: Promised,
) -> None:
    promise = promised(SAYS)
    with Practice(fast=True) as practice:
        settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
        scene = Scene(practice, settings, tmp_path)
        scene.sign_in()
        for act in (create, disable):
            with promise.case(f"{act.__name__}, the clock: {jump.__name__}"):
                scene.next_vendor()
                if act is disable:
                    scene.create()
                jump(scene)
                came = told(act, scene)
                assert came or jump is forwards, "AWS may renew it all the same"
                practice.state.shift = 0.0
                scene.sign_in()
                assert scene.there() == (act is disable or not came)
                if came:
                    act(scene)
                assert scene.there()
                assert scene.opens(scene.made) == (act is create)

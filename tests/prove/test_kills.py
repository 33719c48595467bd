"""The program is killed at every call to AWS: started again, it finishes, and nothing lies open.

The matrix is made of the calls that a clean run makes, so a new call is in it by itself.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.practice import Practice
from tests.prove.faults import SESSION_SECONDS
from tests.prove.killbench import KillBench
from tests.prove.runs import Place, Run, every_run, hurried
from tests.prove.wire import Wire
from tests.support.promises import Promised

SAYS = (
    "{act}, killed at every call to AWS, right before it and right after: started again it comes "
    "to the same end, with no second user and no secret on the disk"
)
BOUNDED = 1  # case of each run, where not all are tried
PARTS = 4  # of a whole try, for as many processors


@pytest.mark.keyring
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("run", every_run(), ids=lambda run: run.name)
def test_killed_at_every_call(
    run: Run,
    part: int,
    tmp_path: Path,
    secret_service: DBusConnection,
    promised: Promised,
    whole: bool,
) -> None:
    if part and not whole:
        pytest.skip("the first part is enough")
    promise = promised(SAYS.format(act=run.name.capitalize()))
    with ExitStack() as stack:
        stack.enter_context(hurried())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("app.practice.tokens.CREDENTIALS_LIFE", SESSION_SECONDS)
        aws = stack.enter_context(Practice(fast=True))
        wire = stack.enter_context(Wire(aws))
        place = Place(tmp_path / "data", tmp_path / "for the vendor", wire.address)
        for path in (place.data_dir, place.folder):
            path.mkdir()
        tried = KillBench(run, aws, wire, place, secret_service, tmp_path / "kept")
        every = list(tried.kills())
        step = PARTS if whole else len(every) // BOUNDED
        for one in every[part if whole else step // 2 :: step]:
            with promise.case(f"{one.fault.name} {one.number}: {tried.names[one.number - 1]}"):
                tried.try_kill(one)

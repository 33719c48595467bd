"""The disk fails at every change on it: nothing half-written, nothing lost, the truth told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.practice import Practice
from tests.prove.diskbench import DiskBench, some_of
from tests.prove.disks import Disk, own_mounts
from tests.prove.faults import SESSION_SECONDS
from tests.prove.runs import Place, Run, every_run, hurried
from tests.prove.wire import Wire
from tests.support.promises import Promised

SAYS = (
    "{act}, with the disk full, read-only, removed or blocked at every change on it: nothing "
    "half-written is used, and all is finished afterwards"
)


@contextmanager
def bench(run: Run, folder: Path, bus: DBusConnection) -> Iterator[DiskBench]:
    """A practice AWS, two small disks, and the run prepared there."""
    with ExitStack() as stack:
        stack.enter_context(own_mounts())
        stack.enter_context(hurried())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("app.practice.tokens.CREDENTIALS_LIFE", SESSION_SECONDS)
        aws = stack.enter_context(Practice(fast=True))
        wire = stack.enter_context(Wire(aws))
        disks = (Disk(folder / "one", "data"), Disk(folder / "two", "for the vendor"))
        place = Place(disks[0].folder, disks[1].folder, wire.address)
        yield DiskBench(run, aws, wire, place, bus, folder / "kept", disks=disks)


@pytest.mark.keyring
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("run", every_run(), ids=lambda run: run.name)
def test_the_disk_fails_at_every_change(
    run: Run, tmp_path: Path, secret_service: DBusConnection, promised: Promised, whole: bool
) -> None:
    with bench(run, tmp_path, secret_service) as tried:
        every = list(tried.strikes())
        if not every:
            pytest.skip("it writes nothing")
        promise = promised(SAYS.format(act=run.name.capitalize()))
        for one in every if whole else some_of(every):
            with promise.case(str(one)):
                tried.try_disk(one)

"""Every file that the program writes, on a disk that fails: the older one stays, and it's said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app import package
from app.package import Credentials, PackageFile
from app.troubles import Trouble
from tests.prove.disks import FAULTS, Disk, Fault, InTheWay, Removed, own_mounts
from tests.prove.papers import ELSEWHERE, PAPERS, PASSED_ON, Paper, writers
from tests.prove.writes import Write, watched
from tests.support.promises import Promised

SAYS = (
    "Every file of the program, with the disk full, read-only, removed or blocked while it is "
    "written: the older one stays whole, and it's said"
)
# A door of the package's own, a check of the folder, and the mark of where a file came from.
ALSO = {
    "app.package.save_copy",
    "app.marking.from_outside",
    "ui.folders.attempt",
    "ui.folders.check",
}


def contents(folder: Path) -> dict[str, bytes]:
    """All files there but what is in the making."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


class Case:
    """One file, an older one of which is there."""

    def __init__(self, paper: Paper, disk: Disk) -> None:
        self.paper, self.disk = paper, disk

    def begin(self) -> None:
        """Only the older one."""
        for path in sorted(self.disk.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        self.paper.write(self.disk.folder, 1)

    def writes(self) -> list[Write]:
        """What a clean run changes."""
        found: list[Write] = []
        self.begin()
        with watched((self.disk.folder,), found.append):
            self.paper.write(self.disk.folder, 2)
        return found

    def try_out(self, fault: Fault, number: int) -> None:
        """Let it happen at that change; then mend it, and write again."""
        self.begin()
        before, seen = contents(self.disk.folder), Counter[str]()

        def heard(write: Write) -> None:
            seen["writes"] += 1
            if seen["writes"] == number:
                fault.strike(self.disk, write)

        told = None
        try:
            with watched((self.disk.folder,), heard):
                self.paper.write(self.disk.folder, 2)
        except Trouble as trouble:
            told = trouble.kind
        finally:
            fault.mend(self.disk)
        assert seen["writes"] >= number
        assert told is None or told in fault.kinds, f"told {told}"
        after = contents(self.disk.folder)
        if told is not None:
            assert after == before, "said to have failed, but something else is there"
        self._is_there(before, after)
        self.paper.write(self.disk.folder, 3)
        assert contents(self.disk.folder).keys() >= before.keys(), "afterwards"

    def _is_there(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        for name, content in before.items():
            assert name in after, f"{name} has gone"
            if not self.paper.over or name.endswith(".log"):
                assert after[name].startswith(content), f"{name} isn't what it was"
        with_damage = [name for name in after if name.endswith(".damaged")]
        assert not with_damage, with_damage


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A small one, with zips beside it to be copied."""
    zips = tmp_path / "disk" / "zips"
    made = Disk(tmp_path / "disk", "data")
    zips.mkdir()
    for number in range(3):
        with PackageFile.open(zips, "111122223333", f"v{number}") as new:
            new.write(Credentials("v", "p", "https://x.example"), package.stem("x"))
    return made


def test_every_file_on_a_disk_that_fails(
    tmp_path: Path, promised: Promised, request: pytest.FixtureRequest
) -> None:
    with own_mounts():
        promise, disk = promised(SAYS), request.getfixturevalue("disk")
        for paper in PAPERS:
            case = Case(paper, disk)
            for number, write in enumerate(case.writes(), start=1):
                for fault in FAULTS:
                    if not fault.fits(write) or (
                        paper.who == "app.log.start" and _not_the_log(fault)
                    ):
                        continue
                    with promise.case(f"{paper.who}: {fault.name} at {number}, {write.kind}"):
                        case.try_out(fault, number)


def _not_the_log(fault: Fault) -> bool:
    """The log gives no name to a file, and where its folder has gone it begins another."""
    return isinstance(fault, InTheWay | Removed)


def test_every_function_that_writes_a_file_is_tried() -> None:
    tried = {paper.who for paper in PAPERS} | ELSEWHERE | PASSED_ON | ALSO
    assert set(writers()) - tried == set()

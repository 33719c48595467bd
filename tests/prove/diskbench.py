"""One act, tried from the same beginning with the disk failing before every change on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import gcd
from typing import Any

from tests.prove.account import Picture, differences
from tests.prove.bench import Bench
from tests.prove.breaks import MAY_BE_TOLD
from tests.prove.disks import FAULTS, FULL, Disk, Fault
from tests.prove.runs import Told
from tests.prove.writes import Write, watched

JOURNAL = "/revocations/"
BOUNDED = 3  # cases of each run where not all are tried, and one more: a file without its content
# A change has one case for each failure, or one less where there is no name to be in the way of.
PATTERNS = len(FAULTS) * (len(FAULTS) - 1)


@dataclass(frozen=True)
class Strike:
    """Before which change on the disks what happens to the disk that it is on."""

    fault: Fault
    number: int
    write: Write

    def __str__(self) -> str:
        return f"{self.fault.name} at {self.number}: {self.write.kind} by {self.write.who}"


def some_of(every: Sequence[Strike]) -> list[Strike]:
    """A fixed few of them: one where a file is begun and can't be written, and others all over.

    That one is the last, when most has been done that mustn't be forgotten. A step that is prime to
    how many cases a change can have seldom comes upon the same failure again, and never here.
    """
    begun = [one for one in every if one.fault is FULL and one.write.kind == "open"]
    step = max(len(every) // BOUNDED, 1)
    while gcd(step, PATTERNS) > 1 or not _all_different(every[step // 2 :: step]):
        step += 1
    return [*begun[-1:], *every[step // 2 :: step]]


def _all_different(some: Sequence[Strike]) -> bool:
    return len({one.fault for one in some}) == len(some)


@dataclass
class DiskBench(Bench):
    """The bench, with both folders on small disks."""

    disks: tuple[Disk, Disk] = field(kw_only=True)

    def writes(self) -> list[Write]:
        """What a clean run changes on the disks."""
        found: list[Write] = []
        self.ground.bring_back()
        with watched(self._roots, found.append):
            assert self.run.act(self.place, self.root).done
        return found

    @property
    def _roots(self) -> Any:
        return tuple(disk.folder for disk in self.disks)

    def strikes(self) -> Iterator[Strike]:
        """Every case."""
        for number, write in enumerate(self.writes(), start=1):
            yield from (Strike(fault, number, write) for fault in FAULTS if fault.fits(write))

    def try_disk(self, strike: Strike) -> None:
        """Let it happen, see what was told and what is left; mend it, go on, and see all."""
        self.ground.bring_back()
        self._pressed()
        self.too_early = False
        MAY_BE_TOLD[strike.fault.name] = strike.fault.kinds
        with self._struck(strike) as met:
            told = self.run.act(self.place, self.root, self._hear)
            self._no_secret_on_disk()
        self.reached = bool(met)
        self._is_whole()
        self._is_true(told, strike)
        told = self.run.go_on(self.place, self.root)
        assert told.done, f"after it was mended: {told}"
        self._is_near_wished()

    @contextmanager
    def _struck(self, strike: Strike) -> Iterator[list[Disk]]:
        seen, met = Counter[str](), list[Disk]()

        def heard(write: Write) -> None:
            seen["writes"] += 1
            if seen["writes"] == strike.number:
                (disk,) = (d for d in self.disks if write.path.is_relative_to(d.folder))
                strike.fault.strike(disk, write)
                met.append(disk)

        try:
            with watched(self._roots, heard):
                yield met
        finally:
            for disk in met:
                strike.fault.mend(disk)

    def _is_whole(self) -> None:
        """Nothing half-written is taken for whole, and nothing that was there has gone."""
        records = self.place.records
        assert all(one.id for one in records.handovers())
        kept = self.kept / self.place.data_dir.name
        for old in kept.rglob("*.json"):
            assert (self.place.data_dir / old.relative_to(kept)).is_file(), f"{old.name} has gone"
        assert not records.damaged, "a damaged file"
        assert not list(self.place.data_dir.rglob("*.damaged")), "a damaged file"

    def _seen(self) -> Picture:
        """What is seen, but for the encrypted file in the making, which the next one sweeps away.

        Where a disk refuses to remove it, it stays until then; it is looked through for secrets.
        """
        self._no_secret_on_disk()
        for left in self.place.folder.glob(".aikagi-*.part"):
            left.unlink()
        return super()._seen()

    def _is_true(self, told: Told, broken: Any) -> None:
        """Where it's said to be done, the account is so; what couldn't be noted, was said."""
        if told.done:
            wrong = differences(self._seen()["account"], self.wished["account"])
            assert not wrong, wrong
            told = Told(done=False, trouble=told.trouble, shut_out=told.shut_out)
        super()._is_true(told, broken)

    def _is_near_wished(self) -> None:
        """All but what doesn't matter any more; see `_near`."""
        wrong = differences(_near(self._seen()), _near(self.wished))
        assert not wrong, wrong
        assert not self._locked_out(), "a password that is in no package"
        self._no_secret_on_disk()


def _near(found: Picture) -> Picture:
    """Without the notes for undoing, which nobody can make once the account has changed."""
    return {**found, "files": [name for name in found["files"] if JOURNAL not in name]}

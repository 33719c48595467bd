"""The fault matrix of one run: which call is broken in which way, for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import gcd
from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from app.practice import Practice
from tests.prove import breaks
from tests.prove.bench import Bench
from tests.prove.breaks import FAULTS
from tests.prove.runs import Place, Run, hurried
from tests.prove.wire import CALL, CHANGES, EACH, ON, ONCE, Break, Fault, Wire, is_change

# botocore repeats a call after these by itself.
PASSING = (
    *(breaks.REFUSED, breaks.RESET, breaks.RESET_AFTER, breaks.SILENT),
    *(breaks.BROKEN, breaks.UNAVAILABLE, breaks.THROTTLED, breaks.LATE),
)
# After these nothing goes any more, so that nothing can be taken back either.
STAYING = (breaks.RESET_AFTER, breaks.SILENT, breaks.UNAVAILABLE, breaks.DENIED, breaks.EXPIRED)
# After these AWS has done it, and nobody was told: what is worst for a call that changes something.
HIDING = (breaks.RESET_AFTER, breaks.GARBLED)
# The same for every fault, so that the parts of a whole try take about as long as each other.
PARTS: dict[str, tuple[Fault, ...]] = {
    "nobody there": (breaks.REFUSED, breaks.RESET, breaks.RESET_AFTER),
    "out of order": (breaks.BROKEN, breaks.UNAVAILABLE, breaks.THROTTLED),
    "refused": (breaks.DENIED, breaks.EXPIRED),
    "not AWS": (breaks.GARBLED, breaks.STRANGER),
    "silent": (breaks.SILENT,),
    "late": (breaks.LATE,),
}
EVERYTHING = "a part of everything"
FEW = 2  # of each way in which changes are refused, so that what isn't done is called so
BOUNDED = 3  # of each other kind of case of each run, where not all are tried
SESSION_SECONDS = 6 * 3600  # that no session of practice is renewed in the middle
RETRY_SECONDS = 0.03  # between botocore's own attempts


def cases(names: Sequence[str], *, only_writes: bool) -> Iterator[Break]:
    """Every break of a run whose calls have these names, by call and then by fault."""
    for number, name in enumerate(names, start=1):
        writes = is_change(name)
        if only_writes and not writes:
            continue
        yield from (Break(fault, number, changes=writes) for fault in FAULTS)
        if writes:
            yield from (Break(fault, number, ONCE, writes) for fault in PASSING)
            yield from (Break(fault, number, ON, writes) for fault in STAYING)
        if writes and name not in names[: number - 1]:
            for lasts in (EACH, CHANGES):
                yield Break(breaks.DENIED, number, lasts, writes, operation=name)


def part_of(every: Sequence[Break], part: str) -> list[Break]:
    """Those with the faults of that part; or a fixed few of all, spread over calls and faults."""
    if part != EVERYTHING:
        return [one for one in every if one.fault in PARTS[part]]
    hidden = [one for one in every if one.fault in HIDING and one.lasts != ONCE and one.changes]
    refused = [one for one in every if one.fault is breaks.DENIED and one.changes]
    rest = [one for one in every if one not in hidden and one not in refused]
    found = _spread(hidden)
    for how in (CALL, ON, EACH, CHANGES):
        found += _spread([one for one in refused if one.lasts == how])[:FEW]
    return found + _spread(rest)


def _spread(every: Sequence[Break]) -> list[Break]:
    """A few of them, the first too, at a step that meets every fault."""
    step = max(len(every) // BOUNDED, 1)
    while gcd(step, len(FAULTS)) > 1 and step > 1:
        step += 1
    return list(every[::step])


@contextmanager
def bench(run: Run, folder: Path, bus: DBusConnection) -> Iterator[Bench]:
    """A practice AWS behind a wire that can be broken, and the run prepared there."""
    with ExitStack() as stack:
        stack.enter_context(hurried())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("app.practice.tokens.CREDENTIALS_LIFE", SESSION_SECONDS)
        retries = "botocore.retries"
        patch.setattr(f"{retries}.standard.ExponentialBackoff.delay_amount", _soon)
        patch.setattr(f"{retries}.quota.RetryQuota.acquire", _always)
        aws = stack.enter_context(Practice(fast=True))
        wire = stack.enter_context(Wire(aws))
        place = Place(folder / "data", folder / "for the vendor", wire.address)
        for path in (place.data_dir, place.folder):
            path.mkdir()
        yield Bench(run, aws, wire, place, bus, folder / "kept")


def _soon(_backoff: object, _context: object) -> float:
    return RETRY_SECONDS


def _always(_quota: object, _amount: int) -> bool:
    """Each case is a new start of the program, whose clients haven't failed at anything yet."""
    return True

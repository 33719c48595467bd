"""Every call to AWS broken in every way: nothing is lost, and the customer is told the truth.

The matrix is made of the calls that a clean run makes, so a new call is in it by itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from jeepney.io.blocking import DBusConnection

from tests.prove.faults import EVERYTHING, PARTS, bench, cases, part_of
from tests.prove.runs import Run, TakeBack, every_run
from tests.support.promises import Promised

HELD = "the wished state, no second user, no password without a package, and the truth was told"
PROMISES = {
    "create": f"Create, with every call broken in every way: {HELD}",
    "create, taken back": "Create, broken off and taken back: no user is left, then made anew",
    "re-issue": f"Re-issue, with every call broken in every way: {HELD}",
    "budget": "Budget, with every call broken in every way: one alert, and the truth was told",
    "reduce": "Reduce, with every call broken in every way: just the rights that were chosen",
    "disable": "Disable, with every call broken in every way: shut out, and nothing deleted",
    "delete": "Delete, with every call broken in every way: nothing is left of the user",
    "review": "Review, with every call broken in every way: every finding that was closed is",
}
SELDOM = 20  # one case in so many may find its call gone: whether it's made depends on the second


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each run, or one for each run and part of the faults."""
    parts = tuple(PARTS) if metafunc.config.getoption("--whole") else (EVERYTHING,)
    found = [
        pytest.param(run, part, id=f"{run.name}-{part}") for run in every_run() for part in parts
    ]
    metafunc.parametrize(("run", "part"), found)


@pytest.mark.keyring
@pytest.mark.timeout(3600)
def test_every_call_broken_in_every_way(
    run: Run, part: str, tmp_path: Path, secret_service: DBusConnection, promised: Promised
) -> None:
    promise, missed = promised(PROMISES[run.name]), 0
    with bench(run, tmp_path, secret_service) as tried:
        every = list(cases(tried.names, only_writes=isinstance(run, TakeBack)))
        for one in part_of(every, part):
            name = (
                f"call {one.number} ({tried.names[one.number - 1]}), {one.fault.name}, {one.lasts}"
            )
            with promise.case(name):
                tried.try_out(one)
            if not tried.reached:
                promise.tried, missed = promise.tried - 1, missed + 1
    assert missed <= 1 + (promise.tried + missed) // SELDOM

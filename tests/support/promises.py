"""Counts how often a promise was tried and held, and prints the table of `make prove`.

A whole run, or a whole run of some tests, keeps in build/prove/ what came of each test as soon as
it's known, for packaging/provetable.py: the table can be gathered from several.

The figures go along with pytest's own reports, so that they arrive from every xdist worker.
"""

from __future__ import annotations

import json
import os
import subprocess
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from tests.support.keyrings import Keyrings

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "prove"
_PROPERTY = "promise"
_SHOWN = 5  # of the cases that didn't hold; the rest are counted
_HEADER = ("promise", "cases tried", "cases held")


@dataclass
class Promise:
    """One sentence that a customer could hold us to, and what came of trying it."""

    says: str
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    keyring_ended: Callable[[], str] = str  # why the one that the test works with runs no more
    given_up: bool = False

    @contextmanager
    def case(self, name: str) -> Iterator[None]:
        """One try: what is raised in it is kept, so that the other cases are tried, too.

        Where the keyring itself has ended it's raised, and nothing is counted: no case would hold.
        """
        self.tried += 1
        try:
            yield
        except (Exception, pytest.fail.Exception):  # the other cases go on
            if self.keyring_ended():  # it isn't the promise's doing: the test is run again
                self.given_up = True
                raise
            self.broken.append(f"{name}\n{traceback.format_exc(limit=-4)}")

    @property
    def held(self) -> int:
        """How many cases held."""
        return self.tried - len(self.broken)


Promised = Callable[[str], Promise]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--whole`: what `make prove` adds."""
    parser.addoption("--whole", action="store_true", help="try every case, not a bounded part")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether every case is tried, however long it takes."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture
def promised(
    record_property: Callable[[str, object], None], request: pytest.FixtureRequest
) -> Iterator[Promised]:
    """Makes a promise to try; the test fails at its end where a case didn't hold, or none was."""
    made: list[Promise] = []

    def keyring_ended() -> str:
        keyrings = request.node.funcargs.get("_keyrings")
        return keyrings.aborted() if isinstance(keyrings, Keyrings) else ""

    def promise(says: str) -> Promise:
        made.append(Promise(says, keyring_ended=keyring_ended))
        return made[-1]

    yield promise
    if any(one.given_up for one in made):
        return
    for one in made:
        record_property(_PROPERTY, (one.says, one.tried, one.held))
    if lost := [f"{one.says}: {case}" for one in made for case in one.broken]:
        more = f"\n… and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        pytest.fail("\n".join(lost[:_SHOWN]) + more, pytrace=False)
    assert all(one.tried for one in made), "a promise that no case tried"


def commit() -> str:
    """The commit that is tried, with a + where it has been changed since."""
    head = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    same = subprocess.run(
        ["git", "diff", "--quiet", "HEAD"], cwd=ROOT, capture_output=True, check=False
    )
    return head.stdout.strip() + ("" if same.returncode == 0 else "+")


class Table:
    """The rows of one run, in the order in which they came."""

    def __init__(self, kept: Path | None = None) -> None:
        self.rows: dict[str, tuple[int, int]] = {}
        self.tests: dict[str, dict[str, object]] = {}
        self._kept = kept
        self._commit = commit() if kept else ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a test counted; it is known when its fixtures are taken down."""
        if report.when == "setup" and report.outcome != "failed":
            self.tests[report.nodeid] = {"outcome": report.outcome, "promises": []}
        test = self.tests.setdefault(report.nodeid, {"outcome": "passed", "promises": []})
        if report.outcome == "failed":
            test |= {"outcome": "failed", "why": report.longreprtext}
        if report.when != "teardown":
            return
        counted = [value for name, value in report.user_properties if name == _PROPERTY]
        test["promises"] = counted
        for value in counted:
            says, *counts = cast("tuple[str, int, int]", value)
            before = self.rows.get(says, (0, 0))
            self.rows[says] = (before[0] + counts[0], before[1] + counts[1])
        self._keep()

    def _keep(self) -> None:
        if self._kept:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            made = {"commit": self._commit, "tests": self.tests}
            self._kept.write_text(json.dumps(made, indent=1), encoding="utf-8")

    def lines(self) -> list[str]:
        """The table in Markdown, as README has it."""
        rows = [_HEADER, ("---", "---:", "---:")]
        rows += [(says, f"{n:,}", f"{held:,}") for says, (n, held) in sorted(self.rows.items())]
        return [f"| {' | '.join(row)} |" for row in rows]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print it, where a promise was tried."""
        if self.rows:
            terminalreporter.section("promises")
            for line in self.lines():
                terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Only where the reports end up, not in xdist's workers."""
    if not hasattr(config, "workerinput"):
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.json"
        kept = KEPT / name if config.getoption("--whole") else None
        config.pluginmanager.register(Table(kept), "promises")

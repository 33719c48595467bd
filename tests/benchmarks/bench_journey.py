"""Whether the window ever keeps the customer waiting, in whole journeys.

Every reply of AWS is 300 ms late, and the keyring takes 200 ms for each thing asked of it. A timer
that should fire every millisecond says how long the window's thread was away from its event loop,
and each click and key is timed until its answer is painted.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from keyring.backends.SecretService import Keyring
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.benchmarks.answers import Person
from tests.benchmarks.far_aws import far_aws
from tests.benchmarks.figures import high, show
from tests.benchmarks.rows import measured
from tests.journey import walk
from tests.journey.customer import Customer, Follower, leave
from ui.home import Home
from ui.main import start

RUNS = int(os.environ.get("RUNS", "5"))
DELAY = 0.3  # seconds added to each reply
KEYRING_DELAY = 0.2
LONGEST = 0.05  # seconds
READ_MS = 1500  # a person reads the first window before pressing anything


class Gap(NamedTuple):
    """A time in which the event loop didn't turn: in all, what the thread itself worked, where."""

    seconds: float
    work: float
    page: str


class Pulse(QObject):
    """Beats every millisecond and keeps how late each beat was, with the page shown then."""

    def __init__(self, customer: Customer) -> None:
        super().__init__()
        self.customer = customer
        self.late: list[Gap] = []
        self._last, self._work = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        late = time.perf_counter() - self._last - 0.001
        page = (self.customer.page() or "home") if late > 0.002 else ""
        self.late.append(Gap(late, time.thread_time() - self._work, page))
        self._last, self._work = time.perf_counter(), time.thread_time()


@contextmanager
def running(qtbot: QtBot, endpoint: str, data_dir: Path) -> Iterator[Home]:
    home = start(["--endpoint-url", endpoint, "--lang", "ja", "--data-dir", str(data_dir)])
    assert isinstance(home, Home)
    home.desk.open_url = Follower().open
    yield home
    leave(home, qtbot)


@pytest.fixture
def slow_keyring(secret_service: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyring that takes its time, as one on a slow disk does."""

    def late(method: Callable[..., Any]) -> Callable[..., Any]:
        def wait_first(*arguments: Any) -> Any:
            time.sleep(KEYRING_DELAY)
            return method(*arguments)

        return wait_first

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(Keyring, name, late(getattr(Keyring, name)))


@pytest.mark.timeout(1800)
def test_the_window_never_waits(qtbot: QtBot, tmp_path: Path, slow_keyring: None) -> None:
    late: list[Gap] = []
    answers: dict[str, list[float]] = defaultdict(list)
    for number in range(RUNS):
        folder = tmp_path / f"run-{number}"
        folder.mkdir()
        with far_aws(DELAY) as endpoint, running(qtbot, endpoint, folder) as home:
            person, pulse = _walk(qtbot, home, folder)
            late.extend(pulse.late)
            for page, seconds in person.seconds.items():
                answers[page] += seconds
    _tell_away(late)
    _tell_answers(answers)


def _tell_away(late: list[Gap]) -> None:
    late.sort(reverse=True)
    most = [f"{a.seconds * 1000:.0f} ms ({a.work * 1000:.0f} of work) on {a.page}" for a in late]
    p99 = high([one.seconds for one in late]) * 1000
    show(
        f"Window's thread away from its event loop, {RUNS} journeys",
        ("p99", f"{p99:.1f} ms"),
        *(("the longest", one) for one in most[:12]),
    )
    over = sum(one.seconds > LONGEST for one in late)
    work = max(one.work for one in late) * 1000
    figure = f"p99 {p99:.1f} ms, max {late[0].seconds * 1000:.0f} ms ({work:.0f} ms CPU)"
    measured("away", f"{figure}; > 50 ms: {over}", over == 0)


def _tell_answers(answers: dict[str, list[float]]) -> None:
    found = {page: high(seconds) for page, seconds in answers.items()}
    rows = [(p, f"{found[p] * 1000:.0f} ms of {len(answers[p])}") for p in answers]
    show("Key or click to visible answer, p99", *rows)
    slowest = max(found, key=lambda page: found[page])
    figure = f"{found[slowest] * 1000:.0f} ms (`{slowest}`)"
    measured("answer", figure, found[slowest] <= LONGEST)


def _walk(qtbot: QtBot, home: Home, folder: Path) -> tuple[Person, Pulse]:
    customer = Person(qtbot, home)
    pulse = Pulse(customer)
    QTest.qWait(READ_MS)
    browser = Follower()
    walk.grant(customer, browser, folder)
    walk.deliver(customer)
    walk.finish(customer)
    walk.revoke(customer, "vendor-admin", "delete")
    customer.press("done")
    return customer, pulse

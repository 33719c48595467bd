"""The only threads: order, cancel, forgotten answers, and an end that doesn't wait for ever."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from app.troubles import DISK_FULL, UNKNOWN, Trouble
from app.work import Cancelled, Token
from ui import garbage
from ui.background import Background

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.stop(limit=10)


def test_answers_come_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, QThread]] = []
    owner = QObject()
    background.run(owner, lambda _: 7, lambda v: seen.append((v, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, owner.thread())]


def test_runs_never_overlap_and_keep_their_order(background: Background, qtbot: QtBot) -> None:
    owner, ended = QObject(), list[int]()
    under_way = threading.Semaphore(1)

    def work(number: int, _: Token) -> int:
        assert under_way.acquire(blocking=False)
        under_way.release()
        return number

    for number in range(50):
        background.run(owner, partial(work, number), ended.append)
    qtbot.waitUntil(lambda: len(ended) == 50)
    assert ended == list(range(50))


def test_waiting_for_a_person_does_not_hold_up_work(background: Background, qtbot: QtBot) -> None:
    owner, answered, done = QObject(), threading.Event(), list[str]()
    background.ask(owner, lambda _: answered.wait(30), lambda _: done.append("asked"))
    background.run(owner, lambda _: None, lambda _: done.append("ran"))
    qtbot.waitUntil(lambda: done == ["ran"])
    answered.set()
    qtbot.waitUntil(lambda: done == ["ran", "asked"])


def test_two_thousand_reports_arrive_in_order(background: Background, qtbot: QtBot) -> None:
    owner, seen, done = QObject(), list[int](), list[bool]()

    def work(token: Token) -> bool:
        for number in range(2000):
            token.report(number)
        return True

    background.run(owner, work, done.append, progress=seen.append)
    qtbot.waitUntil(lambda: done == [True])
    assert seen == list(range(2000))


def test_cancel_reaches_work_that_waits(background: Background, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()
    errand = background.run(
        owner,
        lambda token: token.wait(3600),
        lambda _: heard.append("done"),
        lambda _: heard.append("failed"),
        cancelled=lambda: heard.append("cancelled"),
    )
    errand.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]


def test_what_was_done_in_spite_of_cancel_is_known(background: Background, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[bool]()
    begun, go = threading.Event(), threading.Event()

    def work(_: Token) -> bool:
        begun.set()
        return go.wait(30)

    errand = background.run(owner, work, heard.append)
    assert begun.wait(30)
    errand.cancel()
    go.set()
    qtbot.waitUntil(lambda: heard == [True])


def test_a_dropped_answer_never_comes(background: Background, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()
    errand = background.run(owner, lambda _: 1, heard.append, cancelled=lambda: heard.append(2))
    errand.drop()
    background.run(owner, lambda _: 3, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [3]


def test_an_answer_for_a_destroyed_owner_is_dropped(background: Background, qtbot: QtBot) -> None:
    gone, here, heard = QObject(), QObject(), list[object]()
    go = threading.Event()
    background.run(gone, lambda _: go.wait(30), heard.append)
    background.run(here, lambda _: "here", heard.append)
    shiboken6.delete(gone)
    go.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["here"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [(Trouble(DISK_FULL), DISK_FULL), (OSError(28, "no space"), DISK_FULL), (KeyError(1), UNKNOWN)],
)
def test_every_error_becomes_a_trouble(
    background: Background, qtbot: QtBot, error: Exception, kind: object
) -> None:
    owner, heard = QObject(), list[Trouble]()

    def work(_: Token) -> None:
        raise error

    background.run(owner, work, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].kind is kind


def test_an_unknown_errors_text_is_not_logged(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Trouble] = []

    def work(_: Token) -> None:
        secret = "hunter2 is the password"
        raise ValueError(secret)

    owner = QObject()
    background.run(owner, work, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert "ValueError" in caplog.text
    assert "hunter2" not in caplog.text + str(heard[0]) + repr(heard[0])


def test_stop_cancels_and_is_bounded(qtbot: QtBot) -> None:
    background, owner, never = Background(), QObject(), threading.Event()
    background.ask(owner, lambda token: token.wait(3600))
    background.run(owner, lambda token: token.wait(3600))
    assert background.stop(limit=10)
    hung = Background()
    hung.run(owner, lambda _: never.wait(60))
    assert not hung.stop(limit=0.05)
    never.set()
    assert hung.stop(limit=10)


class Held:
    """What work or a callback holds: tells in which thread it was let go of."""

    def __init__(self, told: list[QThread]) -> None:
        self._told = told

    def __del__(self) -> None:
        self._told.append(QThread.currentThread())

    def fine(self, *_: object) -> bool:
        return bool(self._told) or True

    def broken(self, *_: object) -> None:
        raise Trouble(DISK_FULL) from OSError(self)


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns at every chance."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.parametrize("way", ["fine", "broken", "cancelled", "dropped"])
@pytest.mark.parametrize("start", ["run", "ask"])
@pytest.mark.usefixtures("hurried")
def test_what_work_holds_is_let_go_of_in_the_windows_thread(
    background: Background, qtbot: QtBot, start: str, way: str
) -> None:
    """It may hold a widget, and Qt ends the program where that goes in another thread."""
    told: list[QThread] = []
    rounds = 300
    for _ in range(rounds):
        work, tell = Held(told), Held(told)
        does = work.broken if way == "broken" else work.fine
        errand = getattr(background, start)(
            background, does, tell.fine, tell.fine, cancelled=tell.fine
        )
        if way in {"cancelled", "dropped"}:
            errand.cancel() if way == "cancelled" else errand.drop()
        del work, tell, does, errand
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: len(told) == 2 * rounds)
    assert set(told) == {background.thread()}


def test_an_answer_on_its_way_is_dropped_at_the_end(qtbot: QtBot) -> None:
    background, owner, heard = Background(), QObject(), list[object]()
    background.ask(owner, lambda _: 1, heard.append)
    while background.busy:  # its answer is posted, and nobody has looked for it yet
        threading.Event().wait(0.01)
    assert background.stop(limit=10)
    QCoreApplication.processEvents()
    assert not heard


def forget_a_cycle(told: list[QThread]) -> None:
    """Leave garbage behind that tells in which thread it was collected."""

    class Cycle:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            told.append(QThread.currentThread())

    Cycle()


def test_cycles_are_collected_in_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    """One may hold a widget, and Qt ends the program where that goes in another thread."""
    told: list[QThread] = []
    forget_a_cycle(told)
    kept: list[list[object]] = []

    def work(token: Token) -> None:
        for _ in range(10):
            kept.extend([] for _ in range(garbage.YOUNG))
            token.wait(0.03)

    ended: list[object] = []
    background.run(background, work, ended.append)
    qtbot.waitUntil(lambda: bool(ended and told))
    assert told == [background.thread()]


def test_nothing_wakes_up_once_work_is_over(background: Background, qtbot: QtBot) -> None:
    background.run(background, lambda _token: None)
    assert background._sweeping.isActive()
    qtbot.waitUntil(lambda: not background._sweeping.isActive())


def test_cancelled_is_not_a_trouble(background: Background, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[object]()

    def work(_: Token) -> None:
        raise Cancelled

    background.run(owner, work, failed=heard.append, cancelled=lambda: heard.append("cancelled"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]


def test_a_hang_cannot_keep_the_program_open() -> None:
    code = """
        import threading
        from PySide6.QtCore import QCoreApplication, QTimer
        from ui.background import Background
        app = QCoreApplication([])
        background = Background(app)
        background.run(app, lambda _: threading.Event().wait())
        background.ask(app, lambda _: threading.Event().wait())
        QTimer.singleShot(0, app.quit)
        app.exec()
        background.stop(limit=0.1)
        print("ended")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "ended"

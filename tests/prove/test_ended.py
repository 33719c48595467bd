"""The system ends the program at any point: by a log-out, a signal, or a sleep in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import secretstorage
from jeepney.io.blocking import DBusConnection
from PySide6.QtWidgets import QApplication

from app import handover, revoke
from app.practice import Practice
from app.revoke_state import denied
from app.settings import Settings
from app.work import Token
from tests.prove.endedrun import POINTS
from tests.prove.scene import Scene
from tests.support.processes import started
from tests.support.promises import Promised
from ui.goodbye import Goodbye

ROOT = Path(__file__).resolve().parents[2]
SAYS = "Ended by the system at any point (log-out, SIGTERM, SIGHUP): signed out, nothing half-made"
SLEPT = "Asleep in the middle, and the sign-in ended meanwhile: told, and finished after a new one"
HOW = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
REVOKES = (revoke.DISABLE, revoke.DELETE)
LONG = 60.0


@contextmanager
def at(scene: Scene, point: str) -> Iterator[subprocess.Popen[bytes]]:
    """Aikagi in a process of its own, once it says that it has got to that point."""
    scene.number = 1
    if point in REVOKES:
        scene.sign_in()
        scene.create()
        scene.session.sign_out(Token())
    scene.practice.state.calls.clear()
    here = [scene.settings.data_dir, scene.practice.address, scene.folder, point]
    command = [sys.executable, "-m", "tests.prove.endedrun", *map(str, here)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with started(command, stdout=subprocess.PIPE, env=environment) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"here\n"
        yield run


@pytest.fixture
def scene(secret_service: DBusConnection, tmp_path: Path, data_dir: Path) -> Iterator[Scene]:
    """An account without anybody let in."""

    def entries() -> list[str]:
        items = secretstorage.Collection(secret_service).get_all_items()
        return [item.get_attributes()["service"] for item in items]

    folder = tmp_path / "packages"
    folder.mkdir()
    with Practice(fast=True) as practice:
        settings = Settings(data_dir, endpoint=practice.address, language="en")
        made = Scene(practice, settings, folder)
        made.entries = entries
        yield made


def sessions(scene: Scene) -> list[str]:
    """The entries that hold a session."""
    return [entry for entry in scene.entries() if entry.endswith("/session")]


def finished(scene: Scene, point: str) -> None:
    """What was under way is finished by doing it again, and nothing is half-made before."""
    scene.sign_in()
    if point == "create":
        if scene.there():
            (scene.made,) = scene.records.handovers()
        if not scene.there() or scene.made.state != "made":
            assert bool(handover.unfinished(scene.records)) == scene.there(), "what is offered"
            assert not list(scene.folder.iterdir())
            scene.create()  # also where the half-made user couldn't be taken back
        assert scene.opens(scene.made)
        assert scene.there()
    elif point in REVOKES:
        iam = scene.session.clients
        state = revoke.look(iam, scene.made.user_id, Token(), hint=scene.name)
        assert not state.exists or denied(state), "the deny came first, and it stays"
        user = scene.made.user_id
        outcome = revoke.carry_out(scene.session, user, point, scene.records, Token(), scene.name)
        assert outcome.complete
        assert scene.there() == (point == revoke.DISABLE)
    else:
        assert not scene.there()
    scene.session.sign_out(Token())


@pytest.mark.keyring
@pytest.mark.parametrize("point", POINTS)
def test_ended(scene: Scene, point: str, promised: Promised, whole: bool) -> None:
    promise = promised(SAYS)
    ways = HOW if whole else (HOW[POINTS.index(point) % len(HOW)],)
    for number in ways[: 1 if point in {"create", *REVOKES} else len(ways)]:
        with promise.case(f"{point}, {number.name}"):
            with at(scene, point) as run:
                run.send_signal(number)
                assert run.wait(LONG) == 0
            assert sessions(scene) == []
            calls = " ".join(scene.practice.state.calls).lower()
            assert point == "signing in" or "revoke" in calls
            finished(scene, point)


@pytest.mark.keyring
@pytest.mark.parametrize("point", ["create", *REVOKES])
def test_asleep(scene: Scene, point: str, promised: Promised) -> None:
    with promised(SLEPT).case(point):
        with at(scene, point) as run:
            run.send_signal(signal.SIGSTOP)
            scene.practice.state.sign_out_everyone()
            run.send_signal(signal.SIGCONT)
            assert run.stdout is not None
            assert run.stdout.readline() == b"over\n"
            run.terminate()
            assert run.wait(LONG) == 0
        assert sessions(scene) == []
        finished(scene, point)


def test_logging_out_asks_nobody(qapp: QApplication, promised: Promised) -> None:
    """What the desktop's session manager asks at a log-out is the same as a signal."""
    with promised(SAYS).case("log-out"):
        heard: list[str] = []
        manager = SimpleNamespace(setRestartHint=lambda hint: heard.append(hint.name))
        with signals_kept():
            goodbye = Goodbye(qapp)
            goodbye.wanted.connect(lambda: heard.append("wanted"))
            goodbye._logging_out(manager)  # type: ignore[arg-type]  # Qt alone can make one
            goodbye._logging_out(manager)  # type: ignore[arg-type]
            goodbye.deleteLater()
        assert heard == ["RestartNever", "wanted", "RestartNever"]


@contextmanager
def signals_kept() -> Iterator[None]:
    """Afterwards this process hears signals as before."""
    before = {number: signal.getsignal(number) for number in HOW}
    try:
        yield
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)

"""A second start brings the first to the front, and nothing else can be asked of it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.support.processes import started
from tests.ui.test_fits import cut_off
from ui import forward, winsystem
from ui.claim import Claim, claim
from ui.desk import Desk
from ui.instance import AlreadyOpen, come_forward
from ui.main import start
from ui.widgets import Text

ROOT = Path(__file__).resolve().parents[2]
AIKAGI = [sys.executable, "-m", "ui", "--lang", "en"]


def listening(records: Path) -> Claim | None:
    """As a run whose window is on the screen."""
    found = claim(records)
    if found is not None:
        found.listen()
    return found


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[Claim]:
    found = listening(tmp_path)
    assert found is not None
    yield found
    found.unlock()


@pytest.fixture
def asking(qtbot: QtBot) -> Callable[..., bool]:
    """A second start, in a thread, as the first one's windows are this thread's."""

    def ask(*given: Any) -> bool:
        answers: list[bool] = []
        thread = threading.Thread(target=lambda: answers.append(forward.ask(*given)))
        thread.start()
        qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
        thread.join()
        return answers[0]

    return ask


def line(records: Path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(5)
    made.connect(str(forward.folder() / forward.name_of(records)))
    return made


def test_the_first_is_told(first: Claim, asking: Callable[..., bool], tmp_path: Path) -> None:
    tokens: list[str] = []
    first.wanted.connect(tokens.append)
    assert asking(tmp_path, "gnome-shell/Aikagi/2-1_TIME1234")
    assert asking(tmp_path / "." / "x" / "..")
    assert tokens == ["gnome-shell/Aikagi/2-1_TIME1234", ""]


def test_other_records_are_another_run(
    first: Claim, asking: Callable[..., bool], tmp_path: Path
) -> None:
    assert not asking(tmp_path / "practice")


@pytest.mark.parametrize("token", ["two words", "合鍵", "a\nb", "x" * 300])
def test_a_token_that_is_none_is_left_out(
    first: Claim, asking: Callable[..., bool], tmp_path: Path, token: str
) -> None:
    tokens: list[str] = []
    first.wanted.connect(tokens.append)
    assert asking(tmp_path, token)
    assert tokens == [""]


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"come forward ",
        b"come forward\r\n",
        b"come forward a b\n",
        b"come forward \xff\n",
        b"revoke vendor-admin\n",
        b"come forward\ncome forward\n",
        b"x" * 100_000,
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_nothing_else_can_be_asked(
    first: Claim, asking: Callable[..., bool], qtbot: QtBot, tmp_path: Path, said: bytes
) -> None:
    tokens: list[str] = []
    first.wanted.connect(tokens.append)
    heard: list[bytes] = []

    def call() -> None:
        with line(tmp_path) as made:
            try:
                made.sendall(said)
                made.shutdown(socket.SHUT_WR)
                heard.append(made.recv(100))
            except OSError:  # hung up on, with more to say
                heard.append(b"")

    thread = threading.Thread(target=call)
    thread.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    thread.join()
    assert heard == [b""]
    assert tokens == []
    assert asking(tmp_path), "it still listens"


def test_the_silent_and_the_many_make_room(
    first: Claim, asking: Callable[..., bool], qtbot: QtBot, tmp_path: Path
) -> None:
    silent = [line(tmp_path) for _ in range(3)]
    qtbot.wait(50)
    more = [line(tmp_path) for _ in range(5)]
    qtbot.wait(50)
    door = first._door
    assert len(door._callers) <= 4  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not door._callers, timeout=5000)  # type: ignore[union-attr]
    assert asking(tmp_path)
    for call in (*silent, *more):
        call.close()


def test_one_that_is_closing_is_waited_for(
    first: Claim, asking: Callable[..., bool], qtbot: QtBot, tmp_path: Path
) -> None:
    tokens: list[str] = []
    first.wanted.connect(tokens.append)
    first.leave()
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(forward.ask(tmp_path)))
    thread.start()
    qtbot.wait(500)
    assert not answers
    first.unlock()
    thread.join(5)
    assert answers == [False]
    assert tokens == []
    again = listening(tmp_path)
    assert again is not None
    assert asking(tmp_path)
    again.unlock()


def test_one_that_hangs_isnt_waited_for_long(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as hanging:
        forward.folder().mkdir(mode=0o700, exist_ok=True)
        hanging.bind(str(forward.folder() / forward.name_of(tmp_path)))
        hanging.listen(1)
        began = time.monotonic()
        assert not forward.ask(tmp_path)
        assert time.monotonic() - began < forward.ANSWER_SECONDS + 2


def test_a_folder_that_others_may_enter_is_no_place(
    asking: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all, elsewhere = tmp_path / "run", tmp_path / "elsewhere"
    (open_to_all / "aikagi").mkdir(parents=True)
    (open_to_all / "aikagi").chmod(0o755)
    elsewhere.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    found = listening(tmp_path)
    assert found is not None
    assert not asking(tmp_path)
    assert not list((open_to_all / "aikagi").iterdir())
    found.unlock()
    (open_to_all / "aikagi").rmdir()
    (open_to_all / "aikagi").symlink_to(elsewhere)
    assert not forward.is_private(open_to_all / "aikagi")


def test_without_a_folder_for_running_programs(
    asking: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = listening(tmp_path / "records")
    assert found is not None
    assert asking(tmp_path / "records")
    assert (tmp_path / f"aikagi-{os.getuid()}").stat().st_mode & 0o777 == 0o700
    found.unlock()
    assert not list((tmp_path / f"aikagi-{os.getuid()}").iterdir())


def test_a_second_start_loads_little(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ui import forward\n"
        "forward.ask(Path(sys.argv[1]))\n"
        "print(sorted({'tempfile', 'random', 'PySide6', 'app'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_where_there_is_no_folder_at_all_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A full disk, or a system without /tmp."""

    def nowhere() -> str:
        raise FileNotFoundError(errno.ENOENT, "no usable temporary directory")

    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.gettempdir", nowhere)
    assert not forward.ask(tmp_path)
    found = listening(tmp_path)
    assert found is not None
    found.unlock()


def test_one_whose_place_has_too_long_a_name_runs_all_the_same(
    asking: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    found = listening(tmp_path)
    assert found is not None
    assert not asking(tmp_path)
    found.unlock()


def test_windows_come_up_from_the_task_bar(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = QWidget()
    wizard = QDialog(home)
    asked = QDialog(wizard)
    for window in (home, wizard, asked):
        qtbot.addWidget(window)
    home.showMinimized()
    wizard.show()
    tokens: list[str | None] = []
    monkeypatch.setattr(
        QDialog, "activateWindow", lambda _: tokens.append(os.environ.get(forward.TOKEN))
    )
    come_forward(home, "token")
    assert not home.windowState() & Qt.WindowState.WindowMinimized
    assert tokens == ["token"]
    assert forward.TOKEN not in os.environ
    come_forward(home, "")
    assert tokens == ["token", None]


# --- real programs ---------------------------------------------------------------------------
COVER = """
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
cover = QWidget()
cover.setStyleSheet("background: red")
cover.setGeometry(0, 0, 1600, 1200)
cover.show()
cover.raise_()
QTimer.singleShot(500, lambda: print("covered", flush=True))
app.exec()
"""
LOOK = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
seen = app.primaryScreen().grabWindow(0).toImage()
places = [(x, y) for x in range(5, 1600, 40) for y in range(5, 1200, 40)]
print(sum(seen.pixelColor(*place).name() == "#ff0000" for place in places))
"""


def red(environment: dict[str, str]) -> int:
    """How many of 1,200 places on the screen are of what covers it."""
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    return int(done.stdout)


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        threading.Event().wait(0.2)


def second(
    records: Path, environment: dict[str, str], *more: str
) -> subprocess.CompletedProcess[bytes]:
    command = [*AIKAGI, "--data-dir", str(records), *more]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )


def open_at(records: Path) -> bool:
    return (
        forward.is_private(forward.folder())
        and (forward.folder() / forward.name_of(records)).exists()
    )


def test_a_second_start_uncovers_the_first(screen: dict[str, str], tmp_path: Path) -> None:
    records = tmp_path / "記録 x"
    command = [*AIKAGI, "--data-dir", str(records)]
    with started(command, env=screen | {"PYTHONPATH": str(ROOT)}) as one:
        until(lambda: open_at(records))
        until(lambda: red(screen) == 0)
        with started([sys.executable, "-c", COVER], env=screen, stdout=subprocess.PIPE) as cover:
            assert cover.stdout is not None
            assert cover.stdout.readline() == b"covered\n"
            before = red(screen)
            assert before > 1100
            began = time.monotonic()
            done = second(records, screen)
            assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
            assert time.monotonic() - began < 10
            until(lambda: red(screen) < before - 100)
        assert one.poll() is None


def test_one_that_was_killed_is_in_nobodys_way(screen: dict[str, str], tmp_path: Path) -> None:
    command = [*AIKAGI, "--data-dir", str(tmp_path)]
    environment = screen | {"PYTHONPATH": str(ROOT)}
    with started(command, env=environment) as one:
        until(lambda: open_at(tmp_path))
        one.send_signal(signal.SIGKILL)
        one.wait(10)
    assert open_at(tmp_path)
    assert not forward.ask(tmp_path)
    with started(command, env=environment) as another:
        until(lambda: forward.ask(tmp_path))
        assert another.poll() is None


# --- another file ----------------------------------------------------------------------------
def test_a_vendors_file_that_cant_be_handed_over_is_told(
    first: Claim, qtbot: QtBot, tmp_path: Path, dressed: QApplication
) -> None:
    file = tmp_path / "ベンダー.toml"
    window = start(["--data-dir", str(tmp_path), "--lang", "en", "--vendor", str(file)])
    qtbot.addWidget(window)
    assert isinstance(window, AlreadyOpen)
    said = " ".join(text.plain for text in window.findChildren(Text))
    assert "this file isn't used" in said
    assert not [text.plain for text in window.findChildren(Text) if cut_off(text)]
    tokens: list[str] = []
    first.wanted.connect(tokens.append)
    button = window.findChild(QPushButton, "go_there")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert tokens == [""]


def test_where_the_other_doesnt_come_its_told(
    qtbot: QtBot, tmp_path: Path, dressed: QApplication
) -> None:
    desk = Desk(Settings(tmp_path, vendor_file=tmp_path / "vendor.toml"))
    window = AlreadyOpen(desk)
    qtbot.addWidget(window)
    window.show()
    window._go_there()
    qtbot.waitUntil(lambda: "Look for its window" in window._text.plain, timeout=10_000)
    assert window.isVisible()
    assert desk.background.stop(10)


def test_one_that_is_just_starting_is_asked_again(
    qtbot: QtBot, tmp_path: Path, dressed: QApplication
) -> None:
    """Two clicks, where one was enough: the second window goes, and the first comes."""
    starting = claim(tmp_path)
    assert starting is not None
    window = start(["--data-dir", str(tmp_path), "--lang", "en"])
    qtbot.addWidget(window)
    assert isinstance(window, AlreadyOpen)
    tokens: list[str] = []
    starting.wanted.connect(tokens.append)
    qtbot.wait(500)
    assert window.isVisible()
    starting.listen()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert tokens == [""]
    starting.unlock()
    starting.listen()
    assert not forward.ask(tmp_path), "its records are another run's now"


# --- Windows ---------------------------------------------------------------------------------
class Events:
    """Windows' named events, in one process. All at once, as they are seen from two."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rung: set[int] = set()
        self.closed: list[int] = []
        self.hears = True
        self.allowed: list[int] = []

    def CreateEventW(self, _safe: None, _manual: bool, _now: bool, name: str) -> int:
        self.names.append(name)
        return len(self.names)

    def OpenEventW(self, rights: int, _inherit: bool, name: str) -> int:
        assert rights == 0x100002
        return self.names.index(name) + 1 if name in self.names else 0

    def ResetEvent(self, handle: int) -> None:
        self.rung.discard(handle)

    def SetEvent(self, handle: int) -> None:
        self.rung.add(handle)

    def WaitForSingleObject(self, handle: int, wait: int) -> int:
        if wait and self.hears:
            winsystem.was_rung((1, 2))
        if handle in self.rung:
            self.rung.discard(handle)
            return 0
        return 258

    def AllowSetForegroundWindow(self, who: int) -> None:
        self.allowed.append(who)

    def CloseHandle(self, handle: int) -> None:
        self.closed.append(handle)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Events:
    made = Events()
    monkeypatch.setattr(winsystem, "IS", True)
    monkeypatch.setattr(winsystem, "_kernel", lambda: made)
    monkeypatch.setattr(winsystem, "_user", lambda: made)
    return made


def test_on_windows_a_bell_is_rung(windows: Events, qtbot: QtBot, tmp_path: Path) -> None:
    assert not forward.ask(tmp_path)
    found = listening(tmp_path)
    assert found is not None
    assert windows.names[0].startswith("Local\\aikagi-")
    assert forward.ask(tmp_path)
    assert windows.allowed == [-1]
    windows.hears = False
    tokens: list[str] = []
    found.wanted.connect(tokens.append)
    assert not forward.ask(tmp_path), "nobody answered in time"
    qtbot.waitUntil(lambda: tokens == [""], timeout=3000)
    assert not forward.ask(tmp_path), "the late answer to the one before is no answer to this"
    before = len(windows.closed)
    found.leave()
    assert len(windows.closed) == before + 2
    found.unlock()

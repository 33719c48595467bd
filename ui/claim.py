"""One run at a time on the same records: two would sign each other out and overwrite notes.

Whoever has claimed them listens for a second start, and comes to the front where one asks.
"""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSocketNotifier, QTimer, Signal

from app.recordfile import make_folder
from ui import forward, winsystem

log = logging.getLogger(__name__)
NAME = "running.lock"
MOST_CALLERS = 4
CALLER_MS = 2000  # whoever has asked nothing by then is no start of ours
LOOK_MS = 400


def claim(folder: Path) -> Claim | None:
    """Claim the records in `folder` until the claim is let go of; None if another run has them.

    A run that was killed holds nothing. Where the folder can't be written to there is nothing to
    claim: the home window says what is wrong.
    """
    lock = QLockFile(str(folder / NAME))
    try:
        make_folder(folder)
    except OSError:
        return Claim(lock, None)
    taken = not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError
    return None if taken else Claim(lock, folder)


class Claim(QObject):
    """The records are this run's. `records` is None where they couldn't be claimed."""

    wanted = Signal(str)  # a second start asks for this one; its activation token, or ""

    def __init__(self, lock: QLockFile, records: Path | None) -> None:
        super().__init__()
        self._lock = lock
        self._leaving = False
        self._door: Door | Bell | None = None
        if records is not None:
            with contextlib.suppress(OSError):  # a second start then says so, and shows a window
                kind = Bell if winsystem.IS else Door
                self._door = kind(records, self._asked, self)

    def leave(self) -> None:
        """The run is ending: a second start waits until it has, and begins a run of its own."""
        self._leaving = True
        if isinstance(self._door, Bell):  # which can't say so
            self._door.close()
            self._door = None

    def unlock(self) -> None:
        """Let go of the records."""
        if self._door is not None:
            self._door.close()  # before the next one opens its own at the same place
            self._door = None
        self._lock.unlock()

    def _asked(self, token: str) -> bool:
        """Whether it comes."""
        if not self._leaving:
            self.wanted.emit(token)
        return not self._leaving


class Door(QObject):
    """A socket where a second start asks. Raises `OSError` where there can be none."""

    def __init__(self, records: Path, asked: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._asked = asked
        folder = forward.folder()
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not forward.is_private(folder):
            raise PermissionError(str(folder))
        self._path = folder / forward.name_of(records)
        self._path.unlink(missing_ok=True)  # of a run that was killed; the lock is ours
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.setblocking(False)
            self._socket.bind(str(self._path))
            self._socket.listen(MOST_CALLERS)
        except OSError:
            self._socket.close()
            raise
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._socket.fileno(), kind, self)
        self._notifier.activated.connect(self._knock)
        self._callers: set[Caller] = set()

    def _knock(self) -> None:
        try:
            call, _ = self._socket.accept()
        except OSError:
            return
        if len(self._callers) >= MOST_CALLERS:
            call.close()
            return
        self._callers.add(Caller(call, self._asked, self))

    def gone(self, caller: Caller) -> None:
        """That caller's call is over."""
        self._callers.discard(caller)

    def close(self) -> None:
        """Hang up on everyone."""
        self._notifier.setEnabled(False)
        for caller in tuple(self._callers):
            caller.hang_up()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._socket.close()


class Caller(QObject):
    """One call. Anything but the one question ends it; at most `forward.LONGEST` bytes are read."""

    def __init__(self, call: socket.socket, asked: Callable[[str], bool], door: Door) -> None:
        super().__init__(door)
        self._call, self._asked, self._door = call, asked, door
        self._said = b""
        call.setblocking(False)
        self._notifier = QSocketNotifier(call.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._patience = QTimer(self, singleShot=True, interval=CALLER_MS)
        self._patience.timeout.connect(self.hang_up)
        self._patience.start()

    def _hear(self) -> None:
        try:
            more = self._call.recv(forward.LONGEST - len(self._said))
        except OSError:
            more = b""
        self._said += more
        if more and self._said.endswith(b"\n"):
            self._answer()
        elif not more or len(self._said) >= forward.LONGEST:
            self.hang_up()

    def _answer(self) -> None:
        question = forward.ASKED.fullmatch(self._said)
        if question is None:
            self.hang_up()
        elif self._asked((question[1] or b"").decode("ascii")):
            self._say(forward.COMING)
            self.hang_up()
        else:  # the line stays open until the run has ended
            self._notifier.setEnabled(False)
            self._patience.stop()
            self._say(forward.CLOSING)

    def _say(self, answer: bytes) -> None:
        with contextlib.suppress(OSError):  # they have gone
            self._call.send(answer)

    def hang_up(self) -> None:
        """End the call."""
        self._notifier.setEnabled(False)
        self._patience.stop()
        self._call.close()
        self._door.gone(self)
        self.deleteLater()


class Bell(QObject):
    """On Windows: what a second start rings. Looked at some times a second."""

    def __init__(self, records: Path, asked: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._asked = asked
        self._bell = winsystem.hang_bell(forward.name_of(records))
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if winsystem.was_rung(self._bell):
            self._asked("")

    def close(self) -> None:
        """Take it down."""
        self._timer.stop()
        winsystem.take_down(self._bell)

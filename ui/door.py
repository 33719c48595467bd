"""Where a second start asks the run that is open already to come forward: a socket, or a bell."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from ui import forward, winsystem

MOST_CALLERS = 4
CALLER_MS = 2000  # whoever has asked nothing by then is no start of ours
LOOK_MS = 400


def opened(records: Path, asked: Callable[[str], bool], parent: QObject) -> Door | Bell:
    """This system's kind. `asked` gets the activation token, and says whether the run comes.

    Raises `OSError`.
    """
    return (Bell if winsystem.IS else Door)(records, asked, parent)


class Door(QObject):
    """A socket where a second start asks. Raises `OSError` where there can be none."""

    says_closing = True

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

    says_closing = False

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

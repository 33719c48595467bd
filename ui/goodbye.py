"""The system ends the program: somebody logs out, or shuts the computer down.

Nobody is asked anything then, and the time is short: what is under way comes to its safe end, the
session goes, and the program with it. A window that would rather stay would hold the log-out up.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager

SIGNALS = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Python writes the signal into the pipe, where Qt's loop finds it."""


class Goodbye(QObject):
    """Tells the runs, once, that the program is being ended; then ends its loop."""

    wanted = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self.setObjectName("goodbye")
        self._said = False
        app.commitDataRequest.connect(self._logging_out)
        if SIGNALS:
            self._listen()

    def _listen(self) -> None:
        self._reading, writing = os.pipe()
        for end in (self._reading, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._reading, kind, self)
        self._notifier.activated.connect(self._signalled)
        for number in SIGNALS:
            signal.signal(number, _noted)

    def _signalled(self) -> None:
        if set(os.read(self._reading, 64)) & set(SIGNALS):
            self.say()

    def _logging_out(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self.say()

    def say(self) -> None:
        """Tell it, the first time; then Qt's loop ends."""
        if not self._said:
            self._said = True
            self.wanted.emit()
            QGuiApplication.exit(0)

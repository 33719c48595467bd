"""Notices that nobody has touched the program for a while, and says so before anything comes of it.

The half hour is no limit that can't be moved: it begins anew with every touch, and two minutes
before its end `soon` lets a window ask (WCAG 2.2, 2.2.1).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.touches import Touches

# Qt's timers stand still while the computer sleeps; this one doesn't. Where a system has none of
# that kind it is the clock on the wall: should that be set on, somebody signs in once more.
ASLEEP_TOO = getattr(time, "CLOCK_BOOTTIME", None)
IDLE_MS = 30 * 60 * 1000
NOTICE_MS = 2 * 60 * 1000


class Idle(QObject):
    """Calls `on_idle` after half an hour without a touch, and again if that returns False.

    While `busy` says so there is nothing to warn of, since nothing will come of it.
    """

    soon = Signal()  # `NOTICE_MS` are left
    stayed = Signal()  # what `soon` said is off
    lingered = Signal()  # it is being looked at: `NOTICE_MS` are left again
    over = Signal()  # the time was up, and `on_idle` was done

    def __init__(
        self, on_idle: Callable[[], bool], parent: QObject, busy: Callable[[], bool]
    ) -> None:
        super().__init__(parent)
        self._on_idle, self._busy = on_idle, busy
        self._warned = False
        self._until = 0.0  # by `awake_or_not`
        self._asking: QWidget | None = None
        self._touches = Touches(self._touched, self)
        self._before = QTimer(self, singleShot=True, interval=IDLE_MS - NOTICE_MS)
        self._before.timeout.connect(self.nearly)
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self.timed_out)

    def watch(self, on: bool) -> None:
        """Start or stop watching. Only then is any event looked at."""
        self._touches.watch(on)
        self._stop()
        if on:
            self.stay()

    def ask_in(self, window: QWidget) -> None:
        """`window`, which is shown, asks: what is done in it isn't an answer by itself."""
        self._asking = window
        self._touches.also(window.windowHandle())

    def stay(self) -> None:
        """Begin the half hour anew."""
        self._stop()
        self._before.start()
        self._run(IDLE_MS)

    def _run(self, left_ms: int) -> None:
        self._timer.start(left_ms)
        self._until = awake_or_not() + left_ms / 1000

    def _stop(self) -> None:
        self._before.stop()
        self._timer.stop()
        self._asking = None
        if self._warned:
            self._warned = False
            self.stayed.emit()

    def _touched(self, watched: QObject, event: QEvent) -> None:
        """Somebody is there."""
        if awake_or_not() > self._until:  # the computer slept over it
            self.timed_out()
        elif not self._asked(watched) or _typed(event):
            self.stay()
        else:
            self._run(NOTICE_MS)  # on the way to a button: nobody is hurried
            self.lingered.emit()

    def _asked(self, watched: QObject) -> bool:
        """Whether it belongs to the window that asks, where keys and mouse go to its buttons."""
        asking = self._asking
        if asking is None:
            return False
        if isinstance(watched, QWidget):
            return watched.window() is asking
        return watched is asking.windowHandle()

    def nearly(self) -> None:
        """Two minutes are left."""
        if self._busy():
            self.stay()
        elif not self._warned:
            self._warned = True
            self._touches.watch(True)  # also what came up and never had the keyboard
            self.soon.emit()

    def timed_out(self) -> None:
        """Half an hour has passed without a touch."""
        if self._on_idle():
            self.over.emit()
        else:
            self.stay()


def awake_or_not() -> float:
    """Seconds that go on while the computer sleeps."""
    return time.time() if ASLEEP_TOO is None else time.clock_gettime(ASLEEP_TOO)


def _typed(event: QEvent) -> bool:
    """Whether it is a key that presses no button and leads to none, as a letter does."""
    text = event.text() if isinstance(event, QKeyEvent) else ""
    return text.isprintable() and bool(text.strip())

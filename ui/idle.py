"""Notices that nobody has touched the program for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

IDLE_MS = 30 * 60 * 1000


class Idle(QObject):
    """Calls `on_idle` after half an hour without a touch, and again if that returns False."""

    def __init__(self, on_idle: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._on_idle = on_idle
        self._timer = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._timer.timeout.connect(self.timed_out)

    def watch(self, on: bool) -> None:
        """Start or stop watching. Only then is every event looked at."""
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        self._timer.stop()
        if on:
            app.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin the half hour anew."""
        kind = QEvent.Type
        if event.type() in {kind.KeyPress, kind.MouseButtonPress, kind.MouseMove, kind.Wheel}:
            self._timer.start()
        return False

    def timed_out(self) -> None:
        """Half an hour has passed without a touch."""
        if not self._on_idle():
            self._timer.start()

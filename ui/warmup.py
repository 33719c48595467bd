"""Loads what the next window needs, once the first one is on the screen, and makes that window.

First come the pages, one a turn of the event loop, so that a click is answered in between; then a
thread loads what is large and knows no Qt, while the window is made bit by bit.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.journey import REVOKE, SETUP
from app.work import Token
from ui import garbage, theme
from ui.plaincopy import keep_plain

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.windows import Windows

FIRST_MS = 200
BESIDE = ("app.clients", "app.review.catalogue", "app.grant_look", "app.revoke_look")
MODULES = (
    "ui.style",
    "ui.message",
    "ui.page",
    "ui.wizard",
    "ui.setup_wizard",
    "ui.signin_panel",
    *(f"ui.pages.{step.name}" for step in SETUP),
    "ui.revoke_wizard",
    *(f"ui.pages.{step.name}" for step in REVOKE),
)


def _load_beside(token: Token) -> None:
    for name in BESIDE:
        token.check()
        importlib.import_module(name)


class _WarmUp(QObject):
    """Loads one after the other."""

    def __init__(self, desk: Desk, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._left = list(MODULES)
        self._background = desk.background
        QTimer.singleShot(FIRST_MS, self, self._next)

    def _next(self) -> None:
        if self._left:
            importlib.import_module(self._left.pop(0))
            QTimer.singleShot(0, self, self._next)
            return
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.furnish(app)
            keep_plain(app.clipboard())
        self._windows.ahead.begin()
        self._background.ask(self, _load_beside, self._end, self._end)

    def _end(self, _answer: object) -> None:
        garbage.leave_alone_what_is_loaded()
        self.deleteLater()


def warm_up(desk: Desk, windows: Windows) -> None:
    """Begin; a window that is opened earlier loads what it needs itself."""
    _WarmUp(desk, windows)

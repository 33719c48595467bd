"""Loads what the next window needs, a little at a time, once the first one is on the screen."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.journey import REVOKE, SETUP
from ui import theme
from ui.plaincopy import keep_plain

if TYPE_CHECKING:
    from ui.desk import Desk

FIRST_MS = 200
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


class _WarmUp(QObject):
    """One module a turn of the event loop, so that a click is answered in between."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._left = list(MODULES)
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
        self.deleteLater()


def warm_up(desk: Desk) -> None:
    """Begin; a window that is opened earlier loads what it needs itself."""
    _WarmUp(desk)

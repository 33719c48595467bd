"""A window that has the keyboard, as the one that a person sees in front."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def bring(qtbot: QtBot, window: QWidget) -> None:
    """Have the window be the active one; asks again where another has come up meanwhile."""

    def active() -> bool:
        if not window.isActiveWindow():
            window.activateWindow()
        return bool(window.isActiveWindow())

    qtbot.waitUntil(active)

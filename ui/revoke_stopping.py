"""Asks before the blocking is stopped while the vendor can still get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.question import Answer, ask
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_stop(parent: QWidget, stop: Callable[[], None]) -> QMessageBox:
    """Show the question over `parent`, while the work goes on; Enter and Escape let it go on."""
    return ask(
        parent,
        "stop_blocking",
        title=_("Stop the blocking?"),
        text=_("The vendor may still get in. Stop all the same?"),
        stay=Answer("keep_blocking", _("Keep going")),
        leave=Answer("stop_all_the_same", _("Stop")),
        then=stop,
    )

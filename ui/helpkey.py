"""F1, and what the system uses for it: it opens the manual from anywhere in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def add_key(page: QWidget, open_it: Callable[[], None]) -> None:
    """Have F1, and what the system uses for it, do `open_it` in the window of `page`."""
    key = QShortcut(page)
    wanted = [QKeySequence(Qt.Key.Key_F1)]
    usual = QKeySequence.keyBindings(QKeySequence.StandardKey.HelpContents)
    key.setKeys([*wanted, *(one for one in usual if one not in wanted)])
    key.activated.connect(open_it)

"""A line with a secret in it that can be read and marked, and copied only for a minute.

On X11 and Wayland what is marked is pasted elsewhere with the middle button, without having been
copied, for as long as the program runs: that isn't offered for a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent

_CUT = QKeySequence.StandardKey.Cut
_COPY = QKeySequence.StandardKey.Copy


class SecretLine(QLineEdit):
    """Marked with the mouse it goes nowhere; the keys that copy do what `copy` does.

    It has no menu: what that copies would stay on the clipboard.
    """

    def __init__(self, copy: Callable[[], None]) -> None:
        super().__init__()
        self._copy = copy
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as the button does, with an end to it. What is hidden can't be copied by keys."""
        if not (event.matches(_COPY) or event.matches(_CUT)):
            super().keyPressEvent(event)
            self._unmark()
        elif self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal:
            self._copy()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt has just put what is marked where the middle button takes it from."""
        super().mouseReleaseEvent(event)
        self._unmark()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word is marked now."""
        super().mouseDoubleClickEvent(event)
        self._unmark()

    def _unmark(self) -> None:
        clipboard, marked = QGuiApplication.clipboard(), QClipboard.Mode.Selection
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(marked)

"""Having a screen reader say how something stands that may change with each key.

A status is told without moving the focus (WCAG 2.2, 4.1.3), and once: what is still being typed
isn't interrupted, and the same isn't said twice.
https://www.w3.org/WAI/WCAG22/Understanding/status-messages.html
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.announce import announce

SETTLE_MS = 700  # nobody has typed for so long


class Announced(QTimer):
    """Says the last of what it was given, in the window of `widget`, once that stays the same."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._next = self._said = ""
        self.setSingleShot(True)
        self.setInterval(SETTLE_MS)
        self.timeout.connect(self._speak)

    def say(self, text: str) -> None:
        """Say `text` soon, unless it changes, or was the last that was said; "" says nothing."""
        self._next = text
        self.start()

    def forget(self) -> None:
        """What was said before may be said again; what is waiting isn't said."""
        self.stop()
        self._next = self._said = ""

    def _speak(self) -> None:
        widget = self.parent()
        if self._next != self._said and isinstance(widget, QWidget):
            self._said = self._next
            announce(widget, self._next)

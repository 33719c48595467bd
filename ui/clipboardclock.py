"""How long a secret stays on the clipboard, in words, and the button that gives it another minute.

The words change every ten seconds, not each second, so that nobody is driven; a screen reader is
told when it begins, once when it comes to an end, and when it is extended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.announce import announce
from ui.widgets import Text, button, row
from ui.words import _

if TYPE_CHECKING:
    from ui.clipboard import SecretClipboard

STEP = 10  # seconds


class ClipboardClock(QWidget):
    """Says beforehand that the clipboard is cleared; then when, with more time for the asking.

    `name` is the object name of the words, `keep` that of the button; `copy` gets the keyboard back
    once there is nothing to extend any more, or whatever the page begins with.
    """

    def __init__(self, clipboard: SecretClipboard, copy: QWidget, name: str, keep: str) -> None:
        super().__init__()
        self._clipboard, self._copy = clipboard, copy
        self.words = Text(scale=theme.SMALL, tint="muted")
        self.words.setObjectName(name)
        self.keep = button(keep, _("Keep it one more minute"), self._extend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(self.words)
        column.addLayout(row(self.keep))
        clipboard.ticked.connect(self._count)
        clipboard.low.connect(self._tell)
        self._count(clipboard.left)

    def copied(self) -> None:
        """The secret has just been copied: have it said."""
        self._tell()

    def _extend(self) -> None:
        if self._clipboard.extend():
            announce(self, self.words.plain)

    def _count(self, left: int) -> None:
        words = _left(left)
        if words != self.words.plain:
            self.words.say(words)
        if not left and self.keep.hasFocus():
            self._hand_on().setFocus()
        self.keep.setVisible(bool(left))

    def _hand_on(self) -> QWidget:
        """Where the keyboard goes: what was copied may be wiped by now, and `copy` with it."""
        place: QWidget | None = self
        while place is not None and not self._copy.isEnabled():
            first = getattr(place, "first_focus", lambda: None)()
            if isinstance(first, QWidget) and first.isEnabled() and first.isVisible():
                return first
            place = place.parentWidget()
        return self._copy

    def _tell(self) -> None:
        more = _("You can have more time.")
        announce(self, f"{self.words.plain} {more}")


def _left(left: int) -> str:
    """When it will be cleared, in words."""
    if not left:
        return _("What you copy is cleared from the clipboard after a minute. You can extend that.")
    if left < STEP:
        return _("Copied. Aikagi clears the clipboard in a few seconds.")
    text = _("Copied. Aikagi clears the clipboard in {seconds} seconds.")
    return text.format(seconds=left - left % STEP)

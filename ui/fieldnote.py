"""What is to be said about a field, right below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.message import announce
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FieldNote(Text):
    """A sentence below `field`; a screen reader hears it, and finds it again at the field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(scale=theme.SMALL, tint="bad")
        self._field = field
        self._usual = field.accessibleDescription()
        self.setObjectName(f"{field.objectName()}_note")
        self.hide()

    def note(self, text: str, *, tint: str = "bad") -> None:
        """Say `text`; nothing takes it away."""
        changed = text != self.plain
        self.colour(tint)
        self.setVisible(bool(text))
        if changed:
            self.say(text)
            self._field.setAccessibleDescription(text or self._usual)
            if text:
                announce(self._field, text)


def example(text: str) -> str:
    """What an empty field shows: said to be an example, or it looks filled in."""
    return _("For example {text}").format(text=text)

"""The strip that says, on every page, that this isn't real AWS, and what that means just here."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import rehearsed, theme
from ui.desk import Desk
from ui.widgets import Text, named
from ui.words import _


def sentence(desk: Desk, step: str = "") -> str:
    """What isn't real here, and why that is all right, or what to do on the page of `step`."""
    if desk.settings.practice:
        everywhere = _("Practice mode: a pretend AWS on this computer. Nothing here is real.")
        return told(desk, step) or everywhere
    return _("This isn't real AWS. Everything goes to {address}").format(
        address=desk.settings.endpoint
    )


def told(desk: Desk, step: str) -> str:
    """What is rehearsed on the page of `step`; "" for the real run, and where nothing is told."""
    if not desk.settings.practice:
        return ""
    return rehearsed.here(step, desk.facts, signed_in=desk.session is not None)


class Strip(QWidget):
    """One striking line across the window; it follows what is said on the page of `step`."""

    def __init__(self, desk: Desk, name: str = "practice_strip", step: str = "") -> None:
        super().__init__()
        self._desk, self._step = desk, step
        self.setObjectName(name)
        column = QVBoxLayout(self)
        side = theme.em(2)
        column.setContentsMargins(side, theme.em(0.3), side, theme.em(0.2))
        self.text = Text(bold=True, tint="warn")
        column.addWidget(self.text)
        self.refresh()
        desk.facts_changed.connect(self.refresh)
        desk.session_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Say what is so now."""
        text = sentence(self._desk, self._step)
        if text != self.text.plain:
            self.text.say(text)
            named(self, self.objectName(), text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and a line below it."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("warn_soft"))
            line = max(2, theme.em(0.12))
            painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("warn"))

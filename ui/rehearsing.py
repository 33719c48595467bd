"""Going over to a rehearsal, and from there to the real thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ui import theme
from ui.spacing import pads
from ui.widgets import Button, Card, Text, button
from ui.words import _

if TYPE_CHECKING:
    from ui.desk import Desk


def rehearse(desk: Desk) -> None:
    """Go on with a rehearsal in this run's place; a vendor's file that was opened goes along."""
    file = desk.vendor.file
    desk.switch_wanted.emit(replace(desk.settings, practice=True, endpoint="", vendor_file=file))


def for_real(desk: Desk) -> None:
    """Go on for real in the rehearsal's place. Each has records of its own."""
    file = desk.vendor.file
    desk.switch_wanted.emit(replace(desk.settings, practice=False, endpoint="", vendor_file=file))


def change_over(desk: Desk, name: str) -> Button:
    """The button, named `name`, from the rehearsal to the real run."""
    return button(name, _("Do it for real"), lambda: for_real(desk))


class Rehearsing(Card):
    """Says that this is the rehearsal, and how it goes on for real."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("accent_soft", edge="accent")
        says = _("You are rehearsing. You can change to the real run at any time.")
        self.column.setContentsMargins(*pads())
        line = QHBoxLayout()
        line.setSpacing(theme.em(0.8))
        line.addWidget(Text(says), 1)
        line.addWidget(change_over(desk, "for_real"))
        self.column.addLayout(line)

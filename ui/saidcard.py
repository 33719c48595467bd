"""The panel with the tick by which the customer says that something has been done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets import Card

if TYPE_CHECKING:
    from ui.fieldnote import FieldNote
    from ui.widgets import Tick


def said_card(tick: Tick, missing: FieldNote) -> Card:
    """The tick, and below it what is still missing."""
    card = Card("accent_soft")
    card.column.setContentsMargins(*pads())
    card.column.addWidget(tick)
    card.column.addWidget(missing)
    return card


def pads() -> tuple[int, int, int, int]:
    """The margins of a panel that holds a line or two."""
    side, pad = theme.em(0.8), theme.em(0.45)
    return side, pad, side, pad

"""The panel with the tick by which the customer says that something has been done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.spacing import pads
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

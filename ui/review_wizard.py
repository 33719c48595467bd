"""The wizard that looks what else could let somebody in, at any time, and shuts nobody out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.journey import REVIEW
from ui import revocation
from ui.desk import Desk
from ui.wizard import JourneyWizard
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReviewWizard(JourneyWizard):
    """Sign in where needed, the review, and its report. `wanted` is the vendor's UserId, or ""."""

    def __init__(self, desk: Desk, parent: QWidget, *, wanted: str = "", name: str = "") -> None:
        shared = revocation.begin(desk, wanted)
        shared.name = name
        super().__init__(desk, REVIEW, "review_wizard", parent)

    def title(self) -> str:
        """What the journey is called."""
        return _("Other ways in")

    def close_text(self) -> str:
        """Nothing of this journey is kept but what was decided, so it is closed, not put aside."""
        return _("Close")

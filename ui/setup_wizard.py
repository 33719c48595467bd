"""The wizard that lets a vendor in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.journey import SETUP
from ui.desk import Desk
from ui.page import Page
from ui.wizard import JourneyWizard
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SetupWizard(JourneyWizard):
    """From an empty AWS account to a vendor who can work in it."""

    keeps_place = True

    def __init__(self, desk: Desk, parent: QWidget, *, ahead: bool = False) -> None:
        super().__init__(desk, SETUP, "setup_wizard", parent, ahead=ahead)

    def _state_changed(self) -> None:
        """At the end, leaving for later would be the same as being done."""
        super()._state_changed()
        page = self.currentPage()
        ended = isinstance(page, Page) and self.nextId() < 0 and page.isComplete()
        self.button(self.WizardButton.CancelButton).setVisible(not ended)

    def title(self) -> str:
        """What the journey is called."""
        return _("Let a vendor in")

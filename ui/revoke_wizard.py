"""The wizard that shuts a vendor out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWizard

from app.journey import REVOKE
from ui import revocation
from ui.desk import Desk
from ui.wizard import JourneyWizard
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class RevokeWizard(JourneyWizard):
    """From choosing a user to the report. `wanted` is the UserId of the one to offer first."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        wanted: str = "",
        mode: str = "disable",
        ahead: bool = False,
    ) -> None:
        if ahead:
            revocation.stand_by(desk)
        else:
            revocation.begin(desk, wanted, mode)
        super().__init__(desk, REVOKE, "revoke_wizard", parent, ahead=ahead)

    def begin_with(self, wanted: str, mode: str) -> None:
        """Begin, where it was made ahead."""
        revocation.begin(self.desk, wanted, mode)
        self.begin()

    def title(self) -> str:
        """What the journey is called."""
        return _("Shut out a vendor")

    def close_text(self) -> str:
        """Nothing of this journey is kept, so it is closed, not put aside."""
        return _("Close")

    def do_again(self) -> None:
        """From the report back to the act: it carries on with what is left."""
        self.desk.know(revoked=False)
        moved = self.blockSignals(True)
        while self.step.name != "revoke_progress" and self.currentId() > 0:
            QWizard.back(self)
        self.blockSignals(moved)
        self._moved()

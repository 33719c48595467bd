"""The wizard that makes a new password, file and passphrase for a vendor who lost the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWizard

from app.journey import Journey, Step, signed_in
from ui.desk import Desk
from ui.wizard import JourneyWizard
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.handoverfile import Handover

B = QWizard.WizardButton

# What comes after it, sending the new file and passphrase, is the set-up journey's.
REISSUE: Journey = (
    Step("sign_in", ready=signed_in, when=lambda f: not signed_in(f)),
    Step("reissue", ready=lambda _: False, acts=True),
)


class ReissueWizard(JourneyWizard):
    """Sign in where needed, then one page that says what will happen and does it."""

    reissued = Signal(object)  # the Handover with the new package

    def __init__(self, desk: Desk, parent: QWidget, handover: Handover) -> None:
        desk.setProperty("reissue", handover)
        super().__init__(desk, REISSUE, "reissue_wizard", parent)
        # The page's own button ends it; Next keeps its place, so that Back doesn't stand there.
        self.setButtonLayout([B.CancelButton, B.Stretch, B.BackButton, B.NextButton])
        onward = self.button(B.NextButton)
        kept = onward.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        onward.setSizePolicy(kept)

    def title(self) -> str:
        """What the journey is called."""
        return _("Re-issue")

    def close_text(self) -> str:
        """Nothing of this journey is kept, so it is closed, not put aside."""
        return _("Close")

    def finish(self, handover: Handover) -> None:
        """There is a new package: it's sent from the set-up journey's pages."""
        self.leave(lambda: self.reissued.emit(handover))

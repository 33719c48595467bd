"""The second step of letting a vendor in again: a new password, which nobody can bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.messages import Message
    from ui.widgets import Button


def besides(notes: Sequence[Message]) -> tuple[Message, ...]:
    """`notes` without the one on the password, which this step tells."""
    if not notes:
        return ()
    from app.revoke_undo import NEW_PASSWORD  # whoever made the notes has loaded it already

    return tuple(note for note in notes if note != NEW_PASSWORD)


class NewPassword(QWidget):
    """Its number and title, and why; `reissue` can be pressed once the first step is done."""

    def __init__(self, reissue: Button) -> None:
        super().__init__()
        self._reissue = reissue
        self._why = Text()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.em(0.3), 0, 0)
        column.setSpacing(theme.em(0.2))
        column.addWidget(Text(_("Step 2: make a new password"), bold=True, scale=theme.LEAD))
        column.addWidget(self._why)

    def show_stand(self, *, done: bool, busy: bool, there: bool) -> None:
        """`done`: the first step is; `there`: this one is to come at all."""
        self.setVisible(there)
        self._reissue.setVisible(there)
        self._reissue.setEnabled(done and not busy)
        self._reissue.set_primary(done)
        self._why.say(
            _("Nobody can bring the old password back. Press the button, and send the new one.")
            if done
            else _("Nobody can bring the old password back. This comes once step 1 is done.")
        )

"""The three ways: let the vendor stay with less, disable, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.choices import Choices
from ui.reducing import ReduceRights
from ui.words import _

if TYPE_CHECKING:
    from app.facts import Facts
    from ui.choices import Answer

REDUCE = "reduce"


class Modes(QWidget):
    """The choice, and what belongs to the first of the three, shown only there."""

    chosen = Signal(str)  # by the customer
    reduced = Signal()  # what the vendor is left with was changed

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        self.modes = Choices("revoke_mode", _("How to shut out"))
        self.modes.offer(_answers())
        self.modes.chosen.connect(self.chosen)
        self.less = ReduceRights()
        self.less.chosen.connect(self.reduced)
        column.addWidget(self.modes)
        column.addWidget(self.less)

    def show_choice(self, facts: Facts) -> None:
        """Show what is chosen."""
        mode = facts.revoke_mode or "disable"
        self.modes.set_choice(mode)
        self.less.setVisible(mode == REDUCE)
        self.less.show_rights(facts.reduce_rights, mfa=facts.reduce_mfa)


def _answers() -> tuple[Answer, ...]:
    return (
        (
            "disable",
            _("Disable now (recommended)"),
            _(
                "The vendor can't get in any more. This can be undone. Delete the user "
                "after 36 hours: sessions opened earlier can live that long, and the "
                "block has to outlive them."
            ),
        ),
        (
            "delete",
            _("Delete now"),
            _(
                "Blocks first, then removes the user and all that belongs to it. This "
                "can't be undone. Right for a user that was disabled 36 hours ago."
            ),
        ),
        (
            REDUCE,
            _("Let the vendor stay, with less"),
            _(
                "For a vendor that goes on looking after the system. It keeps its user, but only "
                "the rights that you choose here. Its keys go, and its open sessions end."
            ),
        ),
    )

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
        column.setSpacing(theme.em(0.4))
        self.modes = Choices("revoke_mode", _("How to shut out"), brief=True)
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
        rights, mfa, name = facts.reduce_rights, facts.reduce_mfa, facts.revoke_name
        self.less.show_rights(rights, mfa=mfa, name=name)


def _answers() -> tuple[Answer, ...]:
    return (
        (
            "disable",
            _("Shut out now, delete later: can be undone until then (recommended)"),
            _(
                "At once the user can do nothing any more, also where it is signed in. You "
                "delete it after 36 hours, to be safe; Aikagi reminds you when you open it."
            ),
        ),
        (
            "delete",
            _("Delete at once: this can't be undone"),
            _("Right for a user that was shut out 36 hours ago or more."),
        ),
        (
            REDUCE,
            _("Let the vendor stay, with fewer rights"),
            _("Right for a vendor that goes on looking after your system."),
        ),
    )

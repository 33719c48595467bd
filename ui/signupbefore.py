"""What comes before the first step: how long it takes, and what to have at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.fold import Fold
from ui.signupprepare import Prepare
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout


class SignUpBefore(Fold):
    """For those who have no account yet."""

    def __init__(self) -> None:
        title = _("None yet? Take fifteen minutes, and have a mailbox, a card and a phone at hand")
        super().__init__("prepare", title, _fill)


def _fill(below: QVBoxLayout) -> None:
    below.addWidget(Prepare())
    below.addWidget(
        Text(_("You can stop at any time: Aikagi remembers which steps you have ticked."))
    )


def another_thing() -> str:
    """What an account at AWS isn't."""
    return _("Not the account for shopping at Amazon: that is another one.")

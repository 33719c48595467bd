"""What comes before the first step: what to have at hand, and the button to AWS's page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.signupprepare import Prepare
from ui.widgets import Mark, Text, button, headed, row
from ui.words import _


class SignUpBefore(QWidget):
    """For those who have no account yet."""

    def __init__(self, open_page: Callable[[], None]) -> None:
        super().__init__()
        self.open = button("open_signup", _("Open AWS's sign-up page"), open_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.8))
        column.addWidget(Text(_("If you have none yet: what to have at hand"), bold=True))
        column.addWidget(Prepare())
        column.addWidget(
            Text(
                _(
                    "It takes about fifteen minutes. Aikagi remembers what you have ticked, so you "
                    "can stop at any time."
                )
            )
        )
        column.addLayout(row(self.open))
        wrong = Text(
            _(
                "If the page offers to sign in with Google, GitHub, Apple or Amazon, or speaks of "
                "projects or a Builder ID, it is the wrong one: press the button again."
            )
        )
        column.addLayout(headed(Mark("warn"), wrong))

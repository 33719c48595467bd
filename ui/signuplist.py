"""The eight steps of the sign-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links, signup
from ui.fold import Fold
from ui.steplist import StepList
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from ui.page import Page
    from ui.rootpassword import RootPasswordBox
    from ui.widgets import Button


class SignUpSteps(StepList):
    """What AWS asks for, screen by screen, and help with the password and the address."""

    def __init__(self, page: Page, beside: Button, after: QWidget) -> None:
        self.password: RootPasswordBox | None = None
        super().__init__(page, "step", signup.titles(), beside, after)

    def fill(self, number: int, column: QVBoxLayout) -> Fold | None:
        """The words and drawings of step `number`, and the usual troubles."""
        from ui import stepcontent

        inside = signup.inside(number)
        screens = stepcontent.fill(number, inside, column)
        self.sections[number - 1].show_screens(screens)
        if screens is not None:
            screens.turned.connect(self.changed)
        if extra := self._extra(inside.extra):
            column.addWidget(extra)
            if screens is not None:  # it belongs to the last of them
                extra.hide()
                screens.turned.connect(lambda: extra.setVisible(not screens.more))
        fold = stepcontent.troubles(number, inside, self._ask_aws)
        fold.opened.connect(self.changed)
        return fold

    def done_words(self, last: bool) -> str:
        """The last one ends the sign-up."""
        return _("I've finished the sign-up") if last else super().done_words(last)

    def _extra(self, name: str) -> Fold | None:
        if name == "password":
            fold = Fold("password_help", _("Make a strong password, or test yours"), self._try)
        elif name == "address":
            fold = Fold("address_example", _("An example of an address in Latin letters"), _example)
        else:
            return None
        fold.opened.connect(self.changed)
        return fold

    def _try(self, below: QVBoxLayout) -> None:
        from ui.rootpassword import RootPasswordBox

        self.password = RootPasswordBox(self.page.desk)
        below.addWidget(self.password)

    def _ask_aws(self) -> None:
        self.page.open_aws(links.ACCOUNT_SUPPORT)


def _example(below: QVBoxLayout) -> None:
    from ui.signupaddress import AddressExample

    below.addWidget(AddressExample())

"""Signing in as root, in the customer's own browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page import Page
from ui.signin_panel import SignInPanel
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.troubles import Trouble


class SignIn(Page):
    """What is about to happen, the panel, and who has signed in."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Sign in to your AWS account")

    def build(self, column: QVBoxLayout) -> None:
        """Say what will happen, before it does."""
        self._begun = False
        self._before = (
            Text(
                _(
                    "Your own browser opens. Sign in there as the root user, the account's owner: "
                    "Aikagi never sees your password."
                )
            ),
            Text(
                _(
                    "Only this computer's password store (keyring) keeps the sign-in, until you"
                    " close Aikagi: nothing goes to Aikagi's makers. The computer may ask for "
                    "its own password."
                ),
                tint="muted",
            ),
        )
        for text in self._before:
            column.addWidget(text)
        self.panel = SignInPanel(self.desk)
        self.panel.failed.connect(self.show_trouble)
        self.panel.began.connect(self._begin)
        self.panel.link_wanted.connect(self.open_aws)
        column.addWidget(self.panel)

    def refresh(self) -> None:
        """Who is signed in. What will happen needn't be said once it has."""
        self.panel.refresh()
        if self._content is not None:  # what it means to be somebody else takes the picture's room
            self._content.be_small(bool(self.facts.account) and not self.facts.is_root)
        for text in self._before:
            text.setVisible(not (self._begun or self.facts.account))

    def _begin(self) -> None:
        """The customer has pressed the button: from now on the panel says what goes on."""
        self._begun = True
        self.clear_message()
        self.refresh()

    def leave(self) -> None:
        """A sign-in under way is given up."""
        self.panel.cancel()

    def first_focus(self) -> QWidget | None:
        """The button to sign in with."""
        return self.panel.start

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong; the button to sign in again is the panel's."""
        super().show_trouble(trouble)
        self.message.again.hide()

    def to_press(self) -> tuple[QWidget, ...]:
        """The button to sign in with, or the one of the second entrance."""
        return self.panel.to_press()

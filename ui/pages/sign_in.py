"""Signing in as root, in the customer's own browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page import Page
from ui.signin_panel import SignInPanel
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget


class SignIn(Page):
    """What is about to happen, the panel, and who has signed in."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Sign in to your AWS account")

    def build(self, column: QVBoxLayout) -> None:
        """Say what will happen, before it does."""
        column.addWidget(
            Text(
                _(
                    "Your own browser opens, and you sign in there as the root user (the owner of "
                    "the account). Aikagi never sees your password."
                )
            )
        )
        column.addWidget(
            Text(
                _(
                    "Aikagi keeps the sign-in only in this computer's password store (keyring), "
                    "so the computer may ask for its own password. It is removed when you close "
                    "Aikagi."
                ),
                tint="muted",
            )
        )
        self.panel = SignInPanel(self.desk)
        self.panel.failed.connect(self.show_trouble)
        self.panel.began.connect(self.clear_message)
        self.panel.link_wanted.connect(self.open_aws)
        column.addWidget(self.panel)

    def refresh(self) -> None:
        """Who is signed in."""
        self.panel.refresh()

    def leave(self) -> None:
        """A sign-in under way is given up."""
        self.panel.cancel()

    def first_focus(self) -> QWidget | None:
        """The button to sign in with."""
        return self.panel.start

    def sign_in_again(self) -> None:
        """Here it needs no window of its own."""
        self.panel.begin()

    def to_press(self) -> tuple[QWidget, ...]:
        """The button to sign in with, or the one of the second entrance."""
        return self.panel.to_press()

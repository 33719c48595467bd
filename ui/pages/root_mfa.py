"""A second step for the root user's sign-in: how to set it up, and a check that it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links
from ui.mfa_trial import MfaTrial
from ui.page import Page
from ui.widgets import Card, Text, Tick, button, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget


def steps() -> tuple[tuple[str, str], ...]:
    """MFA in the console: what to do, and what to watch for.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
    """
    return (
        (
            _("In AWS, open “Security credentials” and choose “Assign MFA device”"),
            _("The button above leads there. Sign in as the root user if AWS asks."),
        ),
        (
            _("Enter a name such as Root-MFA, and choose “Authenticator app”"),
            _("A passkey or a security key is as good, and needs no app."),
        ),
        (
            _("Scan the QR code with the app on your phone, and enter two codes in a row"),
            _("After the first code, wait up to 30 seconds for the next."),
        ),
    )


class RootMfa(Page):
    """Three steps in AWS, and the tick that it is done."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("A second lock for the master key")

    def build(self, column: QVBoxLayout) -> None:
        """The steps, the tick, and the trial for those who wish it."""
        column.addWidget(
            Text(
                _(
                    "With two-step sign-in (MFA, multi-factor authentication), a stolen password "
                    "isn't enough to get in. AWS lets nobody but you set it up, in the browser."
                )
            )
        )
        self.main_button = button(
            "open_security_credentials",
            _("Open AWS's security page"),
            lambda: self.open_aws(links.SECURITY_CREDENTIALS),
        )
        column.addLayout(row(self.main_button))
        self.ticks = [self._step(number, *texts) for number, texts in enumerate(steps(), 1)]
        card = Card()
        for tick in self.ticks:
            card.column.addWidget(tick)
        column.addWidget(card)
        self.done = Tick(
            "mfa_done",
            _("I have set up MFA, or I'll set it up later"),
            _("Aikagi looks once you have signed in."),
            on_change=lambda ticked: self.desk.know(mfa_said=ticked),
        )
        said = Card("accent_soft")
        said.column.addWidget(self.done)
        column.addWidget(said)
        self.trial = MfaTrial(self.desk)
        column.addWidget(self.trial)

    def _step(self, number: int, text: str, detail: str) -> Tick:
        return Tick(
            f"mfa_step_{number}",
            f"{number}. {text}",
            detail,
            on_change=lambda ticked: self.desk.tick(f"root_mfa.{number}", ticked),
        )

    def refresh(self) -> None:
        """What has been ticked."""
        self.done.set_ticked(self.facts.mfa_said)
        for number, tick in enumerate(self.ticks, 1):
            tick.set_ticked(f"root_mfa.{number}" in self.facts.ticks)

    def leave(self) -> None:
        """The secret key is forgotten."""
        self.trial.wipe()

    def first_focus(self) -> QWidget | None:
        """The first step's tick box."""
        return self.ticks[0].box

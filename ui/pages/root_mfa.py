"""A second step for the root user's sign-in: how to set it up, and help for who gets stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links, theme
from ui.console import quoted
from ui.fold import Fold
from ui.mfa_steps import StepList
from ui.mfa_trial import MfaTrial
from ui.page import Page
from ui.widgets import Card, Text, Tick, button, flow, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget


class RootMfa(Page):
    """The way through AWS's console, the tick that it is done, and what helps where it's needed."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("A second lock for the master key")

    def build(self, column: QVBoxLayout) -> None:
        """The steps, the tick, and what not everybody needs."""
        column.addWidget(
            Text(
                _(
                    "With two-step sign-in (MFA, multi-factor authentication), a stolen password "
                    "isn't enough to get in: AWS also asks for a code from your phone. AWS demands "
                    "it within 35 days of the first sign-in."
                )
            )
        )
        self.main_button = button(
            "open_security_credentials",
            _("Open AWS's security page"),
            lambda: self.open_aws(links.SECURITY_CREDENTIALS),
        )
        column.addLayout(row(self.main_button))
        column.addWidget(_apps())
        self.steps = StepList(lambda n, on: self.desk.tick(f"root_mfa.{n}", on))
        column.addWidget(self.steps)
        column.addWidget(self._said())
        self._help(column)

    def _said(self) -> Card:
        self.done = Tick(
            "mfa_done",
            _("I have set up MFA, or I'll set it up later"),
            _("It isn't this tick that counts: Aikagi looks for itself once you have signed in."),
            on_change=lambda ticked: self.desk.know(mfa_said=ticked),
        )
        card = Card("accent_soft")
        card.column.addWidget(self.done)
        self.missing = Text(_("Tick this to go on."), scale=theme.SMALL, tint="muted")
        card.column.addWidget(self.missing)
        return card

    def _help(self, column: QVBoxLayout) -> None:
        self._trial: MfaTrial | None = None
        self.unscanned = Fold(
            "mfa_no_scan",
            _("I can't scan the QR code, or AWS doesn't take the codes"),
            self._fill_trial,
        )
        column.addWidget(self.unscanned)
        column.addWidget(Fold("mfa_passkeys", _("A passkey, or a second device"), _passkeys))
        column.addWidget(self._recovery())

    def _fill_trial(self, below: QVBoxLayout) -> None:
        self._trial = MfaTrial(self.desk)
        self._trial.key.textChanged.connect(self._key_typed)
        self._trial.codes.turned.connect(self._see_codes)
        below.addWidget(self._trial)

    @property
    def trial(self) -> MfaTrial:
        """The help, which may still be folded away."""
        self._have_trial()
        assert self._trial is not None  # noqa: S101  (for the type checker: it has been made)
        return self._trial

    def _have_trial(self) -> None:
        """Its controls stand there before they are unfolded: a key pasted there unfolds it."""
        if self._trial is None:
            self.unscanned.set_open(True)
            self.unscanned.set_open(False)

    def _recovery(self) -> Card:
        card = Card()
        card.column.addWidget(Text(_("Should the phone be lost one day"), bold=True))
        card.column.addWidget(
            Text(
                _(
                    "A sheet for the safe says who can get the account back, and how. It holds no "
                    "password, code or key."
                )
            )
        )
        self.sheet = button("open_recovery_sheet", _("Recovery sheet …"), self._open_sheet)
        card.column.addLayout(flow(self.sheet))
        return card

    def _open_sheet(self) -> None:
        from ui.recoverysheet import RecoveryWindow

        RecoveryWindow(self.desk, self).show()

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """What has been ticked; the next step shows its drawing."""
        self.done.set_ticked(self.facts.mfa_said)
        self.missing.setVisible(not self.facts.mfa_said)
        numbers = range(1, len(self.steps.rows) + 1)
        self.steps.show_ticked(tuple(f"root_mfa.{n}" in self.facts.ticks for n in numbers))

    def _key_typed(self, text: str) -> None:
        if text and not self.unscanned.is_open:
            self.unscanned.set_open(True)

    def _see_codes(self) -> None:
        self._reveal(self.trial.codes)

    def enter(self) -> None:
        """The page is up: now there is time for what is folded away."""
        self._have_trial()

    def leave(self) -> None:
        """The secret key is forgotten."""
        if self._trial is not None:
            self._trial.wipe()

    def first_focus(self) -> QWidget | None:
        """The first step's tick box."""
        return self.steps.rows[0].tick.box


def _apps() -> Text:
    return Text(
        _(
            "You need an authenticator app on the phone, such as Google Authenticator or Microsoft "
            "Authenticator. Both are free: look for the name in the phone's App Store or Google "
            "Play."
        ),
        scale=theme.SMALL,
        tint="muted",
    )


def _passkeys(below: QVBoxLayout) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html."""
    below.addWidget(
        Text(
            _(
                "Instead of {app} you can choose {passkey}: then a fingerprint or this computer's "
                "own lock takes the code's place, and AWS recommends it. The root user can have up "
                "to eight devices and any one of them will do, so with a passkey or a second phone "
                "a lost phone is no crisis."
            ).format(app=quoted("authenticator_app"), passkey=quoted("passkey"))
        )
    )

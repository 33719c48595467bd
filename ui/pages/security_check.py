"""How well the root user is protected, as AWS says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links
from ui.checkrow import CheckRow
from ui.page import Page
from ui.widgets import Card, Text, Tick, button, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.session import Security

LATER_DAYS = 7


class SecurityCheck(Page):
    """Two checks, each with what to do, and the words that stand in for a missing MFA."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Is the master key safe?")

    def build(self, column: QVBoxLayout) -> None:
        """A row for each check."""
        column.addWidget(
            Text(
                _(
                    "The root user can do everything in the account. Before anybody else is let "
                    "in, Aikagi looks at how it is protected."
                )
            )
        )
        self.mfa = CheckRow("check_root_mfa", _("Two-step sign-in (MFA) of the root user"))
        self.mfa.link("open_root_mfa", _("Set up MFA in AWS"), self._open)
        self.keys = CheckRow("check_root_keys", _("Access keys of the root user"))
        self.keys.link("open_root_keys", _("Delete the keys in AWS"), self._open)
        column.addWidget(self.mfa)
        column.addWidget(self.keys)
        column.addWidget(self._later())
        self.recheck = button("recheck", _("Check again"), self.look)
        column.addLayout(row(self.recheck))

    def _later(self) -> Card:
        self.later_card = Card("warn_soft", edge="warn")
        self.later = Tick(
            "mfa_later",
            _(
                "I make an administrator now although the root user has no MFA, and I will set up "
                "MFA within {days} days."
            ).format(days=LATER_DAYS),
            _("Until then, whoever learns the root user's password owns the account."),
            on_change=lambda ticked: self.desk.know(mfa_later=ticked),
        )
        self.later_card.column.addWidget(self.later)
        return self.later_card

    def enter(self) -> None:
        """Look, unless it has been seen in this run."""
        if self.facts.root_mfa is None:
            self.look()

    def look(self) -> None:
        """Ask AWS how the root user is protected."""
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
            return
        self.work(session.security, self._seen, saying=_("Asking AWS …"))

    def to_press(self) -> tuple[QWidget, ...]:
        """Look again."""
        return (self.recheck,)

    def _seen(self, security: Security) -> None:
        self.desk.know(
            root_mfa=security.root_mfa,
            root_keys=security.root_keys,
            mfa_later=self.facts.mfa_later and not security.root_mfa,
        )
        self.announce(f"{self.mfa.accessibleName()}. {self.keys.accessibleName()}.")

    def refresh(self) -> None:
        """What AWS said, and what to do about it."""
        self._show_mfa()
        self._show_keys()
        self.recheck.setEnabled(not self.working)
        self.later_card.setVisible(self.facts.root_mfa is False)
        self.later.set_ticked(self.facts.mfa_later)

    def _show_mfa(self) -> None:
        if self.facts.root_mfa is None:
            self.mfa.say("none", _("Not checked yet"), "")
        elif self.facts.root_mfa:
            self.mfa.say(
                "good",
                _("On"),
                _("The password alone isn't enough to sign in. That is as it should be."),
            )
        else:
            self.mfa.say(
                "bad",
                _("Off"),
                _("Open the page in AWS, choose “Assign MFA device”, and then check again."),
            )

    def _show_keys(self) -> None:
        if self.facts.root_keys is None:
            self.keys.say("none", _("Not checked yet"), "")
        elif not self.facts.root_keys:
            self.keys.say("good", _("None"), _("There is no key that could be copied."))
        else:
            self.keys.say(
                "warn",
                _("There are some"),
                _(
                    "A root access key opens everything without MFA. If no program of yours uses "
                    "it, deactivate it in AWS, and delete it some days later."
                ),
            )

    def _open(self) -> None:
        self.open_aws(links.SECURITY_CREDENTIALS)

    def isComplete(self) -> bool:
        """The journey's rule, and both checks seen."""
        return super().isComplete() and self.facts.root_mfa is not None

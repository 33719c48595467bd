"""What can look wrong in the browser, where Aikagi can't see it, and the way out of each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import links, theme
from ui.console import quoted
from ui.fold import Fold
from ui.widgets import Button, Text, button, flow
from ui.words import _


class SignInHelp(Fold):
    """Symptoms in the customer's words, each with what to do and at most one button."""

    link_wanted = Signal(str)  # a page of AWS
    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("sign_in_help", _("Something looks wrong in the browser?"), self._rows)
        self._waiting = False
        self._while_waiting: tuple[Button, ...] = ()

    def show_waiting(self, waiting: bool) -> None:
        """Whether a sign-in is under way, so that there is a link to copy."""
        self._waiting = waiting
        for made in self._while_waiting:
            made.setVisible(waiting)

    def _rows(self, column: QVBoxLayout) -> None:
        self._of_the_browser(column)
        self._of_the_phone(column)
        self._of_the_account(column)
        self.show_waiting(self._waiting)

    def _of_the_browser(self, column: QVBoxLayout) -> None:
        self._row(
            column,
            _("An error page such as “400 Bad Request”, or somebody else is signed in already"),
            _("Sign out of AWS in this browser, then start again in Aikagi."),
            self._opens(
                "help_sign_out", _("Sign out of AWS in the browser"), links.BROWSER_SIGN_OUT
            ),
        )
        copy = button("help_copy_link", _("Copy the link"), self.copy_wanted.emit)
        self._row(
            column,
            _("No browser opened, or it is the wrong one"),
            _(
                "While Aikagi waits, copy the link and paste it into the address bar of the "
                "browser that you like. In a private window no other sign-in is in the way."
            ),
            copy,
        )
        paste = button("help_paste", _("Paste a code instead"), self.paste_wanted.emit)
        self._row(
            column,
            _("You signed in, but nothing comes back to Aikagi (often so in company networks)"),
            _("While Aikagi waits, let AWS show you a code, and carry it over by hand."),
            paste,
        )
        self._while_waiting = (copy, paste)

    def _of_the_phone(self, column: QVBoxLayout) -> None:
        self._row(
            column,
            _("AWS refuses the MFA code"),
            _(
                "Set the phone's date and time to automatic. Then wait for the next code, and "
                "type it at once."
            ),
        )
        self._row(
            column,
            _("The phone with the MFA is lost or broken"),
            _(
                "Where AWS asks for the code, choose {another}, or {trouble}. If neither helps, "
                "write to AWS."
            ).format(another=quoted("try_another_mfa"), trouble=quoted("troubleshoot_mfa")),
            self._opens("help_mfa_lost", _("Open AWS's form for a lost MFA"), links.MFA_SUPPORT),
        )

    def _of_the_account(self, column: QVBoxLayout) -> None:
        self._row(
            column,
            _("The root user's password is forgotten"),
            _(
                "Where AWS asks for the password, choose {forgot}. AWS mails a link to the "
                "account's e-mail address."
            ).format(forgot=quoted("forgot_password")),
        )
        self._row(
            column,
            _("Nobody knows the account's e-mail address"),
            _(
                "Look for mails from AWS in your company's mailboxes: they go to that address. "
                "If there are none, write to AWS's support."
            ),
            self._opens("help_support", _("Write to AWS's support"), links.ACCOUNT_SUPPORT),
        )
        self._row(
            column,
            _("The page asks for an account ID"),
            _("That is the page for users inside the account. Go back and choose {root}.").format(
                root=quoted("root_user")
            ),
        )
        self._row(
            column,
            _("AWS says that the account isn't active yet"),
            _("Wait for AWS's mail: after the sign-up it can take a day. Then start again."),
        )

    def _opens(self, name: str, text: str, link: str) -> Button:
        return button(name, text, lambda: self.link_wanted.emit(link))

    @staticmethod
    def _row(column: QVBoxLayout, symptom: str, way: str, *does: Button) -> None:
        here = QWidget()
        lines = QVBoxLayout(here)
        lines.setContentsMargins(0, 0, 0, theme.em(0.4))
        lines.setSpacing(theme.em(0.2))
        lines.addWidget(Text(symptom, bold=True))
        lines.addWidget(Text(way))
        if does:
            lines.addLayout(flow(*does))
        column.addWidget(here)

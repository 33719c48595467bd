"""MFA for the root user in AWS's console, step by step, each with a drawing of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.console import both, label, quoted
from ui.fold import Fold
from ui.signup import Entry, Screen
from ui.sketch import Part
from ui.steplist import StepList
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ui.page import Page
    from ui.widgets import Button

DEVICE = "Root-MFA"
SCAN = 4  # the step in which the QR code is scanned


class MfaSteps(StepList):
    """The way through the console; `unscanned` is the help that stands in the last step."""

    def __init__(self, page: Page, beside: Button, unscanned: Fold) -> None:
        self.unscanned = unscanned
        super().__init__(page, "mfa_step", titles(), beside, None)
        unscanned.opened.connect(self.changed)

    def fill(self, number: int, column: QVBoxLayout) -> Fold | None:
        """The words and the drawing of step `number`, and what not everybody needs."""
        from ui import stepcontent

        screen = screens()[number - 1]
        titled = number > 1  # the first has the page's name in its words
        column.addLayout(stepcontent.drawn(f"mfa_step_{number}_screen", screen, titled=titled))
        if number == SCAN:
            return self.unscanned
        if number != SCAN - 1:
            return None
        fold = Fold("mfa_passkeys", _("A passkey, or a second device"), _passkeys)
        fold.opened.connect(self.changed)
        return fold

    def done_words(self, last: bool) -> str:
        """The last one says that all of it is done, as the tick below does."""
        return _("Done: MFA is set up") if last else super().done_words(last)

    def scan(self) -> None:
        """Open the step in which the QR code is scanned."""
        if self.here is not self.sections[SCAN - 1]:
            self.open_one(self.sections[SCAN - 1])


def titles() -> tuple[str, ...]:
    """The steps in a line each."""
    return (
        _("Open AWS's security page"),
        _("Press {button}").format(button=quoted("assign_mfa")),
        _("Enter a name, and choose {choice}").format(choice=quoted("authenticator_app")),
        _("Scan the QR code, and type two codes in a row"),
    )


def screens() -> tuple[Screen, ...]:
    """The way through the console, in the interface's language.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
    """
    return (_menu(), _assign(), _device(), _codes())


def _menu() -> Screen:
    words = _(
        "Press the button above. If AWS asks, sign in as the root user. If another page comes "
        "up, choose {page} in the menu at its top right."
    )
    entries = (Entry(1, (), words.format(page=both("security_credentials"))),)
    parts = (Part("menu", _("Top right"), _("Your account's name"), mark=1),)
    return Screen("console", entries, parts)


def _assign() -> Screen:
    where = _(
        "In the section {section}. If a phone or key is listed there already, MFA is set up: "
        "tick “I have set up MFA”."
    )
    entries = (Entry(1, ("assign_mfa",), where.format(section=both("mfa_section"))),)
    parts = (
        Part("text", label("mfa_section")),
        Part("button", label("assign_mfa"), mark=1),
    )
    return Screen("security_credentials", entries, parts)


def _device() -> Screen:
    name = _("As you like, such as {name}: letters and digits, no spaces.").format(name=DEVICE)
    entries = (
        Entry(1, ("device_name",), name),
        Entry(
            2,
            ("authenticator_app",),
            _("You need such an app on the phone: Google Authenticator, say, which is free."),
        ),
        Entry(3, ("next",), ""),
    )
    parts = (
        Part("field", label("device_name"), DEVICE, mark=1),
        Part("choice", label("passkey")),
        Part("chosen", label("authenticator_app"), mark=2),
        Part("button", label("next"), mark=3),
    )
    return Screen("assign_mfa", entries, parts)


def _codes() -> Screen:
    entries = (
        Entry(1, ("show_qr",), _("Press it, and scan the code with the app.")),
        Entry(2, ("mfa_code_1",), _("The code that the app shows.")),
        Entry(
            3, ("mfa_code_2",), _("Wait until the number changes, within 30 seconds: the new one.")
        ),
        Entry(4, ("add_mfa",), ""),
    )
    parts = (
        Part("qr", label("show_qr"), mark=1),
        Part("code", label("mfa_code_1"), mark=2),
        Part("code", label("mfa_code_2"), mark=3),
        Part("button", label("add_mfa"), mark=4),
    )
    return Screen("authenticator_app", entries, parts)


def _passkeys(below: QVBoxLayout) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html."""
    below.addWidget(
        Text(
            _(
                "With {passkey}, a fingerprint or this computer's own lock takes the code's place; "
                "AWS recommends it. The root user can have up to eight devices, and any one will "
                "do: with a second one, a lost phone is no crisis."
            ).format(passkey=quoted("passkey"))
        )
    )

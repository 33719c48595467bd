"""Codes and a QR code from the secret key that AWS shows, for those without a camera at hand.

The key lives in this widget only; it is forgotten when the page is left.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app import mfa
from ui import theme
from ui.qr import QrCode
from ui.widgets import Card, Text, Value, field
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

SECOND_MS = 1000


class MfaTrial(Card):
    """The key goes in; a QR code, two codes and a check come out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._secret = ""
        label, self.key = field("mfa_secret", _("Secret key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.textChanged.connect(self._typed)
        self.why = Text(tint="bad")
        self.qr = QrCode("mfa_qr", _("QR code for the authenticator app"))
        self.codes = Value("mfa_codes", _("Codes"))
        self.codes.setFont(theme.fixed_font(theme.TITLE))
        code_label, self.code = field("mfa_check_code", _("Code from the app, to compare"))
        self.code.textChanged.connect(self._compare)
        self.verdict = Text(bold=True)
        self._parts: tuple[QWidget, ...] = (
            self.qr,
            self.codes,
            code_label,
            self.code,
            self.verdict,
        )
        head: tuple[QWidget, ...] = (
            Text(_("Does the code work?"), bold=True),
            Text(self._how()),
            label,
            self.key,
            self.why,
        )
        for part in (*head, *self._parts):
            self.column.addWidget(part)
        self._clock = QTimer(self, interval=SECOND_MS)
        self._clock.timeout.connect(self._tick)
        self.wipe()

    @staticmethod
    def _how() -> str:
        return _(
            "If you like: paste what AWS shows behind “Show secret key”, and Aikagi shows the QR "
            "code and the codes. The key is never stored, and is forgotten when you leave this "
            "page."
        )

    def wipe(self) -> None:
        """Forget the key and all that was made of it."""
        self._clock.stop()
        self._secret = ""
        self.key.clear()
        self.code.clear()
        self._show_nothing()

    def _show_nothing(self) -> None:
        self.qr.show_modules(())
        self.codes.clear()
        self.why.say("")
        self.verdict.say("")
        for part in (*self._parts, self.why):
            part.hide()

    def _typed(self, text: str) -> None:
        self._clock.stop()
        self._show_nothing()
        self._secret = ""
        if not text.strip():
            return
        try:
            self._secret = mfa.parse_secret(text)
        except mfa.SecretError as error:
            self.why.say(say(error.message))
            self.why.show()
            return
        self._show_all(self._secret)

    def _show_all(self, secret: str) -> None:
        def draw(_token: object) -> tuple[tuple[bool, ...], ...]:
            return mfa.qr(mfa.otpauth_uri(secret, self._desk.facts.account))

        def drawn(modules: tuple[tuple[bool, ...], ...]) -> None:
            if secret == self._secret:
                self.qr.show_modules(modules)

        self._desk.background.ask(self, draw, drawn)
        for part in self._parts:
            part.show()
        self._tick()
        self._clock.start()

    def _tick(self) -> None:
        now, following, left = mfa.codes(self._secret, time.time())
        text = _("{now}   then {next}   ({seconds} s)")
        self.codes.setText(text.format(now=_spaced(now), next=_spaced(following), seconds=left))
        self._compare()

    def _compare(self) -> None:
        typed = self.code.text().strip()
        if not self._secret or len(typed) < mfa.DIGITS:
            self.verdict.say("")
            return
        right = mfa.check(self._secret, typed, time.time())
        self.verdict.colour("good" if right else "bad")
        self.verdict.say(
            _("✓ The app shows the right code.")
            if right
            else _("✕ This code doesn't belong to this key, or the phone's clock is wrong.")
        )


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"

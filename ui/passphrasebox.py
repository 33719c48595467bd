"""The passphrase, large and plain: to be copied, scanned or read out, and wiped afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from app.passwords import HYPHENS, SAY_THE_WORDS, reading_aid
from ui import theme, words
from ui.clipboard import SecretClipboard
from ui.clipboardclock import ClipboardClock
from ui.linebreaks import JOINER
from ui.message import announce
from ui.qr import QrCode
from ui.secretline import SecretLine
from ui.spacing import pads
from ui.widgets import Card, Text, button, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.work import Token
    from ui.desk import Desk
    from ui.qr import Modules


class PassphraseBox(Card):
    """Shows a passphrase until `wipe`; its QR code and how to say it only when asked for."""

    opened = Signal(object)  # a widget that has just come to be shown

    def __init__(self, desk: Desk, clipboard: SecretClipboard) -> None:
        super().__init__()
        self._desk, self._clipboard = desk, clipboard
        self.line = SecretLine(self._copy)
        named(self.line, "passphrase", _("Passphrase"))
        self.line.setReadOnly(True)
        self.line.setFont(theme.fixed_font(theme.TITLE))
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setMinimumHeight(theme.em(2.2))
        self.copy = button("copy_passphrase", _("Copy"), self._copy)
        self.show_qr = button("show_qr", "", self._toggle_qr)
        self.show_aid = button("show_reading_aid", "", self._toggle_aid)
        self.countdown = ClipboardClock(
            clipboard, self.copy, "clipboard_countdown", "keep_passphrase"
        )
        self.looking = Text(
            _("Let only the vendor's person scan it, and make sure that nobody else sees it."),
            tint="warn",
        )
        self.qr = QrCode("passphrase_qr", _("QR code of the passphrase"))
        self.aid = _Copied()
        self.aid.setObjectName("reading_aid")
        caption = QLabel(_("Passphrase (like a secret word: it opens the file)"))
        caption.setFont(theme.font(bold=True))
        caption.setWordWrap(True)
        caption.setBuddy(self.line)
        self.column.setContentsMargins(*pads())
        self.column.setSpacing(theme.em(0.4))
        self.column.addWidget(caption)
        self.column.addWidget(self.line)
        self._buttons = flow(self.copy, self.show_qr, self.show_aid)
        self.column.addLayout(self._buttons)
        for widget in (self.countdown, self.looking, self.qr, self.aid):
            self.column.addWidget(widget)
        self.wipe()

    def show_passphrase(self, passphrase: str) -> None:
        """Show it."""
        self.line.setText(passphrase)
        self._enable()

    def suit(self, *, phone: bool, done: bool) -> None:
        """For a call, how to say it comes first, and is what to press until it is `done`."""
        self.show_aid.set_primary(phone and not done)
        order = (self.copy, self.show_qr, self.show_aid)
        for widget in reversed(order) if phone else order:
            self._buttons.removeWidget(widget)
            self._buttons.addWidget(widget)

    def wipe(self) -> None:
        """Forget it, and everything that was made of it. The clipboard has a clock of its own."""
        self.line.setText("")
        self.hide_qr()
        self.hide_aid()
        self._enable()

    @property
    def passphrase(self) -> str:
        """What is shown, or ""."""
        return self.line.text()

    def _enable(self) -> None:
        for made in (self.copy, self.show_qr, self.show_aid):
            made.setEnabled(bool(self.passphrase))

    # --- the clipboard -----------------------------------------------------------------------
    def _copy(self) -> None:
        self._clipboard.copy(self.passphrase)
        self.countdown.copied()

    # --- the QR code -------------------------------------------------------------------------
    def _toggle_qr(self) -> None:
        if self.qr.isHidden():
            self._draw_qr()
        else:
            self.hide_qr()

    def _draw_qr(self) -> None:
        passphrase = self.passphrase

        def draw(_token: Token) -> Modules:
            from app import mfa

            return mfa.qr(passphrase)

        def drawn(modules: Modules) -> None:
            if passphrase and passphrase == self.passphrase:
                self.qr.show_modules(modules)
                self.qr.show()
                self.looking.show()
                self._rename(self.show_qr, _("Hide QR code"))
                announce(self, self.looking.plain)
                self.opened.emit(self.qr)

        self._desk.background.ask(self, draw, drawn)

    def hide_qr(self) -> None:
        """Draw no QR code any more."""
        self.qr.show_modules(())
        self.qr.hide()
        self.looking.hide()
        self._rename(self.show_qr, _("QR code for the vendor's phone"))

    # --- the telephone -----------------------------------------------------------------------
    def _toggle_aid(self) -> None:
        if self.aid.isHidden():
            lines = reading_aid(self.passphrase, words.language())
            self.aid.say("\n".join((*lines, "", say(HYPHENS), say(SAY_THE_WORDS))))
            self.aid.show()
            self._rename(self.show_aid, _("Hide how to say it"))
            self.opened.emit(self.aid)
        else:
            self.hide_aid()

    def hide_aid(self) -> None:
        """Say it no more."""
        self.aid.say("")
        self.aid.hide()
        self._rename(self.show_aid, _("How to say it on the phone"))

    @staticmethod
    def _rename(pressed: QPushButton, text: str) -> None:
        pressed.setText(text)
        pressed.setAccessibleName(text)


class _Copied(Text):
    """People copy it, into a chat: no invisible joiners, and no odd blanks, stand in it."""

    def say(self, text: str) -> None:
        """Show `text`."""
        super().say(text)
        self.setText(self.text().replace(JOINER, "").replace("\N{NO-BREAK SPACE}", " "))

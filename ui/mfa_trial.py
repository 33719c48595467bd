"""For who can't scan AWS's QR code: the key behind it as a QR code of ours, or as letters to type.

Then the phone is proven: only when the customer has typed the code that it shows are the two codes
shown that AWS asks for. The key lives in these widgets only, and is forgotten when they are hidden.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app import mfa
from app.mfa_turns import SECOND
from ui import theme
from ui.console import quoted
from ui.fieldnote import FieldNote
from ui.mfa_codes import Clock, MfaCodes
from ui.mfa_key import MfaKey
from ui.widgets import Text, field
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.desk import Desk


class MfaTrial(QWidget):
    """The key goes in; a QR code comes out, and after a right code the two codes for AWS.

    `clock` gives seconds since 1970; a test may put its own there.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.clock: Clock = time.time
        self._secret = ""
        self._key_line()
        self.shown = MfaKey(desk)
        self._code_line()
        self.codes = MfaCodes(self.time)
        self.codes.turned.connect(self._turned)
        self._later: tuple[QWidget, ...] = (self.shown, self.ask, self.code_label, self.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        above: tuple[QWidget, ...] = (self.how, self.label, self.key, self.why, self.shown)
        for part in above:
            column.addWidget(part)
        column.addSpacing(theme.em(0.5))
        below = (self.ask, self.code_label, self.code, self.verdict, self.codes)
        for part in below:
            column.addWidget(part)
        self.wipe()

    def _key_line(self) -> None:
        self.how = Text(
            _(
                "In AWS, press {button}, copy the key, and paste it here. Aikagi never stores it, "
                "and forgets it when you leave this page."
            ).format(button=quoted("show_secret_key"))
        )
        self.label, self.key = field("mfa_secret", _("Secret key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.key.setDragEnabled(False)
        self.key.textChanged.connect(self._typed)
        self.why = FieldNote(self.key)

    def _code_line(self) -> None:
        self.ask = Text(
            _(
                "2. Type the code that the app shows now. If it's right, Aikagi shows the two "
                "codes for AWS, one after the other."
            )
        )
        self.code_label, self.code = field("mfa_check_code", _("Code that the app shows"))
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.code.textChanged.connect(self._compare)
        self.verdict = FieldNote(self.code)

    def time(self) -> float:
        """What `clock` says now."""
        return self.clock()

    @property
    def proven(self) -> bool:
        """Whether the phone has shown a right code."""
        return self.codes.running

    # --- forgetting --------------------------------------------------------------------------
    def wipe(self) -> None:
        """Forget the key and all that was made of it."""
        self._secret = ""
        self.key.setText("")  # unlike clear(), which could be undone
        self._forget_rest()

    def _forget_rest(self) -> None:
        self._secret = ""
        self.codes.stop()
        self.code.setText("")
        self.verdict.note("")
        self.why.note("")
        self.shown.wipe()
        for part in self._later:
            part.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, folded away, or another page is up. A minimised window only waits."""
        if not event.spontaneous():
            self.wipe()
        super().hideEvent(event)

    # --- the key -----------------------------------------------------------------------------
    def _typed(self, text: str) -> None:
        self._forget_rest()
        if not text.strip():
            return
        try:
            self._secret = mfa.parse_secret(text)
        except mfa.SecretError as error:
            self.why.note(say(error.message))
            return
        self.shown.show_key(self._secret)
        for part in self._later:
            part.show()

    # --- the phone ---------------------------------------------------------------------------
    def _compare(self) -> None:
        typed = "".join(self.code.text().split())
        if not self._secret or len(typed) < mfa.DIGITS:
            if not self.proven:
                self.verdict.note("")
            return
        if mfa.check(self._secret, typed, self.clock()):
            self.verdict.note(_("✓ The phone shows the right code."), tint="good")
            self.codes.begin(self._secret)
        else:
            self.codes.stop()
            self.verdict.note(self._why_wrong(typed))

    def _turned(self) -> None:
        """The code that proved the phone isn't among the two that are to be typed in AWS."""
        second = self.codes.now.kind == SECOND
        if second and self.code.hasFocus():
            self.codes.codes.setFocus()  # else the button next to it, which begins anew
        for part in (self.ask, self.code_label, self.code):
            part.setVisible(not second)

    def _why_wrong(self, typed: str) -> str:
        apart = abs(mfa.clock_apart(self._secret, typed, self.clock()))
        if apart:
            text = _(
                "✕ The entry is right, but the clocks of the phone and this computer are about "
                "{seconds} seconds apart. Have both set the time automatically, and type the new "
                "code."
            )
            return text.format(seconds=apart)
        return _(
            "✕ This isn't the code. Is it the entry for Amazon Web Services that you have just "
            "made? Does the phone set its clock automatically? Type the code that it shows now."
        )

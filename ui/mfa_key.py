"""The secret key on its way into the phone: as a QR code, or as letters to be typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import mfa
from ui import theme
from ui.announce import announce
from ui.qr import QrCode
from ui.widgets import Text, Value, button, flow
from ui.words import _

if TYPE_CHECKING:
    from app.work import Token
    from ui.desk import Desk
    from ui.qr import Modules


class MfaKey(QWidget):
    """Shows a key until `wipe`; its letters only when asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._secret = desk, ""
        self.what = Text(
            _(
                "1. Scan this with the app on your phone. Let nobody else scan it: they would have "
                "the codes as well."
            )
        )
        self.qr = QrCode("mfa_qr", _("QR code for the authenticator app"))
        self.by_hand = button("mfa_show_key", "", self._toggle)
        self.how = Text(
            _(
                "In the app, enter a setup key by hand: any name, the kind is time-based. Leave "
                "out the spaces."
            ),
            scale=theme.SMALL,
            tint="muted",
        )
        self.groups = Value("mfa_key_groups", _("Secret key"))
        self.groups.setFont(theme.fixed_font(theme.LEAD))
        # To be read, not copied: it would stay on the clipboard.
        self.groups.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.groups.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        column.addWidget(self.what)
        column.addWidget(self.qr)
        column.addLayout(flow(self.by_hand))
        column.addWidget(self.how)
        column.addWidget(self.groups)
        self.wipe()

    def show_key(self, secret: str) -> None:
        """Draw the QR code of `secret`."""
        self._secret = secret
        account = self._desk.facts.account

        def draw(_token: Token) -> Modules:
            return mfa.qr(mfa.otpauth_uri(secret, account))

        def drawn(modules: Modules) -> None:
            if secret == self._secret:
                self.qr.show_modules(modules)

        self._desk.background.ask(self, draw, drawn)

    def wipe(self) -> None:
        """Forget the key, and all that was made of it."""
        self._secret = ""
        self.qr.show_modules(())
        self._hide_groups()

    def _toggle(self) -> None:
        if not self.groups.isHidden():
            self._hide_groups()
            return
        text = mfa.groups(self._secret)
        self.groups.setText(text)
        self.groups.setAccessibleName(_("Secret key: {key}").format(key=text))
        self._show_groups(shown=True)
        announce(self.groups, self.how.plain)

    def _hide_groups(self) -> None:
        self.groups.clear()
        self.groups.setAccessibleName(_("Secret key"))
        self._show_groups(shown=False)

    def _show_groups(self, *, shown: bool) -> None:
        self.groups.setVisible(shown)
        self.how.setVisible(shown)
        text = _("Hide the key") if shown else _("Show the key, to type it by hand")
        self.by_hand.setText(text)
        self.by_hand.setAccessibleName(text)

"""What the month has cost so far, asked for when the customer wants to know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import spend
from ui import theme
from ui.announce import announce
from ui.busy import Busy
from ui.spendcard import SpendCard
from ui.when import moment
from ui.widgets import button
from ui.words import _

if TYPE_CHECKING:
    from app.spend import Spend
    from app.troubles import Trouble
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk


class Month(QWidget):
    """The figures of the account's own budgets, and the button that asks for them."""

    failed = Signal(object)  # a Trouble, to be shown where this stands
    began = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._errand: Errand | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        self.card = SpendCard("bill_month", _("This month so far"))
        self.card.show_spends(
            (), _("Aikagi reads it from the account's budgets. That costs nothing.")
        )
        self.ask = button("bill_check", _("Look it up"), self.check, primary=True)
        self.card.beside_title(self.ask)
        self.card.column.addStretch(1)
        self.busy = Busy()
        column.addWidget(self.card, 1)  # as high as what stands beside it
        column.addWidget(self.busy)
        desk.session_changed.connect(self._show_state)
        self._show_state()

    def begin(self) -> None:
        """Look at once if somebody is signed in: it takes a second and changes nothing."""
        if self.desk.session is not None:
            self.check()

    def check(self) -> None:
        """Ask AWS, after a sign-in where there is none."""
        session = self.desk.session
        if self._errand is not None:
            return
        if session is None:
            self.sign_in()
            return
        account = session.identity.account

        def look(token: Token) -> tuple[str, tuple[Spend, ...]]:
            return account, spend.month_so_far(session.clients, account, token)

        self.began.emit()
        run = self.desk.background.run
        self._errand = run(self, look, self._seen, self._not_seen, cancelled=self._over)
        self.busy.begin(_("Asking AWS …"), self._errand.cancel)
        self._show_state()

    def sign_in(self) -> None:
        """Sign in, then ask."""
        from ui.signin_panel import SignInWindow

        SignInWindow.over(self.desk, self, self.desk.facts.account, self.check)

    def _over(self) -> None:
        self._errand = None
        self.busy.end()
        self._show_state()

    def _seen(self, found: tuple[str, tuple[Spend, ...]]) -> None:
        account, spends = found
        self._over()
        self.card.title(_("This month so far, in AWS account {account}").format(account=account))
        if spends:
            note = _("Looked up {when}. AWS's figures can be a day old.")
            self.card.show_spends(spends, note.format(when=moment(datetime.now(UTC))))
        else:
            self.card.show_spends(
                (),
                _(
                    "This account has no monthly budget yet, so there is no figure here. Aikagi "
                    "sets one up on the page “No surprises on the bill”."
                ),
            )
        announce(self, self.card.accessibleDescription())

    def _not_seen(self, trouble: Trouble) -> None:
        self._over()
        self.failed.emit(trouble)

    def _show_state(self) -> None:
        signed_in = self.desk.session is not None
        self.ask.setText(_("Look it up") if signed_in else _("Sign in and look it up"))
        self.ask.setAccessibleName(self.ask.text())

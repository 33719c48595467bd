"""The buttons that a sign-in can begin with, the one to press next standing out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.troubles import (
    CLOCK,
    PORTAL,
    SIGNIN_ENTRANCE,
    SIGNIN_NOT_PERMITTED,
    WRONG_ACCOUNT,
    Kind,
)
from ui.widgets import button, flow
from ui.words import _

if TYPE_CHECKING:
    from app.facts import Facts

PERHAPS = (CLOCK, PORTAL)  # seen before the browser opened, and may not matter
SOMEBODY_ELSE = (WRONG_ACCOUNT, SIGNIN_NOT_PERMITTED)  # the browser would sign them in once more


class SignInWays(QWidget):
    """Sign in, by the second entrance, without looking first; or sign out in the browser before."""

    def __init__(
        self,
        sign_in: Callable[[], None],
        second_entrance: Callable[[], None],
        unseen: Callable[[], None],
        sign_out: Callable[[], None],
    ) -> None:
        super().__init__()
        self.tried = False  # whether a sign-in has been begun
        self.start = button("sign_in_button", _("Sign in with AWS"), sign_in, primary=True)
        self.other = button("other_entrance", _("Sign in by another AWS address"), second_entrance)
        self.anyway = button("sign_in_anyway", _("Try all the same"), unseen)
        self.out = button("sign_out_browser", _("Sign out of AWS in the browser"), sign_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow(self.out, self.start, self.other, self.anyway))

    def show_for(self, facts: Facts, last: Kind | None) -> None:
        """Show what fits whoever is signed in, and the trouble that the last sign-in came to."""
        guest = bool(facts.account) and not facts.is_root  # whose card has a button of its own
        again = _("Use another account") if facts.is_root and last is None else _("Sign in again")
        self.start.setText(again if facts.account else _("Sign in with AWS"))
        self.start.setAccessibleName(self.start.text())
        self.out.setVisible(last in SOMEBODY_ELSE)
        # A session that has run out leaves root known; the entrance can be broken all the same.
        # Before that nobody needs to know of it, nor where it has led somebody in.
        stuck = self.tried and not facts.is_root and not (guest and last is None)
        self.other.setVisible(stuck or last is SIGNIN_ENTRANCE)
        self.anyway.setVisible(last in PERHAPS)
        done = guest or (facts.is_root and last is None)
        best = None if done else self.best(last)[0]
        for way in (self.start, self.other, self.anyway, self.out):
            way.set_primary(way is best)

    def best(self, last: Kind | None) -> tuple[QWidget, ...]:
        """What to press after that trouble, the best first."""
        if last in SOMEBODY_ELSE:
            return (self.out, self.start)
        return (self.other, self.start) if last is SIGNIN_ENTRANCE else (self.start,)

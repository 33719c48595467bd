"""What guards the vendor's user beyond MFA: closed, unless some of it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.fold import Fold
from ui.lastday import LastDay
from ui.widgets import Text, Tick
from ui.words import _

if TYPE_CHECKING:
    from ui.wanted import Wanted


class Protection(QWidget):
    """Change of password, rights later, last day. Made when it is first opened, known before.

    The tick for MFA is always there: what it means is said inside.
    """

    changed = Signal()  # by the customer
    opened = Signal()

    def __init__(self, mfa: Tick) -> None:
        super().__init__()
        self.change_password = self.rights_later = False
        self._last_day = ""
        self._ends: LastDay | None = None
        self.fold = Fold("more_options", "", self._fill)
        self.changed.connect(self._name)
        self.fold.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.2))
        column.addWidget(mfa)
        column.addWidget(self.fold)
        self._name()

    def fill(self, wanted: Wanted) -> None:
        """Show what is wanted; open where some of it is."""
        self.change_password, self.rights_later = wanted.change_password, wanted.rights_later
        self._last_day = wanted.end_date
        self._name()
        if self._ends is not None:
            self._show(self._ends)
        if wanted.more:
            self.fold.set_open(True)

    def _name(self) -> None:
        """Say in the closed line whether there is a last day."""
        known = bool(self.end_date)
        self.fold.say(_("More protection") if known else _("More protection (no last day yet)"))

    @property
    def end_date(self) -> str:
        """The last day as YYYY-MM-DD, or "" for none."""
        return self._last_day if self._ends is None else self._ends.day

    @property
    def good(self) -> bool:
        """Whether it can be taken as it is."""
        return self._ends is None or self._ends.good

    def _fill(self, column: QVBoxLayout) -> None:
        about = Text(about_mfa(), scale=theme.SMALL, tint="muted")
        self._password = Tick(
            "change_password",
            _("Have the vendor choose a new password at the first sign-in"),
            _("From then on, the password in the encrypted file is worthless to anyone."),
            on_change=self._said,
        )
        self._later = Tick(
            "rights_later",
            _("Give the rights only after the first sign-in"),
            _("As AWS recommends. Until then it can do nothing; Aikagi tells you when it is time."),
            on_change=self._said,
        )
        self._ends = LastDay()
        self._ends.changed.connect(self.changed)
        for widget in (about, self._password, self._later, self._ends):
            column.addWidget(widget)
        self._show(self._ends)

    def _show(self, ends: LastDay) -> None:
        self._password.set_ticked(self.change_password)
        self._later.set_ticked(self.rights_later)
        ends.fill(self._last_day)

    def _said(self, _on: bool) -> None:
        self.change_password = self._password.box.isChecked()
        self.rights_later = self._later.box.isChecked()
        self.changed.emit()


def about_mfa() -> str:
    """What it means that MFA is asked of the vendor."""
    return _(
        "Until the vendor has set up MFA, the user can do nothing else. A vendor with full rights "
        "could lift this later."
    )

"""What guards the vendor's user: MFA and the last day; the rest folded, unless it is wanted."""

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
    """Whoever lets somebody in thinks of the end at once: its tick is there, beside that of MFA.

    Change of password and rights later stand in `fold`, which the page places where there is room
    for sentences. They are made when it is first opened, and known before.
    """

    changed = Signal()  # by the customer
    opened = Signal()

    def __init__(self, mfa: Tick) -> None:
        super().__init__()
        self.change_password = self.rights_later = False
        self._ends = LastDay()
        self._ends.changed.connect(self.changed)
        self._made = False
        self.fold = Fold(
            "more_options", _("More protection (not sure? leave both unticked)"), self._fill
        )
        self.fold.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.2))
        for widget in (mfa, self._ends):
            column.addWidget(widget)

    def fill(self, wanted: Wanted) -> None:
        """Show what is wanted; open where some of it is."""
        self.change_password, self.rights_later = wanted.change_password, wanted.rights_later
        self._ends.fill(wanted.end_date)
        self._show()
        if wanted.more:
            self.fold.set_open(True)

    @property
    def end_date(self) -> str:
        """The last day as YYYY-MM-DD, or "" for none."""
        return self._ends.day

    @property
    def good(self) -> bool:
        """Whether it can be taken as it is."""
        return self._ends.good

    def _fill(self, column: QVBoxLayout) -> None:
        about = Text(about_mfa(), scale=theme.SMALL, tint="muted")
        self._password = Tick(
            "change_password",
            _("Have the vendor choose a new password at the first sign-in"),
            _("From then on, nobody can use the password in the encrypted file."),
            on_change=self._said,
        )
        self._later = Tick(
            "rights_later",
            _("Give the rights only after the first sign-in"),
            _(
                "Safer, and one more task: after it you phone the vendor, and give the rights "
                "in Aikagi."
            ),
            on_change=self._said,
        )
        for widget in (about, self._password, self._later):
            column.addWidget(widget)
        self._made = True
        self._show()

    def _show(self) -> None:
        if self._made:
            self._password.set_ticked(self.change_password)
            self._later.set_ticked(self.rights_later)

    def _said(self, _on: bool) -> None:
        self.change_password = self._password.box.isChecked()
        self.rights_later = self._later.box.isChecked()
        self.changed.emit()


def about_mfa() -> str:
    """What it means that MFA is asked of the vendor."""
    return _(
        "Until the vendor has set up MFA, the user can do nothing else. After that, a vendor "
        "with full rights could undo this."
    )

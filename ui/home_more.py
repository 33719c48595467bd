"""The lower part of the home window: what can be done at any time, and isn't needed every day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.button import Button
from ui.flow import Flow
from ui.quietbutton import quiet
from ui.when import moment
from ui.widgets import Text, button, flow
from ui.words import _


@dataclass(frozen=True)
class Wanted:
    """What the buttons ask for."""

    check: Callable[[], None]
    building: Callable[[], None]
    reissue: Callable[[], None]
    undo: Callable[[], None]
    revoke: Callable[[], None]
    review: Callable[[], None]
    billing: Callable[[], None]
    about: Callable[[], None]
    help: Callable[[], None]


class Actions(QWidget):
    """What can be done about the vendor that is chosen, or where there is none on record."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        self.text = Text(tint="muted")
        self.check_now = button("check_now", _("Check now"), wanted.check)
        self.check_now.setAccessibleDescription(_("Asks AWS whether the vendor has signed in."))
        self.building = button("building", _("While the vendor works …"), wanted.building)
        self.reissue = button("reissue", _("Re-issue the password …"), wanted.reissue)
        self.reissue.setAccessibleDescription(
            _("A new password, file and passphrase, where the old ones were lost.")
        )
        self.undo = button("undo_revoke", _("Let the vendor in again as before …"), wanted.undo)
        self.look_around = button("look_around", _("See which vendors are in"), wanted.check)
        self.look_around.setAccessibleDescription(
            _("Signs in to AWS, and finds what was set up from another computer. Changes nothing.")
        )
        self.revoke = button("revoke_vendor", _("Shut out the vendor"), wanted.revoke)
        column.addWidget(self.text)
        everyday = (self.check_now, self.building, self.reissue, self.undo)
        column.addLayout(flow(*everyday, self.look_around, self.revoke))

    def show_rows(self, *, any_yet: bool) -> None:
        """Where there is nobody in the list yet, the customer may have come for that."""
        hint = _(
            "Was a vendor let in without Aikagi, or from another computer? See which vendors "
            "are in, or shut one out."
        )
        self.text.say("" if any_yet else hint)
        self.text.setVisible(not any_yet)
        self.look_around.setVisible(not any_yet)
        self.check_now.setVisible(any_yet)

    def show_shut_out(self, *, shut: bool, too_soon_until: datetime | None) -> None:
        """Who is shut out already can only be deleted: best not before that moment.

        The page that it leads to says so too, and lets who must do it at once.
        """
        text = _("Delete the user …") if shut else _("Shut out the vendor")
        if shut and too_soon_until is not None:
            text = _("Delete the user (not before {when}) …").format(when=moment(too_soon_until))
        self.revoke.setText(text)
        self.revoke.setAccessibleName(text)


class More(QWidget):
    """Another vendor, other ways in, the bill, and this program itself: in few words, below."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.review = quiet("review_account", _("Check for other ways in"), wanted.review)
        self.review.setAccessibleDescription(
            _("Looks for other ways into the account. Changes nothing unless you say so.")
        )
        self.billing = quiet("billing", _("About the bill …"), wanted.billing)
        self.help = quiet("help", _("Manual"), wanted.help)
        self.about = quiet("about", _("About Aikagi"), wanted.about)
        self._line = Flow(theme.em(1.2))  # they have no edges that part them
        for made in (self.review, self.billing, self.help, self.about):
            self._line.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.em(0.6), 0, 0)
        column.addLayout(self._line)

    def take(self, made: Button) -> None:
        """Have `made` stand here as well, before the others."""
        self._line.put_first(made)
        made.show()  # Qt hides what gets another parent until its next turn

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line parts it from what is to be done now."""
        with QPainter(self) as painter:
            line = max(1, theme.em() // 18)
            painter.fillRect(0, 0, self.width(), line, theme.colour("line"))

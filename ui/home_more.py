"""The lower part of the home window: what isn't needed every day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text, button, flow
from ui.words import _


@dataclass(frozen=True)
class Wanted:
    """What the buttons ask for."""

    revoke: Callable[[], None]
    review: Callable[[], None]
    billing: Callable[[], None]
    look_around: Callable[[], None]
    about: Callable[[], None]
    help: Callable[[], None]


class More(QWidget):
    """Shutting out, other ways in, the bill, who is in the account, and this program itself."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.em(0.2), 0, 0)
        column.setSpacing(theme.em(0.4))
        self.text = Text(tint="muted")
        self.revoke = button("revoke_vendor", _("Revoke vendor"), wanted.revoke)
        self.review = button(
            "review_account", _("See what else could let someone in"), wanted.review
        )
        self.review.setAccessibleDescription(
            _("Looks for other ways into the account. Changes nothing unless you say so.")
        )
        self.billing = button("billing", _("About the bill …"), wanted.billing)
        self.look_around = button("look_around", _("See who is in the account"), wanted.look_around)
        self.look_around.setAccessibleDescription(
            _("Signs in to AWS, and finds what was set up from another computer.")
        )
        column.addWidget(self.text)
        self.about = button("about", _("About Aikagi"), wanted.about)
        self.help = button("help", _("How to use Aikagi"), wanted.help)
        column.addLayout(
            flow(
                self.revoke,
                self.review,
                self.billing,
                self.look_around,
                self.help,
                self.about,
            )
        )

    def show_rows(self, *, any_yet: bool) -> None:
        """Where there is nobody in the list yet, the customer may have come for that."""
        hint = _("A vendor was let in by hand, or from another computer? Look, or shut them out.")
        self.text.say("" if any_yet else hint)
        self.text.setVisible(not any_yet)
        self.look_around.setVisible(not any_yet)

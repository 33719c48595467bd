"""What a vendor may ask for while it builds, how to answer, and what never to give."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import console, links, theme
from ui.fold import Fold
from ui.numbered import add_numbered
from ui.openaws import where
from ui.spacing import pads
from ui.widgets import Card, Text, button, named, row
from ui.words import _

if TYPE_CHECKING:
    from ui.desk import Desk


class Asks(QWidget):
    """A line for each thing, to be opened when it is asked for."""

    page_wanted = Signal(str)  # the address of a page of AWS
    another_wanted = Signal()
    unfolded = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.1))
        for name, title, fill in (
            ("ask_billing", _("To see the bill"), self._billing),
            ("ask_support", _("Another support plan"), self._support),
            ("ask_person", _("A second person to work in AWS"), self._person),
            ("ask_keys", _("Access keys, for programs"), self._keys),
        ):
            column.addWidget(self._fold(name, title, fill))

    def _fold(self, name: str, title: str, fill: Callable[[QVBoxLayout], None]) -> Fold:
        fold = Fold(name, title, fill)
        fold.opened.connect(self.unfolded)
        return fold

    def _link(self, name: str, text: str, url: str) -> QWidget:
        return button(name, where(self._desk, text), lambda: self.page_wanted.emit(url))

    # https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html
    def _billing(self, column: QVBoxLayout) -> None:
        column.addWidget(
            Text(
                _(
                    "At first only the root user sees invoices and costs in AWS. A switch opens "
                    "them to every user whose rights include it, not to one vendor alone. It is "
                    "needed only where the vendor looks after the bill for you. The spending alert "
                    "works without it."
                )
            )
        )
        steps = (
            _("As the root user, open the page {page}.").format(page=console.both("account")),
            _("Find {section} and press {button}.").format(
                section=console.both("iam_billing_access"), button=console.both("edit")
            ),
            _("Tick {choice}, then press {button}.").format(
                choice=console.both("activate_iam_access"), button=console.both("update")
            ),
        )
        add_numbered(column, steps)
        page = self._link("open_account_page", _("Open the page in AWS"), links.ACCOUNT)
        column.addLayout(row(page))
        off = _("To close it again, go the same way and take the tick out.")
        column.addWidget(Text(off, tint="muted"))

    # https://docs.aws.amazon.com/awssupport/latest/user/changing-support-plans.html
    def _support(self, column: QVBoxLayout) -> None:
        for words in (
            _(
                "A support plan is help by AWS's own people, and AWS charges you for it. “Basic” "
                "is free, and enough for most. Ask the vendor which plan, why, and until when."
            ),
            _(
                "“Business Support+” costs 9 % of your AWS bill, falling to 3 % of large ones, "
                "and at least 29 US dollars a month. You pay for 30 days at least. “Enterprise” "
                "and “Unified Operations” are for large companies. The older plans “Developer”, "
                "“Business” and “Enterprise On-Ramp” end at the beginning of 2027."
            ),
            _(
                "You change it yourself, on the page {page}. Put the day on which you go back to "
                "“Basic” in your calendar. The prices are those of November 2026: what AWS's page "
                "says counts."
            ).format(page=console.both("support_plans")),
        ):
            column.addWidget(Text(words))
        page = self._link("open_support_plans", _("Open the plans in AWS"), links.SUPPORT_PLANS)
        column.addLayout(row(page))

    def _person(self, column: QVBoxLayout) -> None:
        column.addWidget(
            Text(
                _(
                    "Each person gets a user of its own, with a name such as “vendor-suzuki”. "
                    "Nobody shares one: else you can't tell who did what, and you couldn't shut "
                    "out one without the other."
                )
            )
        )
        another = button("another_vendor", _("Let another person in"), self.another_wanted.emit)
        column.addLayout(row(another))

    def _keys(self, column: QVBoxLayout) -> None:
        for words in (
            _(
                "Access keys let a program in without a password. The vendor makes them itself, "
                "for its own user: you needn't make any, and none is ever sent."
            ),
            _(
                "Never make one for the root user. If the vendor's user must use MFA, its "
                "keys work only with a code, too. When you shut the vendor out, Aikagi stops them."
            ),
        ):
            column.addWidget(Text(words))


def never() -> Card:
    """What stands there unfolded: it is asked for by those who pretend to be somebody else."""
    card = Card("surface", edge="line")
    title = _("Never give these to anyone")
    things = (
        _("The password of the root user (the account's owner)"),
        _("a code from your phone (MFA)"),
        _("your card, or its number"),
    )
    named(card, "never_give", title)
    said = _(", ").join(things)
    card.setAccessibleDescription(said)
    card.column.setContentsMargins(*pads())
    words = QVBoxLayout()
    words.addWidget(Text(title, bold=True))
    words.addWidget(Text(said))
    card.column.addLayout(words)
    return card

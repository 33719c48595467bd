"""An AWS account in the customer's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import links
from ui.page import Page
from ui.widgets import Card, Text, Tick, button, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget


Steps = tuple[tuple[str, str], ...]


def steps() -> Steps:
    """The sign-up in eight steps: what to do, and what to watch for.

    https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
    """
    return (*_about_you(), *_about_money())


def _about_you() -> Steps:
    return (
        (
            _("Open the sign-up page"),
            _("Use the button above: other ways may lead to a kind of account that doesn't fit."),
        ),
        (
            _("Enter an e-mail address and the account's name"),
            _("Best a mailing list of your company, such as aws-admin@example.com."),
        ),
        (
            _("Enter the code that arrives by e-mail"),
            _("If it doesn't come, look among the junk mail for @signin.aws."),
        ),
        (
            _("Choose a password"),
            _("A long one that is used nowhere else. Never give it to the vendor."),
        ),
    )


def _about_money() -> Steps:
    return (
        (
            _("Choose the plan “Paid”, then “Business”, and enter the address"),
            _(
                "The free plan closes the account after six months. The starting credit is the "
                "same with both. Write the address in Latin letters."
            ),
        ),
        (
            _("Enter a credit or debit card"),
            _("AWS charges it directly. The bank may ask the card's owner to confirm."),
        ),
        (
            _("Confirm who you are by SMS or a phone call"),
            _("If nothing comes, try the other of the two."),
        ),
        (
            _("Choose “Basic support – Free”"),
            _("It can be changed later. An e-mail then says that the account is active."),
        ),
    )


class Account(Page):
    """Have one already, or make one in eight steps."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("An AWS account of your own")

    def build(self, column: QVBoxLayout) -> None:
        """The question, and the steps for those who have none yet."""
        column.addWidget(
            Text(
                _(
                    "The account belongs to your company: the contract and the bills are between "
                    "you and AWS."
                )
            )
        )
        self.have = Tick(
            "have_account",
            _("We have an AWS account, and AWS has activated it"),
            on_change=lambda ticked: self.desk.know(have_account=ticked),
        )
        asked = Card("accent_soft")
        asked.column.addWidget(self.have)
        column.addWidget(asked)
        column.addWidget(Text(_("If you have none yet"), bold=True, scale=1.15))
        column.addWidget(
            Text(
                _(
                    "It takes about fifteen minutes. Aikagi remembers what you have ticked, so you "
                    "can stop at any time. Activation can take up to 24 hours."
                )
            )
        )
        self.main_button = button(
            "open_signup", _("Open AWS's sign-up page"), lambda: self.open_aws(links.SIGN_UP)
        )
        column.addLayout(row(self.main_button))
        self.ticks = [self._step(number, *texts) for number, texts in enumerate(steps(), 1)]
        card = Card()
        for tick in self.ticks:
            card.column.addWidget(tick)
        column.addWidget(card)

    def _step(self, number: int, text: str, detail: str) -> Tick:
        return Tick(
            f"step_{number}",
            f"{number}. {text}",
            detail,
            on_change=lambda ticked: self.desk.tick(f"account.{number}", ticked),
        )

    def refresh(self) -> None:
        """What has been ticked."""
        self.have.set_ticked(self.facts.have_account)
        for number, tick in enumerate(self.ticks, 1):
            tick.set_ticked(f"account.{number}" in self.facts.ticks)

    def first_focus(self) -> QWidget | None:
        """The question."""
        return self.have.box

"""What the page for the budget says once there is one: the mail from AWS, to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.budget import NAME
from ui import console, theme
from ui.announce import announce
from ui.fold import Fold
from ui.openaws import where
from ui.spendcard import SpendCard, a_month, headline
from ui.widgets import Card, Mark, Text, Tick, button, headed, named, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from app.budget import Seen
    from ui.desk import Desk


class BudgetsThere(Fold):
    """The account's own budgets: a line with the figure of the only one, or with how many."""

    def __init__(self) -> None:
        super().__init__("budget_there", "", lambda below: below.addWidget(self._card))
        self._card = SpendCard("budget_others", _("Budgets that are there"), folded=True)
        self.fill()

    def show_present(self, present: tuple[Seen, ...]) -> None:
        """The figures of what is there; only the names of those that count something else."""
        names = ", ".join(seen.name for seen in present if seen.spend is None)
        said = [_("Also there: {names}.").format(names=names)] if names else []
        if any(seen.name != NAME for seen in present):
            said.append(_("Aikagi leaves the other budgets as they are."))
        said.append(_("The figures can be a day old."))
        spends = tuple(seen.spend for seen in present if seen.spend is not None)
        alone = len(present) == 1 and bool(spends)
        self._card.show_spends(spends, "\n".join(said), short=alone)
        count = _("The account's budgets: {count}").format(count=len(present))
        self.say(headline(spends[0]) if alone else count)
        self.setVisible(bool(present))


def intro(dollars: int) -> str:
    """What the alert does; `dollars` a month is its limit once there is one, else 0."""
    if not dollars:
        return _(
            "AWS writes to you when a month's costs come near this amount. It is only a warning "
            "line: the bill can be lower or higher, and nothing is stopped."
        )
    words = _(
        "An e-mail comes when the costs come near {limit}. It is only a warning line: the bill "
        "can be lower or higher, and nothing is stopped."
    )
    return words.format(limit=a_month(dollars))


def about_alert(column: QVBoxLayout) -> None:
    """When AWS writes, and what isn't counted."""
    for words in (
        _("At half of the amount, at 80 %, at all of it, and when it is likely to be exceeded."),
        _("Credits and refunds aren't counted: they would hide what is really used."),
    ):
        column.addWidget(Text(words, scale=theme.SMALL))


class MailCard(Card):
    """What is left to do after the alert was set up; the customer ticks it."""

    def __init__(
        self, desk: Desk, on_tick: Callable[[bool], None], on_open: Callable[[], None]
    ) -> None:
        super().__init__("warn_soft", edge="warn")
        self._desk = desk
        named(self, "budget_mail", _("The mail from AWS"))
        self._mark = Mark("warn")
        self._title = Text(bold=True)
        self._steps = tuple(Text() for _number in range(3))
        self.column.addLayout(headed(self._mark, self._title))
        for step in self._steps:
            self.column.addWidget(step)
        self.tick = Tick(
            "budget_confirmed", _("I have opened the link in AWS's mail."), on_change=on_tick
        )
        self.column.addWidget(self.tick)
        self._open = on_open
        self._note = ""
        self.copy = button("copy_mail_note", "", self._copy)
        self.fold = Fold(
            "budget_no_mail",
            _("No mail, or the link has expired?"),
            self._no_mail,
            beside=self.copy,
        )
        self.column.addWidget(self.fold)

    @property
    def plain(self) -> str:
        """All of it in words."""
        return " ".join(text.plain for text in (self._title, *self._steps))

    def show_state(self, email: str, account: str, *, confirmed: bool) -> None:
        """Show the address if it is known, and whether the link has been opened."""
        state = "good" if confirmed else "warn"
        self.tint(f"{state}_soft", state)
        self._mark.show_state(state)
        self._title.say(
            _("The alert is set up, and the mail is confirmed.")
            if confirmed
            else _("The alert does NOT work yet. Open the link in AWS's mail within 12 hours.")
        )
        words = (
            _("1. AWS writes to {email}. The sender's address ends in @aws.com."),
            _(
                "2. Open its link. If AWS asks you to sign in, copy the link into the browser "
                "in which you signed in to this AWS account."
            ),
            _(
                "Does somebody else get the mail? Ask that person to forward it to you: without "
                "that sign-in the link doesn't work."
            ),
        )
        for step, sentence in zip(self._steps, words, strict=True):
            step.say(sentence.format(email=email or _("the address you gave")))
            step.setVisible(not confirmed)
        self.fold.setVisible(not confirmed)
        self._show_note(email, account)
        self.tick.set_ticked(confirmed)
        self.setAccessibleDescription(self._title.plain if confirmed else self.plain)

    def _show_note(self, email: str, account: str) -> None:
        """The note to somebody else, once it is known to whom."""
        asked = _(
            "AWS has sent a mail to {email}, from an address that ends in @aws.com. It is to "
            "confirm cost alerts for AWS account {account}. Please forward it to me at once: its "
            "link works for 12 hours, and only for who is signed in to the account."
        )
        note = asked.format(email=email, account=account or "–")
        if note != self._note:
            self._note = note
            self.copy.setText(_("Copy a request to forward it"))
            self.copy.setAccessibleName(self.copy.text())
        self.copy.setVisible(bool(email))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._note)
        self.copy.setText(_("Copied"))
        announce(self, _("Copied"))

    def _no_mail(self, column: QVBoxLayout) -> None:
        for words in (
            _("Look among the unwanted mail (spam) too."),
            _("Open the budgets in AWS, choose “{budget}”, and press {button} beside the address."),
            _(
                "Does somebody without a sign-in to AWS read that mailbox? Then ask that person "
                "to forward the mail to you, and open its link yourself."
            ),
        ):
            sentence = words.format(budget=NAME, button=console.both("resend_verification"))
            column.addWidget(Text(sentence, scale=theme.SMALL))
        opener = button("open_budgets", where(self._desk, _("Open the budgets in AWS")), self._open)
        column.addLayout(row(opener))

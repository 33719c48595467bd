"""An AWS account in the customer's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import links
from ui.page import Page
from ui.signuplist import SignUpSteps
from ui.signupprepare import Prepare
from ui.signupwaiting import WaitingCard, now
from ui.widgets import Button, Card, Mark, Text, Tick, button, headed, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.check_outcome import Outcome
    from app.work import Token

LAST = "account.8"


class Account(Page):
    """Have one already, or make one in eight steps, and wait until AWS has activated it."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("An AWS account of your own")

    def build(self, column: QVBoxLayout) -> None:
        """The question, the waiting, and for those who have none yet the way to one."""
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
            on_change=self._have,
        )
        asked = Card("accent_soft")
        asked.column.addWidget(self.have)
        column.addWidget(asked)
        self.waiting_card = WaitingCard(
            self._check, lambda: self.open_aws(links.ACCOUNT_SUPPORT), self._not_signed_up
        )
        column.addWidget(self.waiting_card)
        self._before(column)
        self.steps = SignUpSteps(self)
        self.steps.opened.connect(self._show_step)
        self.steps.changed.connect(self._arrange)
        column.addWidget(self.steps)
        self._after(column)
        self._begin()

    def _before(self, column: QVBoxLayout) -> None:
        """What to have at hand, and the button to AWS's page."""
        self.before = QWidget()
        inside = QVBoxLayout(self.before)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(column.spacing())
        inside.addWidget(Text(_("If you have none yet: what to have at hand"), bold=True))
        inside.addWidget(Prepare())
        inside.addWidget(
            Text(
                _(
                    "It takes about fifteen minutes. Aikagi remembers what you have ticked, so you "
                    "can stop at any time."
                )
            )
        )
        self.open = button(
            "open_signup", _("Open AWS's sign-up page"), lambda: self.open_aws(links.SIGN_UP)
        )
        inside.addLayout(row(self.open))
        wrong = Text(
            _(
                "If the page offers to sign in with Google, GitHub, Apple or Amazon, or speaks of "
                "projects or a Builder ID, it is the wrong one: press the button again."
            )
        )
        inside.addLayout(headed(Mark("warn"), wrong))
        column.addWidget(self.before)

    def _after(self, column: QVBoxLayout) -> None:
        """What follows the last step."""
        self.end = Card()
        self.end.column.addWidget(
            Text(_("When AWS says that the sign-up is complete, come back here."))
        )
        self.signed_up = button("signed_up", _("I've finished the sign-up"), self._signed_up)
        self.end.column.addLayout(row(self.signed_up))
        column.addWidget(self.end)

    def _begin(self) -> None:
        self.steps.show_ticks(self.facts.ticks)
        if self.facts.have_account or self.facts.waiting_since:
            self.steps.close_all()
        else:
            self.steps.open_first()

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """What has been ticked, and whether AWS is waited for."""
        facts = self.facts
        self.have.set_ticked(facts.have_account)
        self.steps.show_ticks(facts.ticks)
        self.waiting_card.show_since("" if facts.have_account else facts.waiting_since)
        self.before.setVisible(not facts.waiting_since)
        self.end.setVisible(not facts.waiting_since and not facts.have_account)
        self._choose_main()

    def _choose_main(self) -> None:
        """Which button carries on from here; the others step back."""
        every: tuple[Button, ...] = (self.waiting_card.check, self.signed_up, self.open)
        if self.facts.waiting_since:
            wanted = self.waiting_card.check
        else:
            wanted = self.signed_up if LAST in self.facts.ticks else self.open
        for other in every:
            other.set_primary(other is wanted and not self.isComplete())
        self.main_button = wanted

    def first_focus(self) -> QWidget | None:
        """The question, or the way out of the waiting."""
        return self.waiting_card.check if self.facts.waiting_since else self.have.box

    def _show_step(self, head: QWidget | None) -> None:
        if head is not None:
            self._reveal(head)

    def leave(self) -> None:
        """The password that was tried or made is forgotten."""
        if self.steps.password is not None:
            self.steps.password.wipe()

    # --- what the customer says --------------------------------------------------------------
    def _have(self, ticked: bool) -> None:
        since = "" if ticked else self.facts.waiting_since
        self.desk.know(have_account=ticked, waiting_since=since)

    def _signed_up(self) -> None:
        self.desk.know(waiting_since=now())
        self.steps.close_all()
        self.waiting_card.check.setFocus()
        self._reveal(self.waiting_card)
        self.announce(self.waiting_card.accessibleDescription())

    def _not_signed_up(self) -> None:
        self.desk.know(waiting_since="")
        self.steps.open_first()
        self.signed_up.setFocus()

    # --- has AWS activated it? ---------------------------------------------------------------
    def _check(self) -> None:
        if self.desk.session is None:
            self.sign_in_again()
            return
        session = self.desk.session

        def look(token: Token) -> Outcome:
            from app import checks

            return checks.look(session, ("activated",), token)[0]

        self.work(look, self._looked, saying=_("Asking AWS whether the account is activated …"))

    def signed_in_again(self) -> None:
        """Signed in: now it can be seen."""
        super().signed_in_again()
        self._check()

    def _looked(self, found: Outcome) -> None:
        if found.state == "good":
            self.desk.know(have_account=True, waiting_since="", activated=True)
            self.show_note(
                _("AWS has activated the account."),
                _("Go on with “Next”: the account gets its second lock."),
                state="good",
            )
            return
        self.desk.know(activated=False if found.state == "must" else None)
        if found.fix == "wait":
            what = _("AWS is still activating the account.")
            self.show_note(what, _("That is usual in the first 24 hours. Check again later."))
        else:
            self.show_note(say(found.word), say(found.advice) if found.advice else "")

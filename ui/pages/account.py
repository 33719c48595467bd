"""An AWS account in the customer's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui import links, theme
from ui.page import Page
from ui.signupbefore import SignUpBefore
from ui.signuplist import SignUpSteps, scroll_to
from ui.signupwaiting import WaitingCard, now
from ui.widgets import Button, Card, Text, Tick, button, row
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.check_outcome import Outcome
    from app.session import Identity, RootSession
    from app.work import Token
    from ui.signupsection import StepSection

LAST = "account.8"


class Account(Page):
    """Have one already, or make one in eight steps, and wait until AWS has activated it."""

    _since = ""  # since when AWS was waited for, until it was ticked that it is over
    _doubted = ""  # the account that answered, though perhaps another is meant

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
        tick_it = _("Once that is so, tick it to go on.")
        self.missing = Text(tick_it, scale=theme.SMALL, tint="muted")
        asked.column.addWidget(self.missing)
        column.addWidget(asked)
        self.waiting_card = WaitingCard(
            self._check, lambda: self.open_aws(links.ACCOUNT_SUPPORT), self._not_signed_up
        )
        column.addWidget(self.waiting_card)
        self.start = SignUpBefore(lambda: self.open_aws(links.SIGN_UP))
        column.addWidget(self.start)
        self.steps = SignUpSteps(self)
        self.steps.opened.connect(self._go_to)
        self.steps.changed.connect(self._arrange)
        column.addWidget(self.steps)
        self._after(column)

    def _after(self, column: QVBoxLayout) -> None:
        """What follows the last step."""
        self.end = Card()
        self.end.column.addWidget(
            Text(_("When AWS says that the sign-up is complete, come back here."))
        )
        self.signed_up = button("signed_up", _("I've finished the sign-up"), self._signed_up)
        self.end.column.addLayout(row(self.signed_up))
        column.addWidget(self.end)
        self.steps.then = self.signed_up

    def enter(self) -> None:
        """Open the step to go on with: only now, because what is inside takes its time."""
        if self.facts.have_account or self.facts.waiting_since:
            self.steps.close_all()
            return
        first = self.steps.open_first()
        if self._begun:
            self._go_to(first)

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """What has been ticked, and whether AWS is waited for."""
        facts = self.facts
        self.have.set_ticked(facts.have_account)
        self.missing.setVisible(not facts.have_account)
        self.steps.show_ticks(facts.ticks)
        self.waiting_card.show_since("" if facts.have_account else facts.waiting_since)
        self.start.setVisible(not facts.waiting_since)
        self.end.setVisible(not facts.waiting_since and not facts.have_account)
        self._choose_main()

    def _choose_main(self) -> None:
        """Which button carries on from here; the others step back."""
        every: tuple[Button, ...] = (self.waiting_card.check, self.signed_up, self.start.open)
        if self.facts.waiting_since:
            wanted = self.waiting_card.check
        else:
            wanted = self.signed_up if LAST in self.facts.ticks else self.start.open
        for other in every:
            other.set_primary(other is wanted and not self.isComplete())
        self.main_button = wanted

    @property
    def _begun(self) -> bool:
        """Whether some step is done: then the page comes up where the customer left it."""
        return any(section.box.isChecked() for section in self.steps.sections)

    def first_focus(self) -> QWidget | None:
        """The question, the way out of the waiting, or the step to go on with."""
        if self.facts.waiting_since:
            return self.waiting_card.check
        if not self._begun or self.facts.have_account:
            return self.have.box
        here = next((s for s in self.steps.sections if s.is_open), None)
        return here.head if here else self.signed_up

    def _go_to(self, section: StepSection | None) -> None:
        """Scroll to where the customer goes on: an open step, or what comes after the last."""
        target = section or self.end
        QTimer.singleShot(0, target, lambda: scroll_to(self.area, target))

    def leave(self) -> None:
        """The password that was tried or made is forgotten."""
        if self.steps.password is not None:
            self.steps.password.wipe()

    # --- what the customer says --------------------------------------------------------------
    def _have(self, ticked: bool) -> None:
        if ticked:
            self._since = self.facts.waiting_since
        elif self.desk.session is not None:
            self._doubted = self.desk.session.identity.account
        since = "" if ticked else self.facts.waiting_since or self._since
        self.desk.know(have_account=ticked, waiting_since=since)

    def _signed_up(self) -> None:
        self.desk.know(waiting_since=now())
        self.steps.close_all()
        self.waiting_card.check.setFocus()
        bar = self.area.verticalScrollBar()
        QTimer.singleShot(0, self.waiting_card, lambda: bar.setValue(0))
        self.announce(self.waiting_card.accessibleDescription())

    def _not_signed_up(self) -> None:
        self.desk.know(waiting_since="")
        self._go_to(self.steps.open_first())
        self.signed_up.setFocus()

    # --- has AWS activated it? ---------------------------------------------------------------
    def _check(self) -> None:
        session = self.desk.session
        if session is None or session.identity.account == self._doubted:
            self.sign_in_again()
        else:
            self._ask(session)

    def expected_account(self) -> str:
        """The account as before, or any where it may have been the wrong one."""
        last = super().expected_account()
        return last if last != self._doubted else ""

    def signed_in_again(self) -> None:
        """Signed in: now it can be seen."""
        super().signed_in_again()
        if self.desk.session is not None:
            self._ask(self.desk.session)

    def _ask(self, session: RootSession) -> None:
        records, who = self.desk.records, session.identity

        def look(token: Token) -> tuple[Outcome, str]:
            from app import checks, whois

            (found,) = checks.look(session, ("activated",), token)
            return found, whois.earlier_account(records.handovers(), who.account)

        self.work(
            look,
            lambda seen: self._looked(who, *seen),
            saying=_("Asking AWS whether the account is activated …"),
        )

    def _looked(self, who: Identity, found: Outcome, earlier: str) -> None:
        """It is `who` that answered. Another account, known from before, may be the one meant."""
        known = self.facts.account
        other = earlier or (known if known != who.account else "")
        self._doubted = who.account if other else ""
        account = f"{who.account} ({who.name})" if who.name else who.account
        what, then = _answer(found, account)
        good = found.state == "good"
        self.desk.know(activated={"good": True, "must": False}.get(found.state))
        if other:
            doubt = _doubt(who.account, other)
            self.show_note(what, doubt if good else f"{then} {doubt}".strip())
        else:
            if good:
                self._have(ticked=True)
            self.show_note(what, then, state="good" if good else "warn")


def _answer(found: Outcome, account: str) -> tuple[str, str]:
    """What AWS says of `account`, and what to do."""
    if found.state == "good":
        return (
            _("AWS has activated account {account}.").format(account=account),
            _(
                "Go on with “Next”: the account gets its second lock. If you meant another "
                "account, take the tick out and check again."
            ),
        )
    if found.fix == "wait":
        what = _("AWS is still activating account {account}.").format(account=account)
        return what, _("That is usual in the first 24 hours. Check again later.")
    what = _("Account {account}: {state}").format(account=account, state=say(found.word))
    return what, say(found.advice) if found.advice else ""


def _doubt(account: str, other: str) -> str:
    """That it may be another account that is meant, and how to go on in either case."""
    before = _(
        "On this computer Aikagi has worked with account {earlier} so far. "
        "This time it is account {account}."
    ).format(earlier=other, account=account)
    then = _(
        "If it is the account that you have just made, set the tick above yourself. If it isn't, "
        "press “Check now” again: then you can sign in to the other one."
    )
    return f"{before} {then}"

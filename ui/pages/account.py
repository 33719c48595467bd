"""An AWS account in the customer's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import links, theme
from ui.activation import answer, doubtful
from ui.openaws import opener
from ui.page import Page
from ui.signupbefore import SignUpBefore, another_thing
from ui.signuplist import SignUpSteps
from ui.signupwaiting import WaitingCard, now
from ui.spacing import pads
from ui.steplist import scroll_soon
from ui.strip import told
from ui.widgets import Button, Card, Text, Tick, button, row, stacked
from ui.words import _

if TYPE_CHECKING:
    from app.check_outcome import Outcome
    from app.session import Identity, RootSession
    from app.work import Token
    from ui.stepsection import StepSection


class Account(Page):
    """Have one already, or make one in eight steps, and wait until AWS has activated it."""

    _since = ""  # since when AWS was waited for, until it was ticked that it is over
    _doubted = ""  # the account that answered, though perhaps another is meant

    def headline(self) -> str:
        """What the customer gets."""
        return _("An AWS account of your own")

    def build(self, column: QVBoxLayout) -> None:
        """The question, the waiting, and for those who have none yet the way to one."""
        self._went = False  # whether AWS's page has been opened
        has = _("We have an AWS account, and AWS has activated it")
        self.have = Tick("have_account", has, another_thing(), on_change=self._have)
        self.asked = asked = Card("accent_soft")
        asked.column.setContentsMargins(*pads())
        asked.column.addWidget(self.have)
        self.start = SignUpBefore()
        self.start.opened.connect(self._arrange)
        column.addLayout(stacked(asked, self.start))
        self.yours = Text(
            _(
                "The account is your company's own: contract and bills are between you and AWS. "
                "Go on with “Next”."
            )
        )
        column.addWidget(self.yours)
        self.waiting_card = WaitingCard(
            self._check, lambda: self.open_aws(links.ACCOUNT_SUPPORT), self._not_signed_up
        )
        column.addWidget(self.waiting_card)
        self._way(column)

    def _way(self, column: QVBoxLayout) -> None:
        """The eight steps, and what follows the last of them."""
        words = _("Open AWS's sign-up page")
        self.open = opener(self.desk, "open_signup", words, self._open_page)
        self.signed_up = button("signed_up", _("I've finished the sign-up"), self._signed_up)
        self.finished = Text(_("Once AWS says that the sign-up is complete, press the button."))
        self.end = QWidget()
        after = QVBoxLayout(self.end)
        after.setContentsMargins(0, theme.em(0.4), 0, 0)
        after.addWidget(self.finished)
        after.addLayout(row(self.signed_up))
        self.steps = SignUpSteps(self, self.open, self.end)
        self.steps.then = self.signed_up
        self.steps.sections[-1].finished.connect(self._signed_up)
        self.steps.opened.connect(self._go_to)
        self.steps.changed.connect(self._step_changed)
        column.addWidget(self.steps)

    def ahead(self) -> None:
        """What is inside the step to go on with takes its time."""
        self.steps.make_first()

    def enter(self) -> None:
        """Open the step to go on with."""
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
        said = (another_thing(), told(self.desk, self.step.name))
        self.have.box.setAccessibleDescription(" ".join(filter(None, said)))
        self.steps.show_ticks(facts.ticks)
        self.waiting_card.show_since("" if facts.have_account else facts.waiting_since)
        making = not facts.have_account and not facts.waiting_since
        self.yours.setVisible(facts.have_account)
        self.steps.setVisible(making)
        self._choose_main()
        self._clear_the_way()

    def _step_changed(self) -> None:
        """Another step is open, or there is more to be read in it."""
        self._choose_main()
        self._clear_the_way()
        self._arrange()
        here = self.steps.here
        if here is not None and here.screens is not None and self._begun:
            self._go_to(here)

    def _clear_the_way(self) -> None:
        """Who is at a step sees that step and one button that goes on; “All steps” has the rest."""
        making = not (self.facts.have_account or self.facts.waiting_since)
        every = making and self.steps.all.isChecked()
        alone = making and self._begun and self.steps.left > 0 and not every
        self.asked.setVisible(not alone)
        self.start.setVisible(making and not (self._begun or every))
        if self._content is not None:
            self._content.be_small(alone or every)
            if making:
                self._content.column.setSpacing(theme.em(theme.TIGHT))

    def _choose_main(self) -> None:
        """Which button carries on from here; the others step back."""
        facts, here = self.facts, self.steps.here
        wanted: Button | None = self.open if self.desk.settings.real else None  # else the tick
        if facts.waiting_since:
            wanted = self.waiting_card.check
        elif not self.steps.left:
            wanted = self.signed_up
        elif here is not None and (self._went or here is not self.steps.sections[0]):
            wanted = here.done
        complete = self.isComplete()
        for other in (self.waiting_card.check, self.signed_up, self.open):
            other.set_primary(other is wanted and not complete)
        for section in self.steps.sections:
            section.set_main(section is here and wanted is section.done)
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
        return self.steps.here.head if self.steps.here else self.signed_up

    def _go_to(self, section: StepSection | None) -> None:
        """Scroll to where the customer goes on: an open step, or what comes after the last."""
        alone = section is not None and not self.steps.all.isChecked()
        scroll_soon(self.area, self.steps if alone else section or self.end)

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
        if not ticked and not since:
            self.steps.open_first()

    def _open_page(self) -> None:
        self._went = True
        self.open_aws(links.SIGN_UP)
        self._choose_main()

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

        saying = _("Asking AWS whether the account is activated …")
        self.work(look, lambda seen: self._looked(who, *seen), saying=saying)

    def _looked(self, who: Identity, found: Outcome, earlier: str) -> None:
        """It is `who` that answered. Another account, known from before, may be the one meant."""
        known = self.facts.account
        other = earlier or (known if known != who.account else "")
        self._doubted = who.account if other else ""
        account = f"{who.account} ({who.name})" if who.name else who.account
        what, then = answer(found, account)
        good = found.state == "good"
        self.desk.know(activated={"good": True, "must": False}.get(found.state))
        if other:
            doubt = doubtful(who.account, other)
            self.show_note(what, doubt if good else f"{then} {doubt}".strip())
        else:
            if good:
                self._have(ticked=True)
            self.show_note(what, then, state="good" if good else "warn")

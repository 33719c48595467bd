"""An alert by e-mail when the bill grows, or the word that none is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWizard

from app import budget
from app.plan import Plan, apply
from app.troubles import WRONG_ACCOUNT, Trouble
from ui import handed, links, theme
from ui.bill import bill_button
from ui.budgetcards import BudgetsThere, MailCard, about_alert, intro
from ui.budgetform import USUAL_AMOUNT, BudgetForm
from ui.fold import Fold, folds
from ui.page import Page
from ui.planlist import PlanList, follow
from ui.weigh import weigh
from ui.widgets import Text, button, flow
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.budget import Seen
    from app.handoverfile import Handover
    from app.session import RootSession
    from app.work import Token
    from ui.background import Errand

MADE, SKIPPED = "made", "skipped"


class Budget(Page):
    """An amount and an address; what will be done; do it, or skip it; then AWS's mail."""

    _amount, _email = USUAL_AMOUNT, ""
    _account = ""  # the hand-over's: an alert belongs to the same account
    _present: tuple[Seen, ...] | None = None  # the budgets that there are, once AWS has said
    _plan: Plan | None = None
    _looking: Errand | None = None
    _fresh = False  # made in this run: AWS's list may not have it yet

    def headline(self) -> str:
        """What the customer gets."""
        return _("No surprises on the bill")

    def build(self, column: QVBoxLayout) -> None:
        """The form and the plan; or what to do once it is made."""
        column.setSpacing(theme.em(0.5))
        self.intro = Text()
        column.addWidget(self.intro)
        facts = self.facts
        self._amount, self._email = facts.budget_amount or USUAL_AMOUNT, facts.budget_email
        self.form = BudgetForm(self._amount, self._email)
        self.form.changed.connect(self._changed_wish)
        self.mail = MailCard(self.desk, self._confirm, lambda: self.open_aws(links.BUDGETS))
        self.plan = PlanList("budget_plan", _("What will be done"))
        self.about = Fold("budget_about", _("When does AWS send an alert?"), about_alert)
        self.there = BudgetsThere()
        for widget in (self.form, self.plan, self.mail):
            column.addWidget(widget)
        self.again = button("look_again", _("Check again"), self._look)
        self.make = button("budget_create", _("Set up the alert"), self._create, primary=True)
        self.skip = button("budget_skip", _("Not now"), self._skip)
        self.bill = bill_button(self.desk, self)
        column.addLayout(flow(self.make, self.skip, self.again, self.bill))
        for fold in (self.about, self.there, self.mail.fold):
            fold.opened.connect(self._arrange)
        column.addWidget(folds(self.about, self.there))
        self.state_changed.connect(self._show_state)

    # --- coming and going --------------------------------------------------------------------
    def enter(self) -> None:
        """Learn whose account it is, and which budgets there are."""
        handed.load(self.desk, self, self._loaded, self.show_trouble)

    def _loaded(self, record: Handover | None) -> None:
        self._account = record.account if record else self.facts.account
        self.refresh()
        session = self.desk.session
        fits = session is not None and self._account in {"", session.identity.account}
        if not self._made or fits:  # once it is made, nobody has to sign in just for the figures
            self._look()

    def leave(self) -> None:
        """Stop looking, and keep what was typed."""
        self._stop_looking()
        self._weigh_next(primary=True)
        self.desk.know(**self._typed())

    def _typed(self) -> dict[str, object]:
        return {"budget_amount": self.form.amount.value(), "budget_email": self.form.address}

    def expected_account(self) -> str:
        """The hand-over's account, not any."""
        return self._account or super().expected_account()

    def signed_in_again(self) -> None:
        """Look now."""
        super().signed_in_again()
        self._look()

    def first_focus(self) -> QWidget | None:
        """The amount; after that the tick."""
        return self.mail.tick.box if self._made else self.form.amount

    def to_press(self) -> tuple[QWidget, ...]:
        """Do it, or look again."""
        return (self.make, self.again)

    # --- what is shown -----------------------------------------------------------------------
    @property
    def _made(self) -> bool:
        return self.facts.budget == MADE

    def refresh(self) -> None:
        """The form, or what is left to do."""
        self.mail.setVisible(self._made)
        self.mail.show_state(
            self._email, self._account or self.facts.account, confirmed=self.facts.budget_confirmed
        )
        self.intro.say(intro(self.facts.budget_amount if self._made else 0))
        for widget in (self.form, self.plan):
            widget.setVisible(not self._made)
        self.there.show_present(self._present or ())
        self._show_state()

    def _show_state(self) -> None:
        if self._content is None:
            return
        idle = not self._made and not self.working
        self.form.setEnabled(not self.working)
        self.again.setVisible(idle and self._present is None and self._looking is None)
        self.make.setVisible(idle)
        self.make.setEnabled(self._plan is not None)
        self.skip.setVisible(idle)
        self.about.setVisible(not self.working)  # else it would get the keyboard
        self.bill.setVisible(idle)
        if self._up:  # what isn't confirmed doesn't work: Enter shall not pass it by
            self._weigh_next(primary=not self._made or self.facts.budget_confirmed)
        self.there.setVisible(bool(self._present) and not self.working)

    def _weigh_next(self, *, primary: bool) -> None:
        weigh(self, QWizard.WizardButton.NextButton, primary=primary)

    # --- looking -----------------------------------------------------------------------------
    def _session(self) -> RootSession | None:
        """The session, if it is of the right account; else the page says what to do."""
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
        elif self._account and session.identity.account != self._account:
            self.show_trouble(Trouble(WRONG_ACCOUNT))
            return None
        return session

    def _look(self) -> None:
        session = self._session()
        if session is None:
            self.plan.show_nothing(_("Sign in first. Then you see here what will be done."))
            self._show_state()
            return

        def look(token: Token) -> tuple[Seen, ...]:
            return budget.look(session.clients, session.identity.account, token)

        self._stop_looking()
        self.clear_message()
        self.plan.show_nothing(_("Looking at your AWS account …"))
        run = self.desk.background.run
        self._looking = run(self, look, self._seen, self._not_seen)
        self._show_state()

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.drop()
            self._looking = None

    def _not_seen(self, trouble: Trouble) -> None:
        self._looking = None
        self.plan.show_nothing(_("The account couldn't be looked at yet."))
        self.show_trouble(trouble)
        self._show_state()

    def _seen(self, present: tuple[Seen, ...]) -> None:
        """What was made from another computer is known again; what is gone is said."""
        self._looking, self._present = None, present
        ours = next((seen for seen in present if seen.name == budget.NAME), None)
        there = ours is not None
        if ours is not None and ours.spend is not None:  # what AWS has counts, whoever typed it
            self.form.amount.setValue(int(ours.spend.limit))
        if there:
            self.desk.know(budget=MADE, budget_amount=self.form.amount.value())
        elif self._made and not self._fresh:
            self.desk.know(budget="", budget_confirmed=False)
            self.show_note(_("The alert isn't there any more. You can set it up again here."))
        self.there.show_present(self._present or ())
        self._changed_wish()

    def _changed_wish(self) -> None:
        """The plan follows what is typed."""
        self._amount, self._email = self.form.amount.value(), self.form.address
        session = self.desk.session
        self._plan = None
        if self._present is None or session is None:
            return
        if self.form.good:
            names = tuple(seen.name for seen in self._present)
            self._plan = budget.plan(session.identity.account, self._amount, self._email, names)
            self.plan.show_plan(self._plan)
        else:
            self.plan.show_nothing(_("First enter the address to which AWS shall write."))
        self._show_state()

    # --- the act -----------------------------------------------------------------------------
    def _create(self) -> None:
        session, plan = self._session(), self._plan
        if session is None or plan is None:
            return
        self.work(
            lambda token: apply(plan, session.clients, token),
            self._created,
            saying=_("Setting up the alert …"),
            progress=lambda report: follow(report, self.plan, self.busy),
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _created(self, _done: Plan) -> None:
        self._fresh = True
        self.desk.know(budget=MADE, budget_confirmed=False, **self._typed())
        self.announce(self.mail.plain)

    def _failed(self, trouble: Trouble) -> None:
        self._changed_wish()
        self.show_trouble(trouble)

    def _cancelled(self) -> None:
        self._changed_wish()
        self.show_note(_("Stopped, as you wished."), _("There is no new budget in your account."))

    def _confirm(self, ticked: bool) -> None:
        self.desk.know(budget_confirmed=ticked)

    def _skip(self) -> None:
        self.desk.know(budget=SKIPPED)
        self.wizard().next()

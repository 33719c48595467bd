"""An alert by e-mail when the bill grows, or the word that none is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.plan import Plan, apply
from app.troubles import WRONG_ACCOUNT, Trouble
from ui import handed, links
from ui.budgetform import USUAL_AMOUNT, BudgetForm
from ui.page import Page
from ui.planlist import PlanList, follow
from ui.widgets import Card, Mark, Text, button, flow, headed, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover
    from app.session import RootSession
    from app.work import Token
    from ui.background import Errand

MADE, SKIPPED = "made", "skipped"


class Budget(Page):
    """An amount and an address; what will be done; do it, or skip it."""

    _amount = USUAL_AMOUNT
    _email = ""
    _account = ""  # the hand-over's: an alert belongs to the same account
    _present: tuple[str, ...] | None = None  # the budgets that there are, once AWS has said
    _plan: Plan | None = None
    _looking: Errand | None = None

    def headline(self) -> str:
        """What the customer gets."""
        return _("No surprises on the bill")

    def build(self, column: QVBoxLayout) -> None:
        """The form and the plan; or what to do once it is made."""
        column.addWidget(
            Text(
                _(
                    "AWS can write to you when the month's costs reach half of an amount that you "
                    "set, then 80 %, then all of it, or are likely to. It stops nothing: it tells."
                )
            )
        )
        self.form = BudgetForm(self._amount, self._email)
        self.form.changed.connect(self._changed_wish)
        self.plan = PlanList("budget_plan", _("What will be done"))
        self.others = Text(tint="muted")
        for widget in (self.form, self.plan, self.others, self._mail_card()):
            column.addWidget(widget)
        self.again = button("look_again", _("Look again"), self._look)
        self.make = button("budget_create", _("Set up the alert"), self._create, primary=True)
        self.skip = button("budget_skip", _("Not now"), self._skip)
        column.addLayout(flow(self.make, self.skip, self.again))
        self.state_changed.connect(self._show_state)

    def _mail_card(self) -> Card:
        self.mail = Card("good_soft", edge="good")
        title = Text(_("The alert is set up. One thing is left:"), bold=True)
        self.mail.column.addLayout(headed(Mark("good"), title))
        self.mail_words = Text()
        self.mail.column.addWidget(self.mail_words)
        opener = button("open_budgets", _("Open the budgets in AWS"), self._open)
        self.mail.column.addLayout(row(opener))
        return self.mail

    # --- coming and going --------------------------------------------------------------------
    def enter(self) -> None:
        """Learn whose account it is, and which budgets there are."""
        handed.load(self.desk, self, self._loaded, self.show_trouble)

    def _loaded(self, record: Handover | None) -> None:
        self._account = record.account if record else self.facts.account
        if self.facts.budget != MADE:
            self._look()

    def leave(self) -> None:
        """Stop looking."""
        self._stop_looking()

    def sign_in_again(self) -> None:
        """Sign in to the hand-over's account, not to any."""
        from ui.signin_panel import SignInWindow

        window = SignInWindow(self.desk, self, self._account)
        window.panel.signed_in.connect(self.signed_in_again)
        window.show()

    def signed_in_again(self) -> None:
        """Look now."""
        super().signed_in_again()
        self._look()

    def first_focus(self) -> QWidget | None:
        """The amount."""
        return None if self.facts.budget == MADE else self.form.amount

    def to_press(self) -> tuple[QWidget, ...]:
        """Do it, or look again."""
        return (self.make, self.again)

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The form, or what is left to do."""
        made = self.facts.budget == MADE
        self.mail.setVisible(made)
        self.mail_words.say(
            _(
                "AWS now sends a mail to {email} (from an address that ends in @aws.com). Open the "
                "link in it within 12 hours, in a browser that is signed in to this AWS account. "
                "Before that no alert arrives."
            ).format(email=self._email or _("the address you gave"))
        )
        for widget in (self.form, self.plan):
            widget.setVisible(not made)
        self._show_budgets()
        self._show_state()

    def _show_budgets(self) -> None:
        names = ", ".join(self._present or ())
        words = _("There are budgets already: {names}. They stay as they are.")
        self.others.say(words.format(names=names) if names else "")
        self.others.setVisible(bool(names) and self.facts.budget != MADE)

    def _show_state(self) -> None:
        if self._content is None:
            return
        idle = self.facts.budget != MADE and not self.working
        self.form.setEnabled(not self.working)
        self.again.setVisible(idle and self._present is None and self._looking is None)
        self.make.setVisible(idle)
        self.make.setEnabled(self._plan is not None)
        self.skip.setVisible(idle)

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

        def look(token: Token) -> tuple[str, ...]:
            from app import budget

            return budget.existing(session.clients, session.identity.account, token)

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

    def _seen(self, names: tuple[str, ...]) -> None:
        self._looking, self._present = None, names
        self._show_budgets()
        self._changed_wish()

    def _changed_wish(self) -> None:
        """The plan follows what is typed."""
        self._amount, self._email = self.form.amount.value(), self.form.address
        session = self.desk.session
        self._plan = None
        if self._present is None or session is None:
            return
        if self.form.good:
            from app import budget

            account = session.identity.account
            self._plan = budget.plan(account, self._amount, self._email, self._present)
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
            progress=self._follow,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _follow(self, report: object) -> None:
        follow(report, self.plan, self.busy)

    def _created(self, _done: Plan) -> None:
        self.desk.know(budget=MADE)
        self.announce(self.mail_words.plain)

    def _failed(self, trouble: Trouble) -> None:
        self._changed_wish()
        self.show_trouble(trouble)

    def _cancelled(self) -> None:
        self._changed_wish()
        self.show_note(_("Stopped, as you wished."), _("There is no new budget in your account."))

    def _skip(self) -> None:
        self.desk.know(budget=SKIPPED)
        self.wizard().next()

    def _open(self) -> None:
        self.open_aws(links.BUDGETS)

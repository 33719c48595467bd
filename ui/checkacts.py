"""What the security check can put right by itself, after asking: the plan, and the contacts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QWizard

from app.plan import apply
from ui import question
from ui.checkfix import UPGRADE
from ui.passing import Passing
from ui.planlist import follow
from ui.weigh import weigh
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from app.checks import Outcome
    from app.contacts import Contact
    from app.plan import Plan
    from app.troubles import Trouble
    from ui.contactsform import ContactsForm, Draft
    from ui.pages.security_check import SecurityCheck
    from ui.upgradecard import UpgradeCard


SETTLE_MS = 60


class CheckActs:
    """Opens what explains an act in the row of its check, and carries it out for `page`."""

    def __init__(self, page: SecurityCheck) -> None:
        self._page = page
        self._check = ""
        self._account = ""  # in which it would be carried out
        self._card: UpgradeCard | ContactsForm | None = None
        self._draft: Draft | None = None  # of the contacts, until they are saved
        self._begun = False  # there is something in it that AWS doesn't have
        self._passing = Passing(page)

    def is_open(self, check: str) -> bool:
        """Whether something stands open in that row."""
        return self._card is not None and self._check == check

    def open(self, what: str, outcome: Outcome) -> None:
        """Explain, and ask."""
        from ui.contactsform import ContactsForm
        from ui.upgradecard import UpgradeCard

        self.close(self._check)
        if what == UPGRADE:
            card: UpgradeCard | ContactsForm = UpgradeCard(outcome.detail)
        else:
            present = cast("Mapping[str, Contact | None]", outcome.detail["contacts"])
            card = ContactsForm(present)
            if self._draft is not None:
                card.take_up(self._draft)
        card.confirmed.connect(self._do)
        card.closed.connect(self._not_now)
        self._check, self._card = outcome.check, card
        self._page.rows[outcome.check].hold(card)
        self._page.shown_again()
        for shown in (self._page.rows[outcome.check], *card.in_sight()):
            self._reveal(shown)  # where not all of it fits, the last is what is seen
        card.first_focus().setFocus()

    def weigh_next(self) -> None:
        """What stands open has the button to press; Next, if it is this page's, passes it by."""
        wizard = self._page.wizard()
        if isinstance(wizard, QWizard):
            primary = self._card is None or wizard.currentPage() is not self._page
            weigh(self._page, QWizard.WizardButton.NextButton, primary=primary)

    def close(self, check: str) -> None:
        """Close what stands open in that row, if anything does."""
        if self.is_open(check):
            self._drop()
            self._page.rows[check].hold(None)

    def belong_to(self, account: str) -> None:
        """Who is signed in is another; what was opened for the account before isn't for this one.

        Where nobody is (""), the same may come back and go on.
        """
        if account and self._account not in {"", account}:
            self.close(self._check)
            self._draft, self._begun = None, False
        self._account = account or self._account

    def forget(self) -> None:
        """The rows are being made anew."""
        self._drop()

    def _drop(self) -> None:
        """What the customer typed is there again when the form is opened the next time."""
        self._draft = getattr(self._card, "draft", self._draft)
        self._begun = getattr(self._card, "begun", self._begun)
        self._card = None

    def set_enabled(self, enabled: bool) -> None:
        """Whether it can be used now."""
        if self._card is not None:
            self._card.setEnabled(enabled)
        self.weigh_next()

    def may_go_on(self) -> bool:
        """Whether Next may lead on: where a form was begun and isn't saved, it is asked.

        “Not now” is an answer, too.
        """
        begun = getattr(self._card, "begun", self._begun)
        return self._passing.may_go_on(partial(ask_to_save, self._page) if begun else None)

    def _reveal(self, widget: QWidget) -> None:
        """Bring it into view, at once and when all has found its place."""
        area = self._page.area
        for wait in (0, SETTLE_MS):
            QTimer.singleShot(wait, widget, lambda: area.ensureWidgetVisible(widget))

    def _not_now(self) -> None:
        self.close(self._check)
        self._begun = False
        self._page.shown_again()
        self._page.rows[self._check].action.setFocus()

    def _do(self, plan: Plan) -> None:
        session, card = self._page.desk.session, self._card
        if session is None or card is None:
            self._page.ask_to_sign_in()
            return
        upgrading = self._check == "account_plan"
        self._page.work(
            lambda token: apply(plan, session.clients, token),
            lambda _done: self._done(),
            saying=_("Changing to the paid plan …") if upgrading else _("Saving the contacts …"),
            progress=lambda report: follow(report, card.plan, self._page.busy),
            failed=self._failed,
            cancelled=self._stopped,
        )
        self._reveal(self._page.busy)

    def _done(self) -> None:
        """What counts is what is seen afterwards."""
        contacts = self._check == "contacts"
        self.close(self._check)
        if contacts:
            self._draft, self._begun = None, False
        self._page.look((self._check,))

    def _failed(self, trouble: Trouble) -> None:
        if trouble.left or trouble.uncertain:
            self.close(self._check)  # what it was made from may not be so any more
        self._page.show_trouble(trouble)
        if not trouble.kind.sign_in_again:
            self._page.look((self._check,), after_trouble=True)

    def _stopped(self) -> None:
        self._page.show_note(_("Stopped, as you wished."), _("Your AWS account is as it was."))
        self._page.look((self._check,), after_trouble=True)


def ask_to_save(parent: QWidget, go_on: Callable[[], None]) -> QMessageBox:
    """Ask over `parent` whether to leave what was typed unsaved; only then `go_on` is called."""
    return question.ask(
        parent,
        "pass_unsaved",
        title=_("The contacts aren't saved yet"),
        text=_("The contacts aren't saved in AWS yet. Go on all the same?"),
        more=_("What you typed stays here until this window is closed."),
        stay=question.Answer("save_first", _("Save first")),
        leave=question.Answer("go_on_unsaved", _("Go on without saving")),
        role=QMessageBox.ButtonRole.AcceptRole,
        then=go_on,
    )

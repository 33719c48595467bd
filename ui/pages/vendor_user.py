"""The vendor's user: what is wished, what will be done, and the button that does it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.troubles import CONFLICT, USER_GONE, USER_TAKEN, Trouble
from ui import granting, handed, theme
from ui.folders import usual_folders
from ui.madecard import MadeCard, UnfinishedCard
from ui.page import Page
from ui.planlist import PlanList
from ui.prospect import Prospect
from ui.sides import Sides
from ui.vendorform import VendorForm
from ui.wanted import of_record, wanted
from ui.whocard import account_of
from ui.widgets import button, flow
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover
    from app.journey import Step
    from ui.desk import Desk

STALE = (USER_TAKEN, USER_GONE, CONFLICT)  # the account isn't as it was when it was looked at
NOTHING_SENT: dict[str, object] = {
    **dict.fromkeys(("file_channel", "password_channel"), ""),
    **dict.fromkeys(("file_sent", "password_sent"), False),
}


class VendorUser(Page):
    """Wish, plan and act on one page: the plan follows the wish, the button follows the plan."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, step)
        self.prospect = Prospect(desk, self)
        self.prospect.surveyed.connect(self._surveyed)
        self.prospect.changed.connect(self._planned)
        self.prospect.failed.connect(self.show_trouble)
        self.state_changed.connect(self._show_state)

    def headline(self) -> str:
        """What the customer gets."""
        return _("The vendor gets a user of its own")

    def build(self, column: QVBoxLayout) -> None:
        """The wish, the plan, the button; or what was made."""
        self.made = MadeCard()
        self.unfinished = UnfinishedCard()
        self.form = VendorForm(self.desk)
        self.form.name_settled.connect(self._wish_changed)
        self.form.changed.connect(self._wish_changed)
        self.form.unfolded.connect(self._arrange)
        self.plan = PlanList("plan_list", _("What will be done"))
        self.plan.title.setObjectName("plan_account")
        self.sides = Sides(self.form, self.plan, even=False)
        for widget in (self.made, self.unfinished, self.sides, self.form.more):
            column.addWidget(widget)
        self.again = button("look_again", _("Check again"), self._survey)
        self.make = button("create", _("Make the user and the file"), self._create, primary=True)
        self.take_back = button("take_back", _("Undo"), self._take_back)
        column.addLayout(flow(self.make, self.take_back, self.again))

    # --- coming and going --------------------------------------------------------------------
    def enter(self) -> None:
        """Look at the account, or at what was made."""
        if self.facts.handover:
            handed.load(self.desk, self, self._found, self.show_trouble)
        else:
            self.form.fill(wanted(self.facts, self.desk.profile))
            self._survey()

    def _found(self, record: Handover | None) -> None:
        """Show what was made; for another account than that one, begin anew."""
        session = self.desk.session
        if record and session and record.account != session.identity.account:
            self.desk.know(handover="", budget="", contract="", **NOTHING_SENT)
            self.enter()
        else:
            self.made.show_record(record)

    def leave(self) -> None:
        """Keep what was typed, and stop looking."""
        self.prospect.stop()
        self.form.settle()
        if not self.facts.handover:
            self._keep_wish()

    def signed_in_again(self) -> None:
        """Check again; then the button carries on."""
        super().signed_in_again()
        self._survey()

    def first_focus(self) -> QWidget | None:
        """The name."""
        return None if self.facts.handover else self.form.name

    def to_press(self) -> tuple[QWidget, ...]:
        """Do it, or look again."""
        return (self.make, self.again)

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The form and the plan, or what was made."""
        made = bool(self.facts.handover)
        self.made.setVisible(made)
        if self._content is not None:
            self._content.be_small(not made)  # the wish and the plan are seen at one glance
            self._content.column.setSpacing(theme.em(0.4))
        self.sides.setVisible(not made)
        account = account_of(self.desk)
        where = _("What will be done in AWS account {account}").format(account=account)
        self.plan.title.say(where if account else _("What will be done"))
        if self.prospect.of_another and not (made or self.working):
            self._survey()
        self._show_state()

    def _show_state(self) -> None:
        """Which buttons there are, and which can be pressed."""
        if self._content is None:
            return
        idle = not self.facts.handover and not self.working
        half_made = self._half_made is not None
        self.unfinished.setVisible(half_made and not self.facts.handover)
        self.form.setVisible(idle)  # while it works there is only what it does
        self.form.more.setVisible(idle)
        self.form.setEnabled(not self.working)
        self.form.name.setEnabled(not half_made)
        stuck = self.prospect.plan is None and not self.prospect.looking
        self.again.setVisible(idle and stuck and not self.form.bad_name)
        self.make.setVisible(idle)
        self.make.setText(_("Finish it") if half_made else _("Make the user and the file"))
        self.make.setAccessibleName(self.make.text())
        self.make.setEnabled(self.prospect.plan is not None and self.form.good)
        self.take_back.setVisible(idle and half_made)

    @property
    def _half_made(self) -> Handover | None:
        return self.prospect.known.unfinished if self.prospect.known else None

    # --- looking -----------------------------------------------------------------------------
    def _survey(self) -> None:
        """Find out what is in the account, and what an earlier run left."""
        if self.desk.session is None:
            self.ask_to_sign_in()
        else:
            self.clear_message()
        self.prospect.survey(self.form.name.text(), usual_folders())

    def _surveyed(self) -> None:
        """Offer the rights that there are; go on with what an earlier run had begun."""
        known = self.prospect.known
        if known is None or self._content is None:
            return
        half = known.unfinished
        self.unfinished.show_record(half)
        self.form.begun = half
        asked = of_record(half) if half else wanted(self.facts, self.desk.profile)
        if half is not None:
            self.form.fill(asked)
        self.form.set_policies(known.policies, asked.permission)
        self.form.set_names(known.names)
        if not self.form.save_to.folder:  # else somebody is typing, or was here before
            self.form.save_to.set_folder(self.facts.folder or str(known.folder or ""))
        self._wish_changed()

    def _wish_changed(self) -> None:
        """The plan follows the wish, once nobody is typing."""
        if self.prospect.known is not None and not self.form.typing and not self.working:
            self._keep_wish()
            self.prospect.follow(self.form.wish(), bad_name=self.form.bad_name)
        self._show_state()

    def _planned(self) -> None:
        if self._content is None:
            return
        folder = self.form.folder()
        save = _("Save the encrypted file in “{folder}”").format(folder=folder.name or folder)
        self.plan.show_plan(self.prospect.plan, self.prospect.why_none, last=save)
        self._show_state()

    def _keep_wish(self) -> None:
        if self.prospect.known is None:
            return
        self.desk.know(**asdict(self.form.wanted()), folder=self.form.save_to.folder)

    # --- the act -----------------------------------------------------------------------------
    def _create(self) -> None:
        session, desk = self.desk.session, self.desk
        if session is None:
            self.ask_to_sign_in()
            return
        self._keep_wish()
        self.work(
            granting.create(
                desk, session, self.form.wish(), self.form.folder(), self.prospect.plan
            ),
            self._created,
            saying=_("Getting ready …"),
            progress=self._reported,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _reported(self, report: object) -> None:
        granting.follow_making(report, self.plan, self.busy)

    def _created(self, record: Handover) -> None:
        self.made.show_record(record)
        self.desk.vendor.used(record)
        self.desk.know(handover=record.id, channels=record.channels, **NOTHING_SENT)
        self.announce(self.made.accessibleName())
        if self.isVisible():
            self.wizard().next()

    def _failed(self, trouble: Trouble) -> None:
        self._planned()
        if trouble.left or trouble.kind in STALE:
            self._survey()
        self.show_trouble(trouble)

    def _cancelled(self) -> None:
        self._planned()
        self.show_note(
            _("Stopped, as you wished."),
            _("Nothing is left of it: no user in your AWS account, and no file."),
        )

    def _take_back(self) -> None:
        session, half, desk = self.desk.session, self._half_made, self.desk
        if session is None or half is None:
            self.ask_to_sign_in()
            return
        self.work(
            granting.take_back(desk, session, half),
            self._taken_back,
            saying=_("Taking back what was done …"),
            progress=self._reported,
            cancellable=False,
        )

    def _taken_back(self, _record: Handover) -> None:
        self._survey()
        self.show_note(_("Everything was taken back."), state="good")

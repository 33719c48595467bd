"""A second step for the root user's sign-in: how to set it up, and help for who gets stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from ui import links, theme
from ui.fold import Fold
from ui.mfa_steps import SCAN, MfaSteps
from ui.mfa_trial import MfaTrial
from ui.openaws import opener
from ui.page import Page
from ui.quietbutton import QuietButton
from ui.spacing import pads
from ui.steplist import scroll_soon
from ui.widgets import Card, Text, Tick, button, flow
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from ui.stepsection import StepSection


class RootMfa(Page):
    """The way through AWS's console, the tick that it is done, and what helps where it's needed."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("A second lock (MFA) for the root user")

    def build(self, column: QVBoxLayout) -> None:
        """The steps, the tick, and what not everybody needs."""
        self._went = False  # whether AWS's page has been opened
        self._trial: MfaTrial | None = None
        self.why = Text(
            _(
                "The root user is the account's owner. With MFA, a stolen password alone opens "
                "nothing: AWS also asks for a code of an app on your phone. First install one, "
                "such as Google Authenticator: it's free."
            )
        )
        column.addWidget(self.why)
        words = _("Open AWS's security page")
        self.open = opener(self.desk, "open_security_credentials", words, self._open_page)
        self.unscanned = Fold(
            "mfa_no_scan",
            _("I can't scan the QR code, or AWS doesn't take the codes"),
            self._fill_trial,
        )
        self.unscanned.opened.connect(self._stuck)
        self.steps = MfaSteps(self, self.open, self.unscanned)
        self.steps.opened.connect(self._go_to)
        self.steps.changed.connect(self._step_changed)
        column.addWidget(self.steps)
        column.addWidget(self._said())
        self.steps.then = self.done.box
        self.steps.sections[-1].finished.connect(self._set_up)
        self.recovery = self._recovery()
        column.addWidget(self.recovery)

    def _said(self) -> Card:
        self.done = Tick(
            "mfa_done",
            _("I have set up MFA"),
            on_change=lambda ticked: self.desk.know(mfa_said=ticked, mfa_put_off=False),
        )
        self.later = QuietButton("mfa_put_off", _("Later (not recommended)"))
        self.later.clicked.connect(lambda _checked: self._put_off())
        card = Card("accent_soft")
        card.column.setContentsMargins(*pads())
        beside = QHBoxLayout()
        beside.addWidget(self.done, 1, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self.later)
        card.column.addLayout(beside)
        self.looks = Text(scale=theme.SMALL, tint="muted")
        self.done.words.addWidget(self.looks)
        return card

    def _set_up(self) -> None:
        """The last step's button says the same as the tick."""
        now: QWidget | None = self.window().focusWidget()
        if not self.done.box.isChecked():
            self.done.box.click()
        if now is not None and self.steps.isAncestorOf(now):  # the steps are put away
            self.done.box.setFocus()

    def _put_off(self) -> None:
        """Go on without it: it stays open, and is said so."""
        self.desk.know(mfa_said=False, mfa_put_off=True)
        self.wizard().next()

    def _fill_trial(self, below: QVBoxLayout) -> None:
        self._trial = MfaTrial(self.desk)
        self._trial.key.textChanged.connect(self._key_typed)
        self._trial.codes.turned.connect(self._see_codes)
        below.addWidget(self._trial)

    @property
    def trial(self) -> MfaTrial:
        """The help, which may still be folded away."""
        self._have_trial()
        assert self._trial is not None  # noqa: S101  (for the type checker: it has been made)
        return self._trial

    def _have_help(self) -> None:
        """What is folded away stands in a step that is opened later."""
        self.steps.sections[SCAN - 1].make()
        self._have_trial()

    def _have_trial(self) -> None:
        """Its controls stand there before they are unfolded: a key pasted there unfolds it."""
        if self._trial is None:
            self.unscanned.set_open(True)
            self.unscanned.set_open(False)

    def _recovery(self) -> Card:
        card = Card()
        card.column.addWidget(Text(_("If you ever lose the phone"), bold=True))
        card.column.addWidget(
            Text(
                _(
                    "A sheet for the safe says who can get the account back, and how. It holds no "
                    "password, code or key."
                )
            )
        )
        self.sheet = button("open_recovery_sheet", _("Recovery sheet …"), self._open_sheet)
        card.column.addLayout(flow(self.sheet))
        return card

    def _open_sheet(self) -> None:
        from ui.recoverysheet import RecoveryWindow

        RecoveryWindow(self.desk, self).show()

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """What has been ticked; once MFA is said to be set up, the steps are out of the way."""
        said = self.facts.mfa_said
        self.done.set_ticked(said)
        self.steps.show_ticks(self.facts.ticks)
        self.steps.setVisible(not said or self.unscanned.is_open)
        put_off = self.facts.mfa_put_off
        self.looks.say(
            _("You have put it off. It stays open until MFA is set up.")
            if put_off
            else _("Once you have signed in, Aikagi asks AWS whether MFA is on.")
        )
        self.looks.setVisible(said or put_off)
        self.recovery.setVisible(said)
        self.later.setVisible(not (said or put_off))
        self._choose_main()
        self._clear_the_way()

    def _choose_main(self) -> None:
        """AWS's page first, then the button of the step in hand."""
        here = self.steps.here
        first = here is self.steps.sections[0] or (here is None and self.steps.left > 0)
        to_open = first and not self._went
        real = self.desk.settings.real  # else the tick is what to press
        self.open.set_primary(to_open and real and not self.isComplete())
        for section in self.steps.sections:
            section.set_main(section is here and not to_open)
        if to_open:
            self.main_button = self.open if real else None
        else:
            self.main_button = here.done if here else None

    def _clear_the_way(self) -> None:
        """Who is in the middle of the steps has read why, and needs the room."""
        here, first = self.steps.here, self.steps.sections[0]
        inside = not self.facts.mfa_said and here not in {None, first}
        self.why.setVisible(not inside)
        if self._content is not None:
            self._content.be_small(inside)

    def _step_changed(self) -> None:
        self._choose_main()
        self._clear_the_way()
        self._arrange()

    def _go_to(self, section: StepSection | None) -> None:
        alone = section is not None and not self.steps.all.isChecked()
        scroll_soon(self.area, self.steps if alone else section or self.done)

    def _open_page(self) -> None:
        self._went = True
        self.open_aws(links.SECURITY_CREDENTIALS)
        self._choose_main()

    def _key_typed(self, text: str) -> None:
        if text and not self.unscanned.is_open:
            self.unscanned.set_open(True)
            self._stuck()

    def _stuck(self) -> None:
        """The help has been opened: the step that it is in has to be seen."""
        self.steps.scan()
        self.refresh()
        self._arrange()

    def _see_codes(self) -> None:
        self._reveal(self.trial.codes)

    def ahead(self) -> None:
        """What is inside the step to go on with takes its time."""
        self.steps.make_first()
        self._have_help()

    def enter(self) -> None:
        """Open the step to go on with."""
        self._have_help()
        first = self.steps.open_first()
        if not self.facts.mfa_said and first is not self.steps.sections[0]:
            self._go_to(first)

    def leave(self) -> None:
        """The secret key is forgotten."""
        if self._trial is not None:
            self._trial.wipe()

    def first_focus(self) -> QWidget | None:
        """The button to AWS's page, or the step to go on with; the tick in a rehearsal."""
        here = self.steps.here
        if here is None or self.desk.settings.practice:
            return self.done.box
        return self.open if here is self.steps.sections[0] else here.head

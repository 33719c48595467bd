"""What was seen afterwards, what is left, and the report to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget, QWizard

from app.standing import SESSIONS_LIVE
from app.work import Token
from ui import revocation, theme
from ui.page import Page
from ui.when import moment
from ui.widgets import Button, Card, Mark, Text, Value, button, headed, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.revoke import Outcome


class RevokeReport(Page):
    """The outcome in one sentence, then in full, then as a file."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("What was seen afterwards")

    def build(self, column: QVBoxLayout) -> None:
        """The outcome, the details, and the buttons."""
        self.card = Card("good_soft", edge="good")
        self.mark = Mark("good")
        self.sentence = Text(bold=True, scale=theme.LEAD)
        self.then = Text()
        self.card.column.addLayout(headed(self.mark, self.sentence))
        self.card.column.addWidget(self.then)
        column.addWidget(self.card)
        self.again = button("do_again", _("Do the rest now"), self._do_again, primary=True)
        self.save_button = button("save_report", _("Save the report …"), self._choose)
        column.addLayout(row(self.again, self.save_button))
        details = Card()
        self.summary = Value("report_summary", _("Report"))
        details.column.addWidget(self.summary)
        column.addWidget(details)

    def enter(self) -> None:
        """Say how it went."""
        self.announce(f"{self.sentence.plain} {self.then.plain}")

    def _do_again(self) -> None:
        from ui.revoke_wizard import RevokeWizard

        wizard = self.wizard()
        if isinstance(wizard, RevokeWizard):
            wizard.do_again()

    # --- the file ----------------------------------------------------------------------------
    def _choose(self) -> None:
        outcome = revocation.of(self.desk).outcome
        if outcome is None:
            return
        dialog = QFileDialog(self, _("Save the report …"))
        dialog.setObjectName("report_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(f"aikagi-revoked-{outcome.user_name}-{outcome.ended:%Y%m%d}.txt")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the report to `path`, in the language that is spoken now."""
        lines = self._lines()

        def work(_token: Token) -> Path:
            from app import report

            report.save(path, lines)
            return path

        self.work(work, self._saved, saying=_("Saving the report …"), cancellable=False)

    def _saved(self, path: Path) -> None:
        self.show_note(_("The report is saved."), str(path), state="good")

    def _lines(self) -> list[str]:
        from app import report

        shared = revocation.of(self.desk)
        if shared.outcome is None:
            return []
        handover = shared.handover(shared.outcome.user_id)
        return [say(line) for line in report.revoked(shared.outcome, shared.account, handover)]

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The outcome."""
        shared = revocation.of(self.desk)
        outcome = shared.outcome
        self.card.setVisible(outcome is not None)
        self.again.setVisible(outcome is not None and not outcome.complete)
        self.save_button.setEnabled(outcome is not None and not self.working)
        if outcome is None:
            self.summary.setText("")
            return
        self._weigh_buttons(outcome)
        state = "good" if outcome.complete else ("warn" if outcome.shut_out else "bad")
        self.card.tint(f"{state}_soft", state)
        self.mark.show_state(state)
        self.sentence.say(_sentence(outcome))
        self.then.say(_then(outcome))
        self.summary.setText("\n".join(_summary(outcome)))

    def _weigh_buttons(self, outcome: Outcome) -> None:
        """While something is left to do, that is the button to press."""
        wizard = self.wizard()
        if isinstance(wizard, QWizard):
            done = wizard.button(QWizard.WizardButton.FinishButton)
            if isinstance(done, Button):
                done.set_primary(outcome.complete)

    def isComplete(self) -> bool:
        """The last page may always be left."""
        return not self.working

    def to_press(self) -> tuple[QWidget, ...]:
        """Try what is left again."""
        return (self.again,)

    def first_focus(self) -> QWidget | None:
        """The next thing to do."""
        outcome = revocation.of(self.desk).outcome
        return self.save_button if outcome is None or outcome.complete else self.again


def _sentence(outcome: Outcome) -> str:
    name = outcome.user_name
    if outcome.complete and not outcome.exists:
        return _("“{name}” is deleted. The vendor can no longer get in.").format(name=name)
    if outcome.complete:
        return _("“{name}” is disabled. The vendor can no longer get in.").format(name=name)
    if outcome.shut_out:
        return _("“{name}” is shut out, but some steps are left.").format(name=name)
    return _("“{name}” isn't shut out yet.").format(name=name)


def _then(outcome: Outcome) -> str:
    if outcome.cancelled and not outcome.complete:
        return _("You stopped it. The block on the user stays, and the rest can be done any time.")
    if not outcome.complete:
        return _("Aikagi carries on where it was. What is done already isn't done twice.")
    if outcome.exists:
        after = moment(outcome.ended + SESSIONS_LIVE)
        return _(
            "Next: delete the user after {when}. By then no session that was opened earlier can be "
            "alive. The home window reminds you."
        ).format(when=after)
    return _("Nothing is left to do with this user.")


def _summary(outcome: Outcome) -> list[str]:
    lines = [_("Seen in your AWS account at {when}:").format(when=moment(outcome.ended))]
    sign = "✓" if outcome.complete else "・"
    lines += [f"{sign} {say(message)}" for message in outcome.seen]
    if outcome.left:
        lines += ["", _("Still to do:"), *(f"・ {say(message)}" for message in outcome.left)]
    troubles = dict.fromkeys(say(t.kind.what) for t in outcome.troubles)
    if troubles and not outcome.complete:
        lines += ["", _("What stood in the way:"), *(f"・ {text}" for text in troubles)]
    lines += [
        "",
        _(
            "Not examined: roles that the vendor may have made, and sessions of roles that are "
            "still open. Such a session lasts 12 hours at most."
        ),
    ]
    return lines

"""What was seen afterwards, what is left, and the report to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizard

from app.work import Token
from ui import reportlook, revocation, theme
from ui.page import Page
from ui.reportfile import ask_where, filed
from ui.review_card import Conclusion
from ui.review_rows import decision_word
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
        """The outcome, what else was found, the details, and the buttons."""
        self.card = Card("good_soft", edge="good")
        self.mark = Mark("good")
        self.sentence = Text(bold=True, scale=theme.LEAD)
        self.then = Text()
        self.card.column.addLayout(headed(self.mark, self.sentence))
        self.card.column.addWidget(self.then)
        self.review = Conclusion(scale=theme.BODY)
        self.again = button("do_again", _("Do the rest now"), self._do_again, primary=True)
        self.save_button = button("save_report", _("Save the report …"), self._choose)
        self.both = Text(
            _(
                "The report is in Japanese and in English. It lists what to do by hand, and what "
                "nobody could see."
            ),
            tint="muted",
            scale=theme.SMALL,
        )
        details = Card()
        self.summary = Value("report_summary", _("Report"))
        details.column.addWidget(self.summary)
        column.addWidget(self.card)
        column.addWidget(self.review)
        column.addLayout(row(self.again, self.save_button))
        column.addWidget(self.both)
        column.addWidget(details)

    def enter(self) -> None:
        """Say how it went."""
        said = (self.sentence.plain, self.then.plain, self.review.spoken)
        self.announce(" ".join(text for text in said if text))

    def _do_again(self) -> None:
        from ui.revoke_wizard import RevokeWizard

        wizard = self.wizard()
        if isinstance(wizard, RevokeWizard):
            wizard.do_again()

    # --- the file ----------------------------------------------------------------------------
    def _choose(self) -> None:
        shared = revocation.of(self.desk)
        ask_where(self, shared, lambda path: self.save(Path(path)))

    def save(self, path: Path) -> None:
        """Write the report to `path`: a PDF, or text where the name ends with .txt."""
        from app import report
        from ui import reporttext
        from ui.paperdraw import font, pdf

        document = report.document(filed(self.desk))
        paper, letters = path.suffix.lower() == ".pdf", font()
        title = say(document.title)
        foot = f"{title} · {revocation.of(self.desk).account}"
        content = reporttext.paper(document, foot)
        plain = reporttext.text(document)

        def work(_token: Token) -> Path:
            made = pdf(content, title, letters) if paper else plain
            report.save(path, made)
            return path

        self.work(work, self._saved, saying=_("Saving the report …"), cancellable=False)

    def _saved(self, path: Path) -> None:
        self.show_note(_("The report is saved."), str(path), state="good")

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The outcome, and the review."""
        shared = revocation.of(self.desk)
        outcome, review = shared.outcome, shared.reviewing.review
        self.card.setVisible(outcome is not None)
        self.again.setVisible(outcome is not None and not outcome.complete)
        there = outcome is not None or review is not None
        self.save_button.setEnabled(there and not self.working)
        self.review.setVisible(review is not None or shared.reviewing.skipped)
        self.review.show_review(shared.reviewing)
        if outcome is not None:
            self._show_outcome(outcome)
        self.summary.setText("\n".join(self._lines(outcome)))

    def _show_outcome(self, outcome: Outcome) -> None:
        self._weigh_buttons(outcome)
        state = reportlook.state(outcome)
        self.card.tint(f"{state}_soft", state)
        self.mark.show_state(state)
        self.sentence.say(reportlook.sentence(outcome))
        self.then.say(reportlook.then(outcome))

    def _lines(self, outcome: Outcome | None) -> list[str]:
        shared = revocation.of(self.desk).reviewing
        made = reportlook.lines(outcome) if outcome else []
        decided = [
            f"・ {d.subject}: {decision_word(d.kind)}" + (f" ({d.reason})" if d.reason else "")
            for d in shared.decisions.values()
        ]
        if decided and shared.review is not None:
            made += ["", _("Decided on other ways in:"), *decided]
        if shared.review is None and outcome is not None:
            made += [
                "",
                _(
                    "Not examined: roles that the vendor may have made, and sessions of roles that "
                    "are still open. Such a session lasts 12 hours, and longer where roles may "
                    "switch to each other."
                ),
            ]
        return made

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

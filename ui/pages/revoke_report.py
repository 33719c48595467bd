"""What was seen afterwards, what is left, and the report to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizard

from app.work import Token
from ui import reportlook, revocation, theme
from ui.page import Page
from ui.pair import held
from ui.reading import RING_EM, Reading
from ui.reportfile import ask_where, filed
from ui.review_card import Conclusion
from ui.review_rows import decision_word, title
from ui.spacing import tight
from ui.weigh import weigh
from ui.widgets import Card, Mark, Text, Value, button, headed, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.revoke import Outcome

WORDS_EM, NARROW_EM = 4.0, 22.0


class RevokeReport(Page):
    """The outcome in one sentence, then in full, then as a file."""

    _kept: tuple[object, object] | None = None  # what a report was saved of

    def headline(self) -> str:
        """What the customer gets."""
        return _("Result")

    def build(self, column: QVBoxLayout) -> None:
        """The outcome, what else was found, the buttons, and all of it to be read."""
        tight(column)
        column.addWidget(self._outcome())
        self.decide = button("decide_rest", _("Decide the others"), self._decide)
        self.review = Conclusion(self.decide, scale=theme.BODY)
        self.again = button("do_again", _("Do the rest now"), self._do_again, primary=True)
        self.save_button = button("save_report", _("Save the report …"), self._choose)
        self.save_button.setAccessibleDescription(
            _("In Japanese and in English, with what to do by hand, and what nobody could see.")
        )
        self.summary = Value("report_summary", _("Report"))
        self.summary.setFont(theme.font(theme.SMALL))
        inside = QWidget()
        words = QVBoxLayout(inside)
        side = theme.em(RING_EM)
        words.setContentsMargins(side, theme.em(0.1), side, theme.em(0.1))
        words.addWidget(self.summary)
        words.addStretch(1)
        self.details = Reading(
            "report_details", _("All of it"), inside, least=WORDS_EM, narrow=NARROW_EM
        )
        self.details.changed.connect(self._arrange)
        box = Card()
        edge = theme.em(0.5)
        beside = theme.em(0.9) - side
        box.column.setContentsMargins(beside, edge, beside, edge)
        box.column.addWidget(self.details)
        column.addWidget(self.review)
        column.addLayout(row(self.again, self.save_button))
        column.addWidget(box, 50)

    def _outcome(self) -> Card:
        """How it went, what may go on all the same, and what comes next."""
        self.card = Card("good_soft", edge="good")
        self.mark = Mark("good")
        self.sentence = Text(bold=True, scale=theme.LEAD)
        self.then = Text()
        self.still = Text(bold=True, scale=theme.LEAD)
        self.going_on = held(headed(Mark("warn"), self.still))
        side, edge = theme.em(0.9), theme.em(0.5)
        self.card.column.setContentsMargins(side, edge, side, edge)
        self.card.column.setSpacing(theme.em(0.2))
        self.card.column.addLayout(headed(self.mark, self.sentence))
        self.card.column.addWidget(self.going_on)
        self.card.column.addWidget(self.then)
        return self.card

    def enter(self) -> None:
        """Say how it went."""
        said = (self.sentence.plain, self.still.plain, self.then.plain, self.review.spoken)
        self.announce(" ".join(text for text in said if text))

    def _decide(self) -> None:
        """Back to what is still open."""
        self.wizard().back()

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
        self._kept = self._what()
        self._weigh_buttons()
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
        self.decide.setVisible(self._open > 0)
        self.decide.setText(_("Decide the other {count} …").format(count=self._open))
        self.decide.setAccessibleName(self.decide.text())
        if outcome is not None:
            self._show_outcome(outcome)
        self.summary.setText("\n".join(self._lines(outcome)))
        self._weigh_buttons()

    def _show_outcome(self, outcome: Outcome) -> None:
        tally = revocation.of(self.desk).reviewing.tally
        state = reportlook.state(outcome, tally)
        self.card.tint(f"{state}_soft", state)
        self.mark.show_state(state)
        self.sentence.say(reportlook.sentence(outcome, tally))
        self.still.say(reportlook.still(outcome))  # as large as the sentence before it
        self.going_on.setVisible(bool(self.still.plain))
        if self._content is not None:  # two sentences need the room of the picture
            self._content.be_small(bool(self.still.plain))
        self.then.say(reportlook.then(outcome))

    def _lines(self, outcome: Outcome | None) -> list[str]:
        shared = revocation.of(self.desk).reviewing
        made = reportlook.lines(outcome) if outcome else []
        decided = [
            f"・ {title(d.finding, d.subject)}: {decision_word(d.kind)}"
            + (f" ({d.reason})" if d.reason else "")
            for d in shared.decisions.values()
        ]
        if decided and shared.review is not None:
            made += ["", _("Decided on other ways in:"), *decided]
        if shared.review is None and outcome is not None:
            made += [
                "",
                _(
                    "Not examined, so not known to be safe: roles (rights to borrow) that the "
                    "vendor may have made, and sessions of roles that are still open."
                ),
            ]
        return made

    @property
    def _open(self) -> int:
        """How many other ways in wait for the customer."""
        tally = revocation.of(self.desk).reviewing.tally
        return tally.to_do if tally is not None else 0

    def _what(self) -> tuple[object, object]:
        """What the report is about now."""
        shared = revocation.of(self.desk)
        return shared.outcome, shared.reviewing.review

    def _weigh_buttons(self) -> None:
        """First what is left to do or to decide, then the report to save; then it is over."""
        there, again = self.save_button.isEnabled(), not self.again.isHidden()
        left, kept = again or self._open > 0, self._kept == self._what()
        self.decide.set_primary(self._open > 0 and not again)
        self.save_button.set_primary(there and not (left or kept))
        done = not left and (kept or not there)
        weigh(self, QWizard.WizardButton.FinishButton, primary=done)

    def isComplete(self) -> bool:
        """The last page may always be left."""
        return not self.working

    def to_press(self) -> tuple[QWidget, ...]:
        """Try what is left again, or decide it."""
        return (self.again, self.decide)

    def first_focus(self) -> QWidget | None:
        """The next thing to do."""
        outcome = revocation.of(self.desk).outcome
        if outcome is not None and not outcome.complete:
            return self.again
        return self.decide if self._open else self.save_button

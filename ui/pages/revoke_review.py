"""What else could let somebody in: each finding explained, and decided by the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWizard

from app.review.finding import Finding, Unseen
from ui import review_leaving, review_makers, revocation
from ui.looker import Looker, Seen, Work, fitting
from ui.page import Page
from ui.passing import Passing
from ui.review_card import Conclusion
from ui.review_deciding import Deciding
from ui.review_detail import Detail
from ui.review_progress import follow
from ui.review_rows import GONE, UNKNOWN, rows
from ui.reviewing import AGAIN, SWEEP, Reviewing
from ui.rowlist import RowList
from ui.shutout import ShutOut
from ui.spacing import tight
from ui.weigh import weigh
from ui.widgets import button
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.review.history import History
    from app.troubles import Trouble
    from ui.background import Errand
    from ui.row import Row

LIST_EM = 14.0  # the list's height where it stands above what is chosen


class RevokeReview(Page):
    """The conclusion, the findings, the chosen one in full, and what can be done about it."""

    _looking = False  # what is under way only looks
    _history: Errand | None = None

    def headline(self) -> str:
        """What the customer gets."""
        return _("What else could let somebody in")

    def build(self, column: QVBoxLayout) -> None:
        """The conclusion first, then the list, and the one that is chosen."""
        self.again = button("review_again", _("Check again"), self.look)
        self.sweep = button("review_sweep", _("Look into every Region …"), self.look_everywhere)
        self.sweep.setAccessibleDescription(_("This takes some minutes. It can be stopped."))
        self.skip = button("review_skip", _("Skip this"), self._skip)
        self.plant = button("plant_ways_in", _("Add example ways in, to practise"), self._plant)
        self._unknown: dict[str, Row] = {}
        self.card = Conclusion(self.again, self.sweep, self.skip, below=self.plant)
        self.findings = RowList("findings", _("What was found"), tallest=LIST_EM)
        self.findings.chosen_changed.connect(self._chosen)
        self.detail = Detail(self.findings)
        self.deciding, self._passing = Deciding(self), Passing(self)
        self.detail.decided.connect(self.deciding.decide)
        self.detail.grown.connect(lambda: self._reveal(self.detail.acts))
        self.detail.reading.changed.connect(self._arrange)
        tight(column)
        self.out = ShutOut(full=False)
        column.addWidget(self.out)
        column.addWidget(self.card)
        column.addWidget(self.detail, 50)

    @property
    def reviewing(self) -> Reviewing:
        """What is known of this review."""
        return revocation.of(self.desk).reviewing

    # --- looking -----------------------------------------------------------------------------
    def enter(self) -> None:
        """Look, unless that is done."""
        if not (self.facts.reviewed or self.working):
            self.look()

    def signed_in_again(self) -> None:
        """Go on, now that it is possible."""
        super().signed_in_again()
        if not self.facts.reviewed:
            self.look()
        self.refresh()

    def look(self) -> None:
        """Look at the whole account, but not into every Region."""
        looker = self.looker()
        if looker is not None:
            shared = self.reviewing
            shared.review, shared.so_far, shared.skipped = None, [], False
            self.desk.know(reviewed=False)
            self._look(looker.whole)

    def look_everywhere(self) -> None:
        """Look into every Region as well."""
        looker, before = self.looker(), self.reviewing.review
        if looker is not None and before is not None:
            self._look(looker.sweep(before))

    def looker(self) -> Looker | None:
        """What works with the session that there is; without a fitting one that is said."""
        return fitting(self, revocation.of(self.desk).account)

    def _look(self, work: Work) -> None:
        self._looking = True
        saying = _("Looking what else could let somebody in …")
        self.work(
            work,
            self.show_seen,
            saying=saying,
            progress=self.heard,
            failed=self._failed,
            cancelled=self._stopped,
            waiting=True,
        )
        self.refresh()

    def heard(self, report: object) -> None:
        """Show how the work goes, and what it has found so far."""
        follow(report, self.busy)
        if isinstance(report, Finding | Unseen) and self.reviewing.review is None:
            self.reviewing.so_far.append(report)
            self.card.show_review(self.reviewing)
            self._show_rows()

    def show_seen(self, seen: Seen) -> None:
        """Show what a look found."""
        shared = self.reviewing
        shared.take(seen.review, seen.decisions)
        self._looking = False
        if shared.history is None and seen.review.findings:
            self._history = review_makers.read(self.desk, self, self._named)
        revocation.of(self.desk).account = seen.review.account
        self.desk.know(reviewed=True)
        self.refresh()
        self._show_worst()
        self.announce(self.card.spoken)

    def _named(self, history: History) -> None:
        self.reviewing.name_makers(history)
        if not self.working:
            self._show_rows()

    def leave(self) -> None:
        """Say whether something is left to decide. Who made what isn't worth waiting for."""
        self.desk.know(undecided=self.reviewing.left)
        self._weigh_next(primary=True)
        if self._history is not None:
            self._history.drop()

    def _failed(self, trouble: Trouble) -> None:
        self._looking = False
        self.show_trouble(trouble)
        self.refresh()

    def _stopped(self) -> None:
        """Before anything was looked at."""
        self._looking = False
        self.reviewing.skipped = self.reviewing.review is None
        self.refresh()

    def _skip(self) -> None:
        """Go on to the report, which says that not all was looked at."""
        self.reviewing.skipped = self.reviewing.review is None
        if self.errand is not None:
            self.errand.drop()  # of what it finds from now on nothing is said
            self._work_over()
        self._looking = False
        self.desk.know(reviewed=True)
        self.wizard().next()

    def validatePage(self) -> bool:
        """Next passes by what isn't decided only where the customer says so."""
        return self._passing.may_go_on(review_leaving.asking(self, self.reviewing.to_do))

    def _plant(self) -> None:
        """In practice alone: something for the review to find."""
        if (practice := self.desk.practice) is not None:
            plant = practice.state.plant_ways_in
            saying = _("Leaving a few ways in …")
            self.work(lambda _token: plant(), lambda _none: self.look(), saying=saying)
            self.refresh()

    # --- choosing ----------------------------------------------------------------------------
    def _chosen(self, _value: str) -> None:
        self._show_detail()
        self._arrange()
        if self.detail.side.isVisibleTo(self) and not self.detail.pair.beside:
            # Who moves by the keyboard is still at the list; the conclusion above stays in sight.
            by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
            self._reveal(self.detail.side if by_mouse else self.detail.word)

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """How it stands, and what can be done now."""
        shared = self.reviewing
        self.card.show_review(shared)
        self.out.setVisible(self._looking and revocation.of(self.desk).shut_out)
        self._show_rows()
        to_do, press = bool(shared.to_do), shared.press
        self._weigh_next(primary=not (to_do or press))
        self.again.set_primary(press == AGAIN)
        self.sweep.set_primary(press == SWEEP)
        review = shared.review
        self.again.setVisible(not self.working)
        self.sweep.setVisible(not self.working and review is not None and bool(review.not_swept))
        nothing = review is not None and not to_do
        self.plant.setVisible(self.desk.practice is not None and not self.working and nothing)
        self.skip.setVisible(review is None and (self._looking or not self.working))

    def _show_rows(self, *, first: bool = False) -> None:
        listed = rows(self.reviewing)
        self._unknown = {row.value: row for row in listed if row.value.startswith(UNKNOWN)}
        self.findings.fill(listed, listed[0].value if first else "")
        if self._content is not None:  # what is to be read needs the room of the picture
            self._content.be_small(bool(listed))
        self.detail.setVisible(bool(listed))
        self._show_detail()

    def _show_worst(self) -> None:
        """The first of what is to be decided is explained at once; nothing is scrolled for it."""
        if not self.findings.chosen and self.reviewing.to_do:
            self._show_rows(first=True)

    def _show_detail(self) -> None:
        chosen, shared = self.findings.chosen, self.reviewing
        if chosen in self._unknown:
            self.detail.show_unknown(self._unknown[chosen])
        else:
            # Of what is still being looked for nothing can be decided yet.
            busy = self.working or shared.review is None
            self.detail.show_of(shared, chosen.removeprefix(GONE), busy=busy)

    def _weigh_next(self, *, primary: bool) -> None:
        """While something is to be decided, Enter shall not pass it by."""
        if self._up:
            weigh(self, QWizard.WizardButton.NextButton, primary=primary)

    def to_press(self) -> tuple[QWidget, ...]:
        """What is to be decided, or else a look again."""
        return (self.findings if self.reviewing.to_do else self.again,)

    def first_focus(self) -> QWidget | None:
        """What is to be decided."""
        return self.findings if self.findings.count() else self.skip

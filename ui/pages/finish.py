"""The end: what comes after the building, what was done, and what to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWizard

from ui import handed, picture, theme
from ui.bill import bill_button
from ui.button import Button
from ui.choices import Choices
from ui.contracts import contracts, meaning
from ui.fold import Fold, folds
from ui.folders import ask_folder, usual_folders
from ui.keepcard import KeepCard
from ui.openpoints import OpenPoints
from ui.page import Page
from ui.planlist import follow
from ui.shortline import ShortLine, ShortNote
from ui.summary import SummaryCard, lines
from ui.trailcard import TrailCard
from ui.widgets import Text, flow, named
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover
    from app.plan import Plan
    from app.trail import Seen as TrailSeen
    from app.work import Token
    from ui.wizard import JourneyWizard


class Finish(Page):
    """One question, a summary, and the file to keep: what a successor needs to shut it out."""

    _record: Handover | None = None
    _trail_plan: Plan = ()

    def headline(self) -> str:
        """What the customer gets."""
        if self.desk.settings.practice:
            return _("The rehearsal is done: nobody was let in")
        return _("The vendor has access now")

    def build(self, column: QVBoxLayout) -> None:
        """The question, the summary, the file; what not everybody needs is folded."""
        column.setSpacing(theme.em(theme.TIGHT))
        edges = column.contentsMargins()
        edges.setBottom(0)
        column.setContentsMargins(edges)
        question = _("Who runs the system later? (Changes nothing now)")
        self.contract = Choices("contract_plan", question, columns=True)
        self.contract.offer(contracts())
        self.contract.chosen.connect(self._chosen)
        self.missing = ShortNote(self.contract)
        self.summary, self.open = SummaryCard(), OpenPoints(self._go_to)
        self._urged = not self.desk.settings.practice  # a rehearsal leaves nothing to be kept
        self.keep = KeepCard(self._choose, practice=not self._urged)
        self.save = self.keep.save
        self.picture = Text(scale=theme.SMALL)
        named(self.picture, "baseline", _("What is in the file"))
        kept = Fold("about_handover_file", _("What is in the vendor record"), self._about_file)
        asks = ShortLine(question, bold=True)
        meaning = Fold("contract_meaning", _("What A and B mean"), _meaning, beside=asks)
        more = Fold(
            "finish_more",
            _("The bill, the root user (the account's owner), a longer record"),
            self._more,
        )
        kept.fill()
        for fold in (kept, meaning, more, self.summary.fold):
            fold.opened.connect(self._arrange)
        asked = QHBoxLayout()
        asked.addWidget(meaning, 1)
        asked.addWidget(self.missing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.summary)
        column.addWidget(self.open)
        column.addLayout(asked)
        for widget in (self.contract, self.keep, folds(kept, more)):
            column.addWidget(widget)

    def _about_file(self, column: QVBoxLayout) -> None:
        words = _(
            "Whom you have let in, and when. It works a year from now, too. There is no secret in "
            "it."
        )
        column.addWidget(Text(words, scale=theme.SMALL))
        column.addWidget(self.picture)

    def _more(self, column: QVBoxLayout) -> None:
        root = _(
            "The root user's mail, password and MFA device stay with your company's top "
            "management: not for daily work, and never for the vendor."
        )
        column.addWidget(Text(root))
        column.addLayout(flow(bill_button(self.desk, self)))
        self.trail = TrailCard(self._look_at_trails, self._make_trail)
        column.addWidget(self.trail)

    def enter(self) -> None:
        """Read the record."""
        handed.load(self.desk, self, self._loaded, self.show_trouble)

    def refresh(self) -> None:
        """What was said, what was done, and what is still open."""
        self.contract.set_choice(self.facts.contract)
        lacking = not self.facts.contract
        self.missing.note(_("Choose one to finish.") if lacking else "", tint="muted")
        self.open.show_points(self._record, self.facts)
        practice = self.desk.settings.practice
        self.summary.show_lines(lines(self._record, self.facts, practice=practice))
        self.save.setEnabled(self._record is not None)
        self._urge()
        taken = self._record is not None and bool(self._record.baseline)
        self.picture.say(
            _(
                "A picture of who is in the account today is in it as well, so that a later review "
                "shows at once what is new."
            )
            if taken
            else ""
        )
        self.picture.setVisible(taken)

    @property
    def _kept(self) -> bool:
        """Whether the file has been saved since the user was made."""
        return bool(self.facts.record_kept) and self.facts.record_kept == self.facts.handover

    def _urge(self) -> None:
        """Ask for the file first; Done closes all the same."""
        self.keep.show_kept(kept=self._kept)
        wizard: QWizard | None = self.wizard()  # None until the page stands in one
        done = wizard and wizard.button(QWizard.WizardButton.FinishButton)
        if isinstance(done, Button):
            done.set_primary(self._kept or not self._urged)

    def _go_to(self, page: str) -> None:
        from ui.windows import walk_to

        walk_to(cast("JourneyWizard", self.wizard()), page)

    def first_focus(self) -> QWidget | None:
        """The question; once it is answered, the file to save."""
        then = self.save if self._urged else None
        return then if self.facts.contract else self.contract.first()

    def to_press(self) -> tuple[QWidget, ...]:
        """Save the file."""
        return (self.save,) if self._urged and not self._kept else ()

    def _loaded(self, record: Handover | None) -> None:
        """Take the vendor's profile at its word until the customer speaks."""
        self._record = record
        self.refresh()
        profile = self.desk.profile  # by now it may be another vendor's
        theirs = record is not None and record.vendor == profile.name
        if theirs and profile.contract and not self.facts.contract:
            self._chosen(profile.contract)
        picture.take(self.desk, record, self._pictured)

    def _pictured(self) -> None:
        handed.load(self.desk, self, self._noted, lambda _: None)

    def _noted(self, record: Handover | None) -> None:
        self._record = record
        self.refresh()

    def _chosen(self, contract: str) -> None:
        self.desk.know(contract=contract)
        handed.amend(self.desk, self, self.show_trouble, contract=contract)

    # --- a trail of the customer's own -------------------------------------------------------
    def _look_at_trails(self) -> None:
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
            return
        clients, account = session.clients, session.identity.account

        def work(token: Token) -> TrailSeen:
            from app.trail import look

            return look(clients, account, token)

        self.work(work, self._show_trails, saying=_("Looking at the trails …"), waiting=True)

    def _make_trail(self) -> None:
        """Make it, and show what was seen."""
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
            return
        clients, account, plan = session.clients, session.identity.account, self._trail_plan

        def work(token: Token) -> TrailSeen:
            from app.trail import carry_out

            return carry_out(plan, clients, account, token)

        self.work(
            work,
            self._show_trails,
            saying=_("Making the trail …"),
            progress=lambda report: follow(report, self.trail.plan, self.busy),
        )

    def _show_trails(self, seen: TrailSeen) -> None:
        from app.trail_plan import plan

        session = self.desk.session
        self._trail_plan = plan(seen, session.identity.account) if session else ()
        self.trail.show_seen(seen, self._trail_plan)
        self.announce(self.trail.cost.plain)

    def _choose(self) -> None:
        start = self.facts.folder or str(usual_folders()[0])
        ask_folder(self, _("Save the vendor record in"), start, self._save)

    def _save(self, folder: str) -> None:
        records, wanted = self.desk.records, self.facts.handover

        def save(_token: Token) -> Path:
            from app.records import write_handover_file

            record = handed.find(records, wanted)
            name = f"aikagi-handover-{record.account}-{record.user_name}.json" if record else ""
            path = Path(folder) / name
            if record is not None:
                write_handover_file(path, record)
            return path

        self.work(save, self._saved, saying=_("Saving the vendor record …"))

    def _saved(self, path: Path) -> None:
        self.desk.know(record_kept=self.facts.handover)
        self.show_note(_("The vendor record is saved."), str(path), state="good")


def _meaning(column: QVBoxLayout) -> None:
    for text in meaning():
        column.addWidget(text)
    later = _("This is only a note. You can change it later on Aikagi's home window.")
    column.addWidget(Text(later, scale=theme.SMALL))

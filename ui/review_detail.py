"""One finding in full: what it is, what closing it would break, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.review.finding import Finding
from app.review.wording import BEGUN, NOT_LOOKED, at_last
from ui import theme
from ui.pair import Pair
from ui.reading import RING_EM, Reading
from ui.review_acts import Acts
from ui.review_choices import Choices, difference
from ui.review_list import Listed
from ui.review_rows import MARKS, changed_words, decision_word, severity_word, title
from ui.review_told import breaks, facts, so_far
from ui.widgets import Card, Mark, Text, Value, headed, named, stacked
from ui.words import _, say

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from ui.reviewing import Reviewing
    from ui.row import Row
    from ui.rowlist import RowList

BESIDE_EM, LIST_EM, WORDS_EM = 30.0, 5.0, 2.4
SHARES = (2, 3)  # what there is to read needs more room than the names in the list


class Detail(QWidget):
    """The list, and beside it the chosen finding with what the customer can decide.

    What is decided goes out as `decided`.
    """

    decided = Signal(str, str)  # CLOSE, SWITCH_OFF, GO_ON, KEEP, ASK, BACK; why it is kept
    grown = Signal()  # something more is shown: bring it into view

    def __init__(self, findings: RowList) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self.decision: Decision | None = None
        self.findings = findings
        self.acts = Acts()
        self.acts.confirmed.connect(self.decided)
        self.acts.given_up.connect(self._given_up)
        self.acts.turned.connect(self._swap)
        self.listed = Listed(findings)
        self.pair = Pair(self.listed, self._side(), room=BESIDE_EM, shares=SHARES)
        self.pair.turned.connect(self._turned)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.em(0.5))
        whole.addWidget(self.pair, 1)
        self._turned(beside=False)
        self._swap()

    def _side(self) -> Card:
        """The one that is chosen: how dangerous, what it is called, and what there is to know."""
        self.side = Card("surface", edge="line")
        named(self.side, "finding", _("What was chosen in the list"))
        pad = theme.em(0.6)
        ring = theme.em(RING_EM)
        self.side.column.setContentsMargins(pad, pad, pad, pad)
        self.side.column.setSpacing(theme.em(0.3))
        self.subject = Value("finding_subject", _("What it is called in AWS"))
        self.subject.setFont(theme.font(theme.LEAD, bold=True))
        self.mark = Mark()
        self.word = Text(bold=True)
        self.what = Text()
        self.facts = Text(tint="muted", scale=theme.SMALL)
        self.breaks = Text()
        self.apart = Text()
        self.by_hand = Text()
        self.so_far = Text(bold=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(ring, theme.em(0.1), ring, theme.em(0.1))
        column.setSpacing(theme.em(0.4))
        for part in (self.word, self.what, self.so_far, *self._more()):
            column.addWidget(part)
        column.addStretch(1)
        self.reading = Reading(
            "finding_words", _("What there is to know of it"), inside, least=WORDS_EM
        )
        self.choices = Choices()
        self.choices.chosen.connect(self._begin)
        self.side.column.addLayout(_within(ring, headed(self.mark, self.subject)))
        self.side.column.addWidget(self.reading, 1)
        self.side.column.addLayout(_within(ring, stacked(self.acts)), 1)
        self.side.column.addLayout(_within(ring, stacked(self.choices)))
        self.side.hide()
        return self.side

    def _turned(self, beside: bool) -> None:
        """Beside each other both scroll by themselves; one below the other the page does."""
        self.findings.take_room(LIST_EM if beside else 0)
        self.reading.show_whole(not beside)
        self.word.setVisible(not beside and bool(self.word.plain))

    def _swap(self) -> None:
        """While something is asked about it, that stands in the place of the explanation."""
        asked = bool(self.acts.act)
        self.reading.setVisible(not asked)
        self.listed.setVisible(not (asked and self.pair.beside))
        self.choices.setVisible(not asked)

    # --- what is shown -----------------------------------------------------------------------
    def show_of(self, shared: Reviewing, finding: str, *, busy: bool) -> None:
        """Show the finding of that id as `shared` knows it; nothing for ""."""
        tally = shared.tally
        decision = shared.decisions.get(finding) if finding else None
        self.show_finding(
            shared.finding(finding) if finding else None,
            decision,
            shared.review.account if shared.review else "",
            busy=busy,
            unlooked=tally is not None and decision in tally.unlooked,
        )

    def show_finding(
        self,
        finding: Finding | None,
        decision: Decision | None,
        account: str,
        *,
        busy: bool,
        unlooked: bool = False,
    ) -> None:
        """Show this finding, or what was closed; nothing where neither is there.

        `unlooked`: what was closed wasn't looked for this time.
        """
        changed = (finding and finding.id) != (self.finding and self.finding.id)
        changed = changed or decision != self.decision
        self.finding, self.decision = finding, decision
        self.acts.about(finding, decision, account)
        if changed or busy:
            self.acts.clear()
        self.word.setVisible(not self.pair.beside)  # else the row beside it says so
        if finding is not None:
            self._show(finding)
        elif decision is not None:
            self._show_gone(decision, unlooked=unlooked)
        self.choices.offer(finding, decision, busy=busy)
        self.side.setVisible(finding is not None or decision is not None)
        if changed:
            self.reading.to_top()
        self._swap()

    def show_unknown(self, row: Row) -> None:
        """Show what `row` says of something that wasn't seen: there is nothing to decide."""
        self.finding = self.decision = None
        self.acts.clear()
        self.mark.show_state("unknown")
        self.subject.setText(row.tag)
        self.what.say("\n".join((row.title, *row.details)))
        for part in (self.word, self.so_far, *self._more()):
            self._say(part, "")
        self.choices.offer(None, None, busy=True)
        self.side.show()
        self.reading.to_top()
        self._swap()

    def _show(self, finding: Finding) -> None:
        self.mark.show_state(MARKS[finding.severity])
        self.word.say(severity_word(finding.severity))
        self.subject.setText(title(finding.id, finding.subject))
        self.what.say(say(finding.what))
        self._say(self.facts, "\n".join(facts(finding)))
        self._say(self.breaks, breaks(finding))
        self._say(self.apart, difference(finding) if self.decision is None else "")
        by_hand = say(finding.by_hand) if finding.by_hand else ""
        text = _("By hand, in AWS's console: {how}").format(how=by_hand) if by_hand else ""
        self._say(self.by_hand, text)
        said = (so_far(self.decision), changed_words(finding, self.decision))
        self._say(self.so_far, "\n".join(line for line in said if line))

    def _show_gone(self, decision: Decision, *, unlooked: bool) -> None:
        self.mark.show_state("unknown" if unlooked else "good")
        self.word.say(decision_word(decision.kind))
        seen = say(NOT_LOOKED if unlooked else at_last(decision))
        if not decision.finished:
            self.mark.show_state("warn")
            self.word.say(_("Not finished"))
            seen = say(BEGUN)
        self.subject.setText(title(decision.finding, decision.subject))
        self.what.say(say(decision.what))
        for part in (self.so_far, *self._more()):
            self._say(part, "")
        self._say(self.facts, f"{so_far(decision)}\n{seen}")

    def _more(self) -> tuple[Text, ...]:
        """What is said of it besides what it is, in the order in which it is read."""
        return self.breaks, self.apart, self.by_hand, self.facts

    @staticmethod
    def _say(part: Text, text: str) -> None:
        part.say(text)
        part.setVisible(bool(text))

    # --- what is done ------------------------------------------------------------------------
    def _begin(self, act: str) -> None:
        self.acts.begin(act)
        self.grown.emit()

    def _given_up(self, act: str) -> None:
        self.choices.buttons()[act].setFocus()


def _within(ring: int, layout: QBoxLayout) -> QBoxLayout:
    """What has no ring begins and ends where the words do that have one."""
    layout.setContentsMargins(ring, 0, ring, 0)
    return layout

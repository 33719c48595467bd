"""One finding in full: what it is, what closing it would break, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.review.decisions import KEPT
from app.review.finding import CLOSE, SWITCH_OFF, Finding
from app.review.wording import BEGUN, NOT_FOUND, NOT_LOOKED
from ui import theme
from ui.review_acts import ASK, BACK, GO_ON, KEEP, Acts
from ui.review_rows import MARKS, decision_word, severity_word
from ui.when import moment
from ui.widgets import Card, Mark, Text, Value, button, flow, headed
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.review.decisions import Decision


class Detail(Card):
    """The chosen finding. What the customer decides goes out as `decided`."""

    decided = Signal(str, str)  # CLOSE, SWITCH_OFF, GO_ON, KEEP, ASK, BACK; why it is kept
    grown = Signal()  # something more is shown: bring it into view

    def __init__(self) -> None:
        super().__init__("surface", edge="line")
        self.finding: Finding | None = None
        self.decision: Decision | None = None
        self.setObjectName("finding")
        self.subject = Value("finding_subject", _("What it is called in AWS"))
        self.subject.setFont(theme.font(theme.LEAD, bold=True))
        self.mark = Mark()
        self.word = Text(bold=True)
        self.what = Text()
        self.facts = Text(tint="muted", scale=theme.SMALL)
        self.breaks = Text()
        self.by_hand = Text()
        self.so_far = Text(bold=True)
        self.column.addLayout(headed(self.mark, self.word))
        for part in (self.subject, self.what, self.facts, self.breaks, self.by_hand, self.so_far):
            self.column.addWidget(part)
        self._buttons()
        self.acts = Acts()
        self.acts.confirmed.connect(self.decided)
        self.acts.given_up.connect(self._given_up)
        self.column.addWidget(self.acts)
        self.hide()

    def _buttons(self) -> None:
        self.switch_off = self._button("finding_switch_off", _("Switch off …"), SWITCH_OFF)
        self.close_it = self._button("finding_close", _("Close it for good …"), CLOSE)
        self.keep = self._button("finding_keep", _("Keep it …"), KEEP)
        self.ask = self._button("finding_ask", _("Ask the vendor …"), ASK)
        self.go_on = self._button("finding_go_on", _("Go on with it …"), GO_ON)
        self.back = self._button("finding_back", _("Put it back …"), BACK)
        self.column.addLayout(flow(*self.buttons()))

    def _button(self, name: str, text: str, act: str) -> QWidget:
        return button(name, text, lambda: self._begin(act))

    def buttons(self) -> tuple[QWidget, ...]:
        """What can be pressed about a finding."""
        several = (self.switch_off, self.close_it, self.go_on)
        return (*several, self.keep, self.ask, self.back)

    # --- what is shown -----------------------------------------------------------------------
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
        if finding is not None:
            self._show(finding)
        elif decision is not None:
            self._show_gone(decision, unlooked=unlooked)
        self._offer(busy=busy)
        self.setVisible(finding is not None or decision is not None)

    def _show(self, finding: Finding) -> None:
        self.mark.show_state(MARKS[finding.severity])
        self.word.say(severity_word(finding.severity))
        self.subject.setText(finding.subject)
        self.what.say(say(finding.what))
        self._say(self.facts, "\n".join(_facts(finding)))
        breaks = say(finding.breaks)
        text = _("If it is closed: {breaks}").format(breaks=breaks) if breaks else ""
        self._say(self.breaks, text)
        by_hand = say(finding.by_hand) if finding.by_hand else ""
        text = _("By hand, in AWS's console: {how}").format(how=by_hand) if by_hand else ""
        self._say(self.by_hand, text)
        self._say(self.so_far, _so_far(self.decision))

    def _show_gone(self, decision: Decision, *, unlooked: bool) -> None:
        self.mark.show_state("unknown" if unlooked else "good")
        self.word.say(decision_word(decision.kind))
        seen = say(NOT_LOOKED if unlooked else NOT_FOUND)
        if not decision.finished:
            self.mark.show_state("warn")
            self.word.say(_("Not finished"))
            seen = say(BEGUN)
        self.subject.setText(decision.subject)
        self.what.say(say(decision.what))
        self._say(self.facts, f"{_so_far(decision)}\n{seen}")
        for part in (self.breaks, self.by_hand, self.so_far):
            self._say(part, "")

    @staticmethod
    def _say(part: Text, text: str) -> None:
        part.say(text)
        part.setVisible(bool(text))

    def _offer(self, *, busy: bool) -> None:
        finding, decision = self.finding, self.decision
        goes_on = finding is None and decision is not None and decision.can_be_gone_on_with
        shown = (
            (self.switch_off, finding is not None and finding.remedy(SWITCH_OFF) is not None),
            (self.close_it, finding is not None and finding.remedy(CLOSE) is not None),
            (self.go_on, goes_on),
            (self.keep, finding is not None),
            (self.ask, finding is not None),
            (self.back, decision is not None and decision.can_be_put_back),
        )
        for made, there in shown:
            made.setVisible(there)
            made.setEnabled(not busy)

    # --- what is done ------------------------------------------------------------------------
    def _begin(self, act: str) -> None:
        self.acts.begin(act)
        self.grown.emit()

    def _given_up(self, act: str) -> None:
        pressed = {
            SWITCH_OFF: self.switch_off,
            CLOSE: self.close_it,
            GO_ON: self.go_on,
            KEEP: self.keep,
            ASK: self.ask,
            BACK: self.back,
        }[act]
        pressed.setFocus()


def _facts(finding: Finding) -> Iterator[str]:
    """What is known besides, a line each."""
    if finding.region:
        yield _("Region: {region}").format(region=finding.region)
    if finding.made is not None and finding.made_by:
        yield _("Made or last changed {when} by {who}").format(
            when=moment(finding.made), who=finding.made_by
        )
    elif finding.made is not None:
        yield _("Made or last changed {when}. Who did it isn't known.").format(
            when=moment(finding.made)
        )
    yield {
        True: _("As a way in, it is new since the hand-over."),
        False: _("It was there on the day of the hand-over."),
        None: _("Whether it was there on the day of the hand-over isn't known."),
    }[finding.new]


def _so_far(decision: Decision | None) -> str:
    if decision is None:
        return ""
    text = _("Decided {when}: {what}").format(
        when=moment(decision.when), what=decision_word(decision.kind)
    )
    if decision.kind == KEPT and decision.reason:
        return f"{text} · {decision.reason}"
    return text

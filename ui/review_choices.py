"""What can be done about a finding: a button each, that says how it differs from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.review.doubt import off_first
from app.review.finding import CLOSE, SWITCH_OFF
from ui import theme
from ui.flow import Flow
from ui.review_acts import ASK, BACK, GO_ON, KEEP
from ui.widgets import Button, Text, button
from ui.words import _

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from app.review.finding import Finding

GAP_EM, NEAR_EM = 0.35, 0.2


class Choices(QWidget):
    """The buttons, and above them what to do where nobody here can judge: the first is blue."""

    chosen = Signal(str)  # CLOSE, SWITCH_OFF, GO_ON, KEEP, ASK, BACK

    def __init__(self) -> None:
        super().__init__()
        self.advice = Text(scale=theme.SMALL)
        self.switch_off = self._button(
            "finding_switch_off", _("Switch off (can undo) …"), SWITCH_OFF
        )
        self.go_on = self._button("finding_go_on", _("Go on with it …"), GO_ON)
        self.ask = self._button("finding_ask", _("Ask about it …"), ASK)
        self.close_it = self._button("finding_close", _taking_away(None), CLOSE)
        self.keep = self._button("finding_keep", _("Keep (say why) …"), KEEP)
        self.back = self._button("finding_back", _("Put it back …"), BACK)
        self._line = Flow(theme.em(GAP_EM))
        for made in self.buttons().values():
            self._line.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(NEAR_EM))
        column.addWidget(self.advice)
        column.addLayout(self._line)

    def _button(self, name: str, text: str, act: str) -> Button:
        return button(name, text, lambda: self.chosen.emit(act))

    def buttons(self) -> dict[str, Button]:
        """What can be pressed about a finding, by the act."""
        return {
            SWITCH_OFF: self.switch_off,
            GO_ON: self.go_on,
            ASK: self.ask,
            CLOSE: self.close_it,
            KEEP: self.keep,
            BACK: self.back,
        }

    def offer(self, finding: Finding | None, decision: Decision | None, *, busy: bool) -> None:
        """Show what can be done about this finding, or about what was done about it."""
        there = {
            SWITCH_OFF: finding is not None and finding.remedy(SWITCH_OFF) is not None,
            GO_ON: finding is None and decision is not None and decision.can_be_gone_on_with,
            ASK: finding is not None,
            CLOSE: finding is not None and finding.remedy(CLOSE) is not None,
            KEEP: finding is not None,
            BACK: decision is not None and decision.can_be_put_back,
        }
        for act, made in self.buttons().items():
            made.setVisible(there[act])
            made.setEnabled(not busy)
        both = there[SWITCH_OFF] and there[CLOSE] and all(_undoable(finding))
        away = _("Take away (delete) …") if both else _taking_away(finding)
        self.close_it.setText(away)
        self.close_it.setAccessibleName(away)
        self._advise(finding if decision is None else None)

    def _advise(self, finding: Finding | None) -> None:
        """What to do in doubt, and the first of it blue and in front; nothing once it's decided."""
        off = finding is not None and off_first(finding)
        self.switch_off.set_primary(off)
        self.ask.set_primary(finding is not None and not off)
        self._line.lead_with(self.switch_off if off else self.ask)
        self.advice.say(_in_doubt(finding) if finding is not None else "")
        self.advice.setVisible(finding is not None)


def _taking_away(finding: Finding | None) -> str:
    """What the button says of the way back. Beside “Switch off” it says how it differs instead."""
    undoable = _undoable(finding)
    if all(undoable):
        return _("Take away (can undo) …")
    if any(undoable):
        return _("Take away (can't all be undone) …")
    return _("Take away (can't be undone) …")


def _undoable(finding: Finding | None) -> list[bool]:
    """Of each act that takes it away."""
    remedy = finding.remedy(CLOSE) if finding is not None else None
    return [action.undoable for action in remedy.actions] if remedy is not None else []


def difference(finding: Finding) -> str:
    """Between its two remedies; "" where it hasn't two."""
    if finding.remedy(SWITCH_OFF) is None or finding.remedy(CLOSE) is None:
        return ""
    if all(_undoable(finding)):
        return _("Switched off, it stays, unusable. Taken away, it is gone. Both can be undone.")
    return _("Switched off, it stays, unusable. Taken away, it is gone.")


def _in_doubt(finding: Finding) -> str:
    if off_first(finding):
        return _("Not your company's? Switch it off. Unsure? Ask first.")
    if finding.remedy(SWITCH_OFF) is not None:
        return _("Not sure? 1. Ask whoever may use it. 2. If the answer is no good, switch it off.")
    if finding.remedy(CLOSE) is not None:
        return _("Not sure? 1. Ask whoever may use it. 2. If the answer is no good, take it away.")
    return _("Not sure? 1. Ask whoever may use it. 2. If the answer is no good, close it by hand.")

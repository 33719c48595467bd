"""What is asked once more, in place, before something is done about a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.review.finding import CLOSE, SWITCH_OFF
from ui import theme
from ui.fieldnote import FieldNote
from ui.plantext import plan_rows
from ui.review_told import breaks
from ui.rowlist import RowList
from ui.widgets import Text, button, field, flow, named
from ui.words import _, say, speaking
from ui.words import language as spoken

if TYPE_CHECKING:
    from app.plan import Plan
    from app.review.decisions import Decision
    from app.review.finding import Finding

KEEP, ASK, BACK, GO_ON = "keep", "ask", "back", "go_on"
PLAN_EM, TEXT_EM = 4.0, 5.0


class _Letter(QPlainTextEdit):
    """As high as the page has room for, but a few lines."""

    def sizeHint(self) -> QSize:
        """The least: what is free is given to it."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class Acts(QWidget):
    """At most one of: a plan to confirm, a reason to give, a text to copy."""

    confirmed = Signal(str, str)  # the act, and the reason
    given_up = Signal(str)
    turned = Signal()  # something is asked now, or not any more

    def __init__(self) -> None:
        super().__init__()
        self.act = ""
        self._finding: Finding | None = None
        self._decision: Decision | None = None
        self._account = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.em(0.3), 0, 0)
        column.setSpacing(theme.em(0.5))
        self.title = Text(bold=True)
        self.plan = RowList("finding_plan", _("What will be done"), choice=False)
        self.plan.take_room(PLAN_EM, grows=False)
        self.breaks = Text()
        self.breaks.setObjectName("finding_breaks")
        label, self.reason = field("keep_reason", _("Why is it kept? This goes into the report."))
        label.setWordWrap(True)
        self.label = label
        self.note = FieldNote(self.reason)
        self.text = _Letter()
        named(self.text, "ask_text", _("The text to send"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.em(TEXT_EM))
        self.go = button("finding_confirm", _("Do it"), self._go, primary=True)
        self.japanese = button("ask_ja", _("In Japanese"), lambda: self._write("ja"))
        self.english = button("ask_en", _("In English"), lambda: self._write("en"))
        for choice in (self.japanese, self.english):
            choice.setCheckable(True)
        self.leave = button("finding_leave", _("Cancel"), self._leave)
        self.reason.returnPressed.connect(self._go)
        self.reason.textChanged.connect(self._reasoned)
        for part in (self.title, self.plan, self.breaks, label, self.reason, self.note, self.text):
            column.addWidget(part, 100 if part is self.text else 0)
        column.addLayout(flow(self.go, self.japanese, self.english, self.leave))
        column.addStretch(1)
        self.hide()

    def about(self, finding: Finding | None, decision: Decision | None, account: str) -> None:
        """What it is about from now on."""
        self._finding, self._decision, self._account = finding, decision, account

    def clear(self) -> None:
        """Ask nothing any more."""
        self.act = ""
        self.reason.clear()
        self.go.setEnabled(True)
        self.hide()
        self.turned.emit()

    def begin(self, act: str) -> None:
        """Ask what has to be asked before `act`."""
        self.act = act
        asks, keeps = act == ASK, act == KEEP
        for_keeping: tuple[QWidget, ...] = (self.label, self.reason)
        for_asking: tuple[QWidget, ...] = (self.text, self.japanese, self.english)
        for part in for_keeping:
            part.setVisible(keeps)
        for part in for_asking:
            part.setVisible(asks)
        self.note.hide()
        self.plan.setVisible(not (asks or keeps))
        closes = act in {SWITCH_OFF, CLOSE} and self._finding is not None
        self.breaks.say(breaks(self._finding) if closes and self._finding else "")
        self.breaks.setVisible(closes)
        self.title.say(_title(act))
        self.title.setVisible(not keeps)
        self.go.setText(_button(act))
        self.go.setAccessibleName(self.go.text())
        self._reasoned(self.reason.text())
        if asks:
            self._write(spoken())  # whoever sends it can read it first
        elif not keeps:
            self.plan.fill(plan_rows(self._plan()))
        self.show()
        self.turned.emit()
        (self.reason if keeps else self.go).setFocus()

    def _reasoned(self, text: str) -> None:
        """Without a reason nothing is kept."""
        self.note.note("")
        self.go.setEnabled(self.act != KEEP or bool(text.strip()))

    def _plan(self) -> Plan:
        if self.act == BACK and self._decision is not None:
            ways = reversed(self._decision.ways)
            return tuple(w.back for w in ways if w.begun and w.back)
        if self.act == GO_ON and self._decision is not None:
            return tuple(left for way in self._decision.ways if (left := way.left))
        remedy = self._finding.remedy(self.act) if self._finding else None
        return remedy.actions if remedy else ()

    def _write(self, language: str) -> None:
        """The text for whoever is asked, in its language."""
        from app.review.asking import question

        if self._finding is None:
            return
        with speaking(language):
            lines = [say(line) for line in question(self._finding, self._account)]
        self.text.setPlainText("\n\n".join(lines))
        both = (self.japanese, "ja", _("In Japanese")), (self.english, "en", _("In English"))
        for choice, its, words in both:
            choice.setChecked(its == language)
            choice.setText(f"✓ {words}" if its == language else words)

    def _go(self) -> None:
        reason = self.reason.text().strip()
        if self.act == KEEP and not reason:
            self.note.note(_("Say in a few words why. A year from now nobody will remember."))
            self.reason.setFocus()
            return
        if self.act == ASK:
            QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.confirmed.emit(self.act, reason)

    def _leave(self) -> None:
        act = self.act
        self.clear()
        self.given_up.emit(act)


def _title(act: str) -> str:
    return {
        SWITCH_OFF: _("This will be done. You can put it back later."),
        CLOSE: _("This will be done. What is needed to put it back is kept on this computer."),
        BACK: _("This will be put back:"),
        GO_ON: _("This is left to be done:"),
        ASK: _(
            "Send this to whoever may know: a colleague, or a service that you use. Meanwhile "
            "the way in stays open. If nobody but the vendor says that you need it, don't keep "
            "it."
        ),
        KEEP: "",
    }[act]


def _button(act: str) -> str:
    return {
        SWITCH_OFF: _("Switch it off now"),
        CLOSE: _("Take it away now"),
        BACK: _("Put it back now"),
        GO_ON: _("Go on now"),
        ASK: _("Copy the text"),
        KEEP: _("Keep it"),
    }[act]

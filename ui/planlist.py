"""A plan in plain words: what will be done, what is so already, what can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.messages import Message
from app.plan import Action, Plan, Progress
from ui import theme
from ui.busy import Busy
from ui.widgets import Card, Mark, Text, named
from ui.words import _, say

LAST = "last"  # no action of AWS has this id


class PlanList(Card):
    """The steps of a plan, one below the other; each follows the work when it is done."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        named(self, name, accessible)
        self._title = Text(accessible, bold=True)
        self._nothing = Text(tint="muted")
        self._rows: dict[str, _Row] = {}
        self.column.addWidget(self._title)
        self.column.addWidget(self._nothing)
        self._nothing.hide()

    def show_plan(
        self, plan: Plan | None, why_none: str = "", *, last: str = "", back: bool = False
    ) -> None:
        """Show these steps, and what is done after them; without a plan, why there is none.

        `back`: they put back what was, so that nothing is said of undoing them.
        """
        self._clear()
        if plan is None:
            self.show_nothing(why_none)
            return
        for number, action in enumerate(plan, start=1):
            self._rows[action.id] = _Row(number, say(action.message), action, back=back)
        if last:
            self._rows[LAST] = _Row(len(plan) + 1, last)
        for row in self._rows.values():
            self.column.addWidget(row)
        self.setAccessibleDescription(" ".join(r.accessibleName() for r in self._rows.values()))

    def show_nothing(self, why: str) -> None:
        """There is no plan, for this reason."""
        self._clear()
        self._nothing.say(why)
        self._nothing.setVisible(bool(why))
        self.setAccessibleDescription(why)

    def follow(self, progress: Progress) -> None:
        """Show how far the work has come."""
        if row := self._rows.get(progress.action.id):
            row.follow(progress)

    def _clear(self) -> None:
        self._nothing.hide()
        for row in self._rows.values():
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}


def follow(report: object, plan: PlanList, busy: Busy) -> None:
    """Show what the work reports, in the plan and at the bar."""
    if isinstance(report, Message):
        busy.say(f"{say(report)} …")
    elif isinstance(report, Progress):
        plan.follow(report)
        action = report.action.undo if report.undoing else report.action
        busy.say(f"{say((action or report.action).message)} …")
        busy.step(report.number - (not report.done), report.total)


class _Row(QWidget):
    """One step: its number or a sign, the sentence, and a word on how it stands."""

    def __init__(
        self, number: int, sentence: str, action: Action | None = None, *, back: bool = False
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._number = Text(f"{number}.", bold=True, tint="accent")
        self._mark = Mark()
        self._number.setFixedWidth(self._mark.width())
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word = Text(scale=theme.SMALL, tint="muted")
        self._word.setWordWrap(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(0.6))
        top = Qt.AlignmentFlag.AlignTop
        for sign in (self._number, self._mark):
            grid.addWidget(sign, 0, 0, top)
        grid.addWidget(Text(self._sentence), 0, 1)
        grid.addWidget(self._word, 0, 2, top | Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        self._begin(action, back=back)

    def _begin(self, action: Action | None, *, back: bool) -> None:
        if action is None or (back and not action.already):
            self._show("none", "", "muted")
        elif action.already:
            self._show("good", _("Already so"), "good")
        elif action.undoable:
            self._show("none", _("Can be undone"), "muted")
        else:
            self._show("none", _("Can't be undone"), "muted")

    def follow(self, progress: Progress) -> None:
        """Show that it begins, is done, or is taken back."""
        if progress.undoing:
            self._show("warn", _("Taken back"), "warn")
        elif progress.done:
            self._show("good", _("Done"), "good")
        else:
            self._show("none", _("Being done …"), "text")

    def _show(self, mark: str, word: str, tint: str) -> None:
        self._number.setVisible(mark == "none")
        self._mark.setVisible(mark != "none")
        self._mark.show_state(mark)
        self._word.say(word)
        self._word.colour(tint)
        self.setAccessibleName(f"{self._sentence}: {word}." if word else f"{self._sentence}.")

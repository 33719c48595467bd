"""A plan in plain words: what will be done, what is so already, what can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.messages import Message
from app.plan import Plan, Progress
from ui import theme
from ui.busy import Busy
from ui.putaway import put_away
from ui.shortline import Line
from ui.widgets import Card, Mark, Text, named
from ui.words import _, say

_Kind = tuple[str, bool, bool]  # a step's id, whether it's so already, and can't be undone
LAST = "last"  # no action of AWS has this id
NONE, ALREADY, DOING, DONE, BACK = range(5)


class PlanList(Card):
    """The steps of a plan, one below the other; each follows the work, and stays when it is done.

    A step has a word of its own only where it stands out from the others.
    """

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        named(self, name, accessible)
        pad = theme.em(0.6)
        self.column.setContentsMargins(theme.em(0.9), pad, theme.em(0.9), pad)
        self.column.setSpacing(theme.em(0.1))
        self.title = Text(accessible, bold=True)
        self._nothing = Text(tint="muted")
        self._undo = Text(scale=theme.SMALL)  # not muted: it has the limits of taking back
        self._rows: list[_Row] = []
        self._kinds: list[_Kind] | None = []  # of the rows, as long as none has been followed
        for widget in (self.title, self._nothing, self._undo):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._nothing.hide()
        self._undo.hide()

    def show_plan(
        self, plan: Plan | None, why_none: str = "", *, last: str = "", back: bool = False
    ) -> None:
        """Show these steps, and what is done after them; without a plan, why there is none.

        `back`: they put back what was, or it is said elsewhere: nothing is said of undoing them.
        """
        if plan is None:
            self.show_nothing(why_none)
            return
        todo = () if back else tuple(action for action in plan if not action.already)
        undoable = bool(todo) and all(action.undoable for action in todo)
        free = undoable or back
        kinds = [(a.id, a.already, not (free or a.undoable)) for a in plan]
        sentences = [say(action.message) for action in plan]
        if last:
            kinds.append((LAST, False, False))
            sentences.append(last)
        self._show_rows(kinds, sentences)
        self._undo.say(
            _("You can undo these steps. You can't undo what the vendor changes or deletes.")
            if undoable
            else ""
        )
        self._undo.setVisible(undoable)
        self._describe()

    def _show_rows(self, kinds: list[_Kind], sentences: list[str]) -> None:
        """Say `sentences` in the rows that are there, if they are of these kinds, or in new ones.

        A plan is made at every letter of a folder's name, and new rows take their time.
        """
        self._nothing.hide()
        if kinds == self._kinds:
            for row, sentence in zip(self._rows, sentences, strict=True):
                row.say(sentence)
            return
        self._clear()
        self._kinds = kinds
        for number, (kind, sentence) in enumerate(zip(kinds, sentences, strict=True), start=1):
            name, already, final = kind
            row = _Row(name, number, sentence, already=already, final=final)
            self._rows.append(row)
            self.column.insertWidget(number, row)
            row.show()  # Qt itself shows what is put into a layout a turn later than the rest

    def show_nothing(self, why: str) -> None:
        """There is no plan, for this reason."""
        self._clear()
        self._nothing.say(why)
        self._nothing.setVisible(bool(why))
        self.setAccessibleDescription(why)

    def follow(self, progress: Progress) -> str:
        """Show how far the work has come; returns where that is, as "2 of 5", or ""."""
        row = self._row(progress.action.id)
        if row is None:
            return ""
        self._undo.hide()
        self._kinds = None
        stand = BACK if progress.undoing else DONE if progress.done else DOING
        row.show_stand(stand)
        self._describe()
        return self._place(row)

    def follow_last(self, *, done: bool) -> str:
        """The same for what is done after the plan's own steps."""
        row = self._row(LAST)
        if row is None:
            return ""
        self._kinds = None
        row.show_stand(DONE if done else DOING)
        self._describe()
        return self._place(row)

    def _row(self, name: str) -> _Row | None:
        return next((row for row in self._rows if row.name == name), None)

    def _place(self, row: _Row) -> str:
        words = _("{number} of {total}")
        return words.format(number=row.number, total=len(self._rows))

    def _describe(self) -> None:
        said = (*(row.accessibleName() for row in self._rows), self._undo.plain)
        self.setAccessibleDescription(" ".join(words for words in said if words))

    def _clear(self) -> None:
        self._nothing.hide()
        self._undo.hide()
        self._undo.say("")
        put_away(self.column, *self._rows)
        self._rows, self._kinds = [], []


def follow(report: object, plan: PlanList, busy: Busy) -> None:
    """Show what the work reports, in the plan and at the bar, and have it said."""
    if isinstance(report, Message):
        busy.tell(f"{say(report)} …")
    elif isinstance(report, Progress):
        place = plan.follow(report)
        action = report.action.undo if report.undoing else report.action
        words = say((action or report.action).message)
        if not report.done:
            now = _("{place}: {what} …").format(place=place, what=words)
            busy.tell(now if place and not report.undoing else f"{words} …")
        busy.step(report.number - (not report.done), report.total)


class _Row(QWidget):
    """One step: its number or a sign, the sentence, and a word on how it stands."""

    def __init__(
        self, name: str, number: int, sentence: str, *, already: bool, final: bool
    ) -> None:
        """`name` is the step's id; `already`: it is so; `final`: it alone can't be undone."""
        super().__init__()
        self.name, self.number = name, number
        self._sentence = sentence
        self._line = Line(sentence)
        self._count = Line(f"{number}.", bold=True, tint="accent")
        self._mark = Mark()
        side = theme.em(1.15)
        self._mark.setFixedSize(side, side)
        self._count.setFixedWidth(side)
        self._count.setMinimumHeight(side)  # the rows below stay where they are
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word = Line(scale=theme.SMALL, tint="muted")
        self._word.setWordWrap(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.em(0.5))
        top = Qt.AlignmentFlag.AlignTop
        for sign in (self._count, self._mark):
            grid.addWidget(sign, 0, 0, top)
        grid.addWidget(self._line, 0, 1)
        grid.addWidget(self._word, 0, 2, top | Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        if already:
            self.show_stand(ALREADY)
        else:
            self.show_stand(NONE, _("Can't be undone") if final else "")

    def say(self, sentence: str) -> None:
        """Say it in other words: what stands beside it stays."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._line.say(sentence)
            self._name()

    def _name(self) -> None:
        said = self._word.plain
        self.setAccessibleName(f"{self._sentence}: {said}." if said else f"{self._sentence}.")

    def show_stand(self, stand: int, word: str = "") -> None:
        """Show that it is to be done, is so already, is being done, is done, or is taken back."""
        mark, said, tint = {
            NONE: ("none", word, "muted"),
            ALREADY: ("good", _("Already so"), "good"),
            DOING: ("none", _("Being done …"), "text"),
            DONE: ("good", _("Done"), "good"),
            BACK: ("warn", _("Taken back"), "warn"),
        }[stand]
        self._count.setVisible(mark == "none")
        self._mark.setVisible(mark != "none")
        self._mark.show_state(mark)
        self._word.say(said)
        self._word.colour(tint)
        self._word.setVisible(bool(said))
        self._name()

"""Steps of which one is open at a time, alone or among the lines of all the others."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.beside import Beside
from ui.fold import Head
from ui.stepmeter import StepMeter
from ui.stepsection import StepSection
from ui.widgets import Button, Text, flow, named
from ui.words import _

if TYPE_CHECKING:
    from ui.fold import Fold
    from ui.page import Page

ROOM_EM = 27.0  # with less room the buttons stand below the words


class StepList(QWidget):
    """Opens the first step that isn't done; what is ticked is kept as "PAGE.N".

    Subclasses have `fill`. `name` begins the object names: "step" makes step_1, step_1_head and
    so on. `beside` is the button to the page of AWS; `after` is shown once all are done.
    """

    opened = Signal(object)  # the step that the customer has come to; None after the last
    changed = Signal()  # there is more or less to be seen

    def __init__(
        self, page: Page, name: str, titles: Collection[str], beside: Button, after: QWidget | None
    ) -> None:
        super().__init__()
        self.page, self._key, self._after = page, page.objectName(), after
        self.then: QWidget | None = None  # what gets the keyboard after the last step
        self.beside, self.where = beside, Text(bold=True)
        named(self.where, f"{name}s_where")
        self.all = Head()
        named(self.all, f"{name}s_all", _("All steps"))
        self.all.setText(_("All steps"))
        self.all.clicked.connect(self._overview)
        self.meter = StepMeter(len(titles))
        self.sections = tuple(
            StepSection(name, number, title, self.fill, done=self.done_words(number == len(titles)))
            for number, title in enumerate(titles, 1)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.25))
        column.addWidget(self._top(beside))
        column.addWidget(self.meter)
        column.addSpacing(theme.em(0.15))
        for section in self.sections:
            section.ticked.connect(self._ticked)
            section.pressed.connect(self._pressed)
            column.addWidget(section)
        if after is not None:
            column.addWidget(after)

    def _top(self, beside: Button) -> Beside:
        """Where the customer is, and beside it, or below it in a narrow window, what to press."""
        buttons = QWidget()
        line = flow(self.all, beside)
        buttons.setLayout(line)
        top = Beside(self.where, ROOM_EM, 0.8)
        top.add(buttons)
        top.level()
        return top

    def fill(self, number: int, column: QVBoxLayout) -> Fold | None:
        """Put what is inside step `number` into `column`. Returns the help for it, if any."""
        raise NotImplementedError

    def done_words(self, last: bool) -> str:
        """What a step's button says; `last`: no other follows."""
        return _("Done") if last else _("Done, next step")

    # --- what is shown -----------------------------------------------------------------------
    def show_ticks(self, ticks: Collection[str]) -> None:
        """Show what has been done so far."""
        for section in self.sections:
            section.set_ticked(f"{self._key}.{section.number}" in ticks)
        self._arrange()

    @property
    def here(self) -> StepSection | None:
        """The step that is open."""
        return next((section for section in self.sections if section.is_open), None)

    @property
    def left(self) -> int:
        """How many steps aren't done yet."""
        return sum(not section.box.isChecked() for section in self.sections)

    def make_first(self) -> None:
        """Have what is inside the step made that `open_first` would open, if it can be seen."""
        if not self.isHidden() and (first := self._first()) is not None:
            first.make()

    def open_first(self) -> StepSection | None:
        """Open the first step that isn't done, and none when all are. Returns it."""
        self.open_one(first := self._first())
        return first

    def _first(self) -> StepSection | None:
        return next((s for s in self.sections if not s.box.isChecked()), None)

    def close_all(self) -> None:
        """Open none."""
        self.open_one(None)

    def open_one(self, wanted: StepSection | None) -> None:
        """Open `wanted` alone; for None they are all closed, and can be chosen from."""
        for section in self.sections:
            if section.is_open != (section is wanted):
                section.set_open(section is wanted)
        self.all.setChecked(wanted is None and self.left > 0)
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """The step in hand alone, unless all are to be seen."""
        here, every = self.here, self.all.isChecked()
        for section in self.sections:
            section.setVisible(every or section is here)
        done = tuple(section.box.isChecked() for section in self.sections)
        self.meter.show_steps(done, here.number if here else 0)
        self.where.say(self._where(here.number if here else 0, sum(done)))
        if self._after is not None:
            self._after.setVisible(not self.left)

    def _where(self, number: int, done: int) -> str:
        count = len(self.sections)
        if done == count:
            return _("All {count} steps are done").format(count=count)
        if not number:
            return _("{done} of {count} steps are done").format(done=done, count=count)
        if not done:
            return _("Step {number} of {count}").format(number=number, count=count)
        words = _("Step {number} of {count}: {done} done, {left} to go")
        return words.format(number=number, count=count, done=done, left=count - done)

    def _overview(self, wanted: bool) -> None:
        """Show all of them, or the one to go on with alone."""
        if not wanted and self.here is None:
            self.open_first()
            return
        self._arrange()
        self.changed.emit()

    # --- what the customer does --------------------------------------------------------------
    def _ticked(self, number: int, ticked: bool) -> None:
        focus: QWidget | None = self.window().focusWidget()
        had_it = focus is not None and self.sections[number - 1].isAncestorOf(focus)
        self.page.desk.tick(f"{self._key}.{number}", ticked)
        if not ticked:
            return
        first = self.open_first()
        target = first.head if first else self.then
        if had_it and target is not None:  # what was pressed is folded away now, with its step
            target.setFocus()
        if first is not None:
            self.page.announce(f"{self.where.plain}. {first.head.text()}")
        self.opened.emit(first)

    def _pressed(self, number: int) -> None:
        section = self.sections[number - 1]
        self.open_one(None if section.is_open else section)
        if section.is_open:
            self.opened.emit(section)


def scroll_to(area: QScrollArea, target: QWidget) -> None:
    """Show all of `target`, or if it is too tall its beginning; move no more than that takes."""
    inside, bar = area.widget(), area.verticalScrollBar()
    if inside is None or not inside.isAncestorOf(target):
        return
    margin = theme.em(0.8)
    top = target.mapTo(inside, QPoint(0, 0)).y()
    foot = top + target.height() + margin - area.viewport().height()
    bar.setValue(min(top - margin, max(bar.value(), foot)))


def scroll_soon(area: QScrollArea, target: QWidget) -> None:
    """The same, once what has just been opened has found its place."""
    QTimer.singleShot(0, target, lambda: scroll_to(area, target))

"""The list of all steps at the side, and where you are in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.journey import Step
from ui import theme
from ui.spacing import UNLIMITED, fill_box
from ui.steprows import STATE, StepRows
from ui.steptitles import step_title
from ui.widgets import Text, named
from ui.words import _, language

WIDTH_EM = 11.5
PAD_EM = 0.7


class Sidebar(QWidget):
    """The journey's steps: done, passed with something open, here, to come."""

    SPOKEN = Qt.ItemDataRole.AccessibleTextRole
    placed = Signal(str)  # what the page has to say of it, which is nothing while this is seen

    def __init__(self, title: str) -> None:
        super().__init__()
        self._place: tuple[object, ...] = ()
        self._here = (0, 0)  # the number of the step, and how many there are
        self._title = Text(title, bold=True, scale=theme.LEAD)
        self.list = QListWidget()
        named(self.list, "sidebar", _("Steps"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setItemDelegate(StepRows(self.list))
        self.list.viewport().setAutoFillBackground(False)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title.setContentsMargins(theme.em(0.5), 0, 0, 0)
        column = QVBoxLayout(self)
        pad = theme.em(PAD_EM)
        column.setContentsMargins(pad, theme.em(1.2), pad, pad)
        column.setSpacing(theme.em(theme.GAP))
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        self.setFixedWidth(theme.em(WIDTH_EM))

    def fill_parent(self) -> None:
        """Reach the window's edges: QWizard puts its side widget into a box with margins."""
        fill_box(self.parentWidget())
        self.give_way(self.isHidden())

    def give_way(self, narrow: bool) -> None:
        """Leave the page all of a narrow window: the box, which is never empty to Qt, goes too."""
        self.setHidden(narrow)
        box = self.parentWidget()
        if box is not None and not box.isWindow():
            box.setMaximumWidth(0 if narrow else UNLIMITED)
        self._tell()

    def rename(self, title: str) -> None:
        """Show the journey's title in a new language."""
        self._title.say(title)

    def show_place(
        self,
        here: str,
        shown: tuple[Step, ...],
        done: frozenset[str],
        still: frozenset[str] = frozenset(),
    ) -> None:
        """List the steps `shown`, mark the step `here`, and tick those that are `done`.

        Of those done, `still` are passed, but something is left to do there.
        """
        names = [step.name for step in shown]
        self._here = (names.index(here) + 1 if here in names else 0), len(names)
        self._tell()
        now = (here, shown, done, still, language())
        if now == self._place:
            return
        self._place = now
        self.list.clear()
        for number, step in enumerate(shown, start=1):
            title = step_title(step.name)
            state, words = "todo", _("{number}. {step}, to come")
            if step.name == here:
                state, words = "here", _("{number}. {step}, you are here")
            elif step.name in done & still:
                state, words = "open", _("{number}. {step}, something is open")
            elif step.name in done:
                state, words = "done", _("{number}. {step}, done")
            item = QListWidgetItem(title)
            item.setData(STATE, (state, number))
            spoken = words.format(number=number, step=title)
            item.setData(self.SPOKEN, spoken)
            self.list.addItem(item)
        QTimer.singleShot(0, self, self._show_here)  # its bar makes rows narrower, and higher

    def _show_here(self) -> None:
        """Scroll to the step one is at, once the rows have their heights."""
        number, _count = self._here
        if (item := self.list.item(number - 1)) is not None:
            self.list.scrollToItem(item)

    def _tell(self) -> None:
        """In a narrow window the page says where one is; one step alone is no place."""
        number, count = self._here
        text = _("{journey}: step {number} of {count}")
        told = text.format(journey=self._title.plain, number=number, count=count)
        self.placed.emit(told if self.isHidden() and number and count > 1 else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line that parts it from the page."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("sidebar"))
            line = max(1, theme.em() // 18)
            painter.fillRect(self.width() - line, 0, line, self.height(), theme.colour("line"))

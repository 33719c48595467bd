"""A list whose rows say more than a word: a sign, a title, a few lines, and a tag at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from ui import focusring, theme
from ui.plaintext import seen
from ui.row import Row
from ui.rows import ROW, RowDrawing
from ui.spacing import UNLIMITED
from ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPaintEvent, QResizeEvent

__all__ = ["ROW", "Row", "RowList"]

VALUE = Qt.ItemDataRole.UserRole
TALLEST_EM = 40.0


class RowList(QListWidget):
    """Rows as high as their words need; the page scrolls, not the list."""

    chosen_changed = Signal(str)

    def __init__(
        self,
        name: str,
        accessible: str,
        *,
        choice: bool = True,
        radio: bool = False,
        tallest: float = TALLEST_EM,
    ) -> None:
        """`choice`: a row can be chosen; `radio`: which one it is has a mark of its own, too."""
        super().__init__()
        self._fresh = False  # what is chosen was chosen for the customer, and nobody scrolled since
        self._scrolls = False  # it scrolls by itself
        self._tallest = tallest
        self._least, self._grows, self._most = 0.0, False, UNLIMITED
        named(self, name, accessible)
        self.choice = choice
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if choice else mode.NoSelection)
        self.setItemDelegate(RowDrawing(self, choice=choice, radio=radio))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(lambda *_: self._moved())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    def _moved(self) -> None:
        self.viewport().update()  # the line above the next row, too
        self.chosen_changed.emit(self.chosen)

    @property
    def chosen(self) -> str:
        """The value of the row that is chosen, or ""."""
        number = self.currentRow()
        return str(self.item(number).data(VALUE)) if self.choice and number >= 0 else ""

    @property
    def values(self) -> list[str]:
        """The values of all rows, from the top."""
        return [str(self.item(number).data(VALUE)) for number in range(self.count())]

    @property
    def below(self) -> int:
        """How many rows lie below its lower edge, or for the greater part."""
        return len(self.rows_below)

    @property
    def rows(self) -> list[Row]:
        """All rows, from the top."""
        return [self.item(number).data(ROW) for number in range(self.count())]

    @property
    def rows_below(self) -> list[Row]:
        """Those below: of what can be read already nobody says that it is still to come."""
        edge, every = self.viewport().height(), enumerate(self.rows)
        return [row for n, row in every if self.visualItemRect(self.item(n)).center().y() > edge]

    @property
    def above(self) -> int:
        """How many rows lie above its upper edge, or for the greater part."""
        return sum(self.visualItemRect(self.item(n)).center().y() < 0 for n in range(self.count()))

    def choose(self, value: str) -> bool:
        """Choose the row of `value`. Returns whether there is one."""
        for number in range(self.count()):
            if self.item(number).data(VALUE) == value:
                self._fresh = True
                self.setCurrentRow(number)
                return True
        return False

    def fill(self, rows: Iterable[Row], chosen: str = "") -> None:
        """Show `rows`; keep what was chosen, without saying that the customer chose."""
        was = self.blockSignals(True)
        keep = chosen or self.chosen
        self.clear()
        for row in rows:
            self._add(row)
        if not keep or not self.choose(keep):
            self.setCurrentRow(-1)
        self.blockSignals(was)
        self._fit()

    def add(self, row: Row) -> None:
        """One more row at the end."""
        self._add(row)
        self._fit()

    def _add(self, row: Row) -> None:
        row = replace(row, title=seen(row.title))
        item = QListWidgetItem(row.title)
        item.setData(ROW, row)
        item.setData(VALUE, row.value)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        self.addItem(item)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, a line where more lie below, and a ring around all while none can have it."""
        super().paintEvent(event)
        bar = self.verticalScrollBar()
        if bar.value() < bar.maximum():
            with QPainter(self.viewport()) as painter:
                line = max(1, theme.em() // 18)
                edge = self.viewport().rect().adjusted(0, self.viewport().height() - line, 0, 0)
                painter.fillRect(edge, theme.colour("outline"))
        if self.hasFocus() and self.currentRow() < 0:
            focusring.draw_around(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means higher."""
        super().resizeEvent(event)
        anew = event.size().width() != event.oldSize().width()
        if anew:
            self.scheduleDelayedItemsLayout()
            self._fit()
        if self.currentRow() < 0:
            return
        if self._fresh or anew:
            QTimer.singleShot(0, self, self._show_current)
        elif self._sees_current(event.oldSize().height()):
            QTimer.singleShot(0, self, self._keep_current)

    def _sees_current(self, height: int) -> bool:
        """Whether it was in sight while this was so high.

        Not by where Qt has the row: that lays out at once, in the midst of a resize, without end.
        """
        heads, at = [0, *self._feet()], self.verticalScrollBar().value()
        return heads[self.currentRow()] >= at and heads[self.currentRow() + 1] <= at + height

    def _keep_current(self) -> None:
        if self.currentRow() >= 0:
            self.scrollToItem(self.currentItem())

    def _show_current(self) -> None:
        """With as many rows above it as there is room for."""
        number, heads = self.currentRow(), [0, *self._feet()]
        if number < 0:
            return
        room, foot = self.viewport().height(), heads[number + 1]
        first = next((head for head in heads[:number] if foot - head <= room), heads[number])
        self._scroll_to(first)

    def _scroll_to(self, head: int) -> None:
        self._scrolls = True
        self.verticalScrollBar().setValue(head)
        self._scrolls = False

    def _scrolled(self) -> None:
        """Where somebody else has scrolled it, it stays."""
        self._fresh = self._fresh and self._scrolls

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring that row into sight, and begin with a whole one: half a row looks like a fault."""
        was, self._scrolls = self._scrolls, True
        super().scrollTo(index, hint)
        self._scrolls = was
        bar, heads = self.verticalScrollBar(), [0, *self._feet()]
        whole = next((head for head in heads if head >= bar.value()), bar.maximum())
        self._scroll_to(min(whole, heads[index.row()]))

    def take_room(self, least: float, *, grows: bool = True) -> None:
        """Take what height the page has left, but `least` em; 0: as high as the rows need.

        Without `grows` no more than the rows need.
        """
        if (least, grows) == (self._least, self._grows):
            return
        self._least, self._grows = least, grows
        way = QSizePolicy.Policy.Expanding if least else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, way)
        self._fit()

    def end_at_row(self, room: int) -> None:
        """Where it takes room it is as high as the rows that wholly fit into `room` pixels.

        Where it has been scrolled into the midst of a row it stays as it is.
        """
        heads, at = [0, *self._feet()], self.verticalScrollBar().value()
        if at not in heads:
            return
        at = min(at, next(head for head in heads if heads[-1] - head + 2 <= room or head >= at))
        fit = max(foot - at + 2 for foot in heads if foot - at + 2 <= room or foot <= at)
        most = fit if fit >= self.minimumHeight() else UNLIMITED
        if most != self._most:
            self._most = most
            self._fit()

    def _feet(self) -> list[int]:
        return list(accumulate(self.sizeHintForRow(number) for number in range(self.count())))

    def sizeHint(self) -> QSize:
        """No higher than it has to be: what is free is given to it."""
        usual = super().sizeHint()
        return QSize(usual.width(), self.minimumHeight()) if self._least else usual

    def _fit(self) -> None:
        feet = self._feet()
        rows, most = feet[-1] if feet else 0, theme.em(self._least or self._tallest)
        if not self._least:  # where there are too many it ends below a row, not in one
            most = max((foot for foot in feet if foot <= most), default=most)
        height = max(theme.em(0.5), min(rows, most)) + 2
        self.setMinimumHeight(height)
        grown = max(height, self._most) if self._grows else rows + 2
        self.setMaximumHeight(grown if self._least else height)
        self.updateGeometry()

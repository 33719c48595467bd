"""A list whose rows say more than a word: a sign, a title, a few lines, and a tag at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import theme
from ui.widgets import STROKES, named

ROW = Qt.ItemDataRole.UserRole + 1
VALUE = Qt.ItemDataRole.UserRole
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
MARKS = {"good": "good", "warn": "warn", "bad": "bad"}
TALLEST_EM = 40.0


@dataclass(frozen=True)
class Row:
    """`mark` is "good", "warn", "bad", "none", or "" for no sign; `value` is what was chosen."""

    title: str
    details: tuple[str, ...] = ()
    tag: str = ""
    mark: str = ""
    value: str = ""
    quiet: bool = False  # of less weight than the others
    tag_mark: str = "none"

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        parts = (self.title, self.tag, *self.details)
        return ". ".join(part.rstrip(".。") for part in parts if part)


class RowList(QListWidget):
    """Rows as high as their words need; the page scrolls, not the list."""

    chosen_changed = Signal(str)

    def __init__(self, name: str, accessible: str, *, choice: bool = True) -> None:
        super().__init__()
        named(self, name, accessible)
        self.choice = choice
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if choice else mode.NoSelection)
        self.setItemDelegate(_Drawing(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen))

    @property
    def chosen(self) -> str:
        """The value of the row that is chosen, or ""."""
        number = self.currentRow()
        return str(self.item(number).data(VALUE)) if self.choice and number >= 0 else ""

    def choose(self, value: str) -> bool:
        """Choose the row of `value`. Returns whether there is one."""
        for number in range(self.count()):
            if self.item(number).data(VALUE) == value:
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
        item = QListWidgetItem(row.title)
        item.setData(ROW, row)
        item.setData(VALUE, row.value)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        self.addItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        height = sum(self.sizeHintForRow(number) for number in range(self.count()))
        self.setFixedHeight(max(theme.em(0.5), min(height, theme.em(TALLEST_EM))) + 2)


@dataclass(frozen=True)
class _Place:
    """Where the parts of a row are."""

    title: QRect
    tag: QRect
    details: tuple[QRect, ...]
    height: int


class _Drawing(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._rows = rows

    def _fonts(self, row: Row) -> tuple[QFont, QFont]:
        return theme.font(bold=bool(row.details) and not row.quiet), theme.font(theme.SMALL)

    def _place(self, row: Row, width: int) -> _Place:
        title_font, small = self._fonts(row)
        pad = theme.em(0.5 if row.details else 0.3)
        left = theme.em(0.7) + (theme.em(1.6) if row.mark else 0)
        tag_width = QFontMetrics(small).horizontalAdvance(row.tag) + theme.em(1) if row.tag else 0
        room = width - left - theme.em(0.7)
        top, bottom = pad, pad
        title = _lines(title_font, row.title, left, top, room - tag_width)
        tag = QRect(left + room - tag_width, top, tag_width, QFontMetrics(title_font).height())
        bottom = title.bottom() + 1
        details = []
        for text in row.details:
            rect = _lines(small, text, left, bottom + theme.em(0.15), room)
            details.append(rect)
            bottom = rect.bottom() + 1
        return _Place(title, tag, tuple(details), bottom + pad)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the words need."""
        width = self._rows.viewport().width()
        return QSize(width, self._place(index.data(ROW), width).height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        row: Row = index.data(ROW)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, first=index.row() == 0)
        place = self._place(row, box.width())
        painter.translate(box.topLeft())
        title_font, small = self._fonts(row)
        painter.setFont(title_font)
        painter.setPen(theme.colour("muted" if row.quiet else "text"))
        painter.drawText(place.title, WRAP, row.title)
        if row.mark:
            _sign(painter, row.mark, theme.em(0.7), place.title)
        painter.setFont(small)
        self._tag(painter, row, place.tag)
        painter.setPen(theme.colour("muted"))
        for rect, text in zip(place.details, row.details, strict=True):
            painter.drawText(rect, WRAP, text)
        painter.restore()

    def _tag(self, painter: QPainter, row: Row, rect: QRect) -> None:
        if not row.tag:
            return
        painter.setPen(theme.colour(MARKS.get(row.tag_mark, "muted")))
        painter.drawText(
            rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.tag
        )

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> None:
        state, pen = option.state, max(1.0, theme.em() / 18)
        box = QRectF(option.rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or (self._rows.choice and state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(theme.colour("accent"), 2 * pen) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
            radius = theme.em(0.35)
            painter.drawRoundedRect(box.adjusted(pen, pen, -pen, -pen), radius, radius)
        if not first and not chosen:
            painter.setPen(QPen(theme.colour("line"), pen))
            painter.drawLine(box.topLeft(), box.topRight())
        if self._rows.hasFocus() and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("text"), pen, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = 3.5 * pen
            painter.drawRoundedRect(box.adjusted(inner, inner, -inner, -inner), inner, inner)


def _lines(font: QFont, text: str, left: int, top: int, room: int) -> QRect:
    """The room that `text` takes when it is wrapped."""
    free = QRect(left, top, max(room, theme.em(4)), 100_000)
    high = QFontMetrics(font).boundingRect(free, WRAP, text).height()
    return QRect(left, top, free.width(), high)


def _sign(painter: QPainter, mark: str, left: int, title: QRect) -> None:
    """The sign beside the title's first line: never by colour alone."""
    side = theme.em(1.1)
    line = QFontMetrics(painter.font()).height()
    painter.save()
    painter.translate(left, title.top() + (line - side) / 2)
    painter.scale(side, side)
    pen = QPen(theme.colour(MARKS.get(mark, "outline")), 0.1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark not in STROKES:  # an empty ring would look like something to be ticked
        painter.setBrush(theme.colour("outline"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(0.36, 0.36, 0.28, 0.28))
        painter.restore()
        return
    painter.drawEllipse(QRectF(0.06, 0.06, 0.88, 0.88))
    for stroke in STROKES.get(mark, ()):
        painter.drawPolyline([QPointF(x, y) for x, y in stroke])
    painter.restore()

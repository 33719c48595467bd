"""How rows that say more than a word are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import focusring, theme
from ui.linebreaks import kept_together, parted
from ui.mark import STROKES
from ui.row import Row

ROW = Qt.ItemDataRole.UserRole + 1
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
NARROW_EM = 19.0
MARKS = {"good": "good", "warn": "warn", "bad": "bad"}


@dataclass(frozen=True)
class _Place:
    """Where the parts of a row are."""

    title: QRect
    tag: QRect
    details: tuple[tuple[QRect, str], ...]
    height: int


class RowDrawing(QStyledItemDelegate):
    """Draws a row; `choice` says whether rows can be chosen, `radio` whether a ring says which."""

    def __init__(self, rows: QListWidget, *, choice: bool, radio: bool = False) -> None:
        super().__init__(rows)
        self._rows, self._choice, self._radio = rows, choice, radio

    def _fonts(self, row: Row) -> tuple[QFont, QFont]:
        return theme.font(bold=bool(row.drawn) and not row.quiet), theme.font(theme.SMALL)

    def _place(self, row: Row, width: int) -> _Place:
        title_font, small = self._fonts(row)
        pad = theme.em(0.5 if row.drawn else 0.3)
        left = theme.em(0.7) + (theme.em(1.6) if self._marked(row) else 0)
        left += theme.em(1.6) if self._radio else 0
        tag_width = QFontMetrics(small).horizontalAdvance(row.tag) + theme.em(1) if row.tag else 0
        room = width - left - theme.em(0.7)
        top, bottom = pad, pad
        line = QFontMetrics(title_font)
        # Beside a tag no title is broken that would fit into the whole line: the tag goes below;
        # in a narrow list it does in each row, so that they are alike.
        fits = room - tag_width >= line.horizontalAdvance(row.title)
        under = bool(row.tag) and (width < theme.em(NARROW_EM) or not fits)
        words = kept_together(row.title)
        title = _lines(title_font, words, left, top, room - (0 if under else tag_width))
        tag = QRect(left + room - tag_width, top, tag_width, line.height())
        bottom = title.bottom() + 1
        if under:
            tag = QRect(left, bottom, room, QFontMetrics(small).height())
            bottom = tag.bottom() + 1
        details = []
        for text in (_parted(small, text, room) for text in row.drawn):
            rect = _lines(small, text, left, bottom + theme.em(0.15), room)
            details.append((rect, text))
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
        above = self._choice and self._rows.currentRow() == index.row() - 1
        self._ground(painter, option, parted=index.row() > 0 and not above)
        place = self._place(row, box.width())
        painter.translate(box.topLeft())
        title_font, small = self._fonts(row)
        painter.setFont(title_font)
        painter.setPen(theme.colour("muted" if row.quiet else "text"))
        self._write(painter, place.title, kept_together(row.title))
        head = QRect(0, box.top() + place.title.top(), 1, painter.fontMetrics().height())
        led = self._whole(head, painter) == head
        if self._radio and led:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _ring(painter, theme.em(0.7), place.title, chosen=chosen)
        if self._marked(row) and led:
            _sign(painter, row.mark, theme.em(2.3 if self._radio else 0.7), place.title)
        painter.setFont(small)
        self._tag(painter, row, place)
        painter.setPen(theme.colour("muted"))
        for rect, text in place.details:
            self._write(painter, rect, text)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, text: str) -> None:
        """Its lines that are wholly in sight: half of their letters would look like a fault."""
        shown = self._whole(rect.translated(0, round(painter.transform().dy())), painter)
        if shown.height() < rect.height():
            painter.save()
            painter.setClipRect(shown.translated(0, -round(painter.transform().dy())))
            painter.drawText(rect, WRAP, text)
            painter.restore()
        else:
            painter.drawText(rect, WRAP, text)

    def _whole(self, rect: QRect, painter: QPainter) -> QRect:
        """The part of `rect`, of lines of one height, that the list's edges don't cut."""
        edge = self._rows.viewport().height()
        if rect.top() >= 0 and rect.bottom() < edge:
            return rect
        line = rect.height() / max(1, round(rect.height() / painter.fontMetrics().lineSpacing()))
        first = max(0, ceil(-rect.top() / line))
        last = min(rect.height() // line, (edge - rect.top()) // line)
        high = max(0, round((last - first) * line))
        return QRect(rect.left(), rect.top() + round(first * line), rect.width(), high)

    def _marked(self, row: Row) -> bool:
        return bool(row.mark) and not (self._radio and row.mark not in STROKES)

    def _tag(self, painter: QPainter, row: Row, place: _Place) -> None:
        if not row.tag:
            return
        painter.setPen(theme.colour(MARKS.get(row.tag_mark, "muted")))
        beside = place.tag.top() == place.title.top()
        top = round(painter.transform().dy())
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        if self._whole(where := place.tag.translated(0, top), painter) == where:
            painter.drawText(place.tag, int(side | Qt.AlignmentFlag.AlignVCenter), row.tag)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, *, parted: bool) -> None:
        """`parted`: a line is between it and the row above, which has no frame of its own."""
        state, pen = option.state, max(1.0, theme.em() / 18)
        box = QRectF(option.rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or (self._choice and state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(theme.colour("accent"), 2 * pen) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
            radius = theme.em(0.35)
            painter.drawRoundedRect(box.adjusted(pen, pen, -pen, -pen), radius, radius)
        if parted and not chosen:
            painter.setPen(QPen(theme.colour("line"), pen))
            painter.drawLine(box.topLeft(), box.topRight())
        if self._rows.hasFocus() and state & QStyle.StateFlag.State_HasFocus:
            inner = 3 * pen  # inside of the edge that a chosen row has
            within = box.adjusted(inner, inner, -inner, -inner)
            focusring.draw(painter, within, inner, within=chosen)


def _parted(font: QFont, text: str, room: int) -> str:
    line = QFontMetrics(font)
    lines = parted(text, lambda some: line.horizontalAdvance(some) <= room)
    return "\n".join(map(kept_together, lines.split("\n")))


def _lines(font: QFont, text: str, left: int, top: int, room: int) -> QRect:
    """The room that `text` takes when it is wrapped."""
    free = QRect(left, top, max(room, theme.em(4)), 100_000)
    high = QFontMetrics(font).boundingRect(free, WRAP, text).height()
    return QRect(left, top, free.width(), high)


def _ring(painter: QPainter, left: int, title: QRect, *, chosen: bool) -> None:
    """What a radio button has: filled where the row is the chosen one."""
    pen = max(1.0, theme.em() / 16)
    side = theme.target(1.2) - 5 * pen  # as in ui/style.py
    line = QFontMetrics(painter.font()).height()
    box = QRectF(left, title.top() + (line - side) / 2, side, side)
    painter.setPen(QPen(theme.colour("accent" if chosen else "outline"), pen))
    painter.setBrush(theme.colour("accent" if chosen else "window"))
    painter.drawEllipse(box)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent"))
        third = side * 0.32
        painter.drawEllipse(box.adjusted(third, third, -third, -third))


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

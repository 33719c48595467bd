"""How a step is drawn in the list at the side."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

STATE = Qt.ItemDataRole.UserRole
DISC_EM, BESIDE_EM, END_EM = 1.25, 2.2, 0.3
MOST_PICTURES = 60  # all steps in each of their states
TICK = ((0.3, 0.52), (0.45, 0.66), (0.7, 0.36))


class StepRows(QStyledItemDelegate):
    """Draws a step: a disc with its number, a tick once done, or "!", and its name.

    A row's picture is kept: QWizard has the whole window painted, twice, at each page's coming.
    """

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._list = rows
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the name needs when it wraps, beside a bar and in bold, too."""
        state, _number = index.data(STATE)
        wide = self._list.viewport().width()
        room = wide - theme.em(BESIDE_EM) - theme.em(END_EM)
        metrics = QFontMetrics(theme.font(bold=state == "here"))
        flags = int(Qt.TextFlag.TextWordWrap)
        words = metrics.boundingRect(0, 0, room, 10_000, flags, index.data())
        return QSize(wide, max(theme.target(1.9), words.height() + theme.em(0.7)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        right = option.direction == Qt.LayoutDirection.RightToLeft
        sharp = painter.device().devicePixelRatioF()
        size = option.rect.size()
        looks = (theme.colours(), theme.font().key(), sharp, size.width(), size.height(), right)
        key = (index.data(STATE), index.data(), *looks)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = _picture(size, sharp)
            with QPainter(picture) as into:
                into.setLayoutDirection(option.direction)
                _row(into, QRectF(QPointF(), QSizeF(size)), index, right=right)
        painter.drawPixmap(option.rect.topLeft(), picture)


def _picture(size: QSize, sharp: float) -> QPixmap:
    """An empty one on the list's ground, so that letters have the edges that they have there."""
    made = QPixmap(size * sharp)
    made.setDevicePixelRatio(sharp)
    made.fill(theme.colour("sidebar"))
    return made


def _row(
    painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex, *, right: bool
) -> None:
    state, number = index.data(STATE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == "here":
        _here(painter, box, right=right)
    side = theme.em(DISC_EM)
    from_edge = theme.em(0.5)
    left = box.right() - from_edge - side if right else box.left() + from_edge
    _disc(painter, QRectF(left, box.center().y() - side / 2, side, side), state, number)
    painter.setFont(theme.font(bold=state == "here"))
    painter.setPen(theme.colour("text" if state != "todo" else "muted"))
    beside, end = theme.em(BESIDE_EM), theme.em(END_EM)
    words = box.adjusted(end if right else beside, 0, -beside if right else -end, 0)
    side_flag = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = Qt.AlignmentFlag.AlignVCenter | side_flag | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(words, int(flags | Qt.TextFlag.TextWordWrap), index.data())


def _here(painter: QPainter, box: QRectF, *, right: bool) -> None:
    """The place where the customer is: a ground of its own, and a bar at its side."""
    radius = theme.em(theme.ROUND)
    box = box.adjusted(0, 1, 0, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent_soft"))
    painter.drawRoundedRect(box, radius, radius)
    bar = QRectF(box.left(), box.top(), theme.em(0.22), box.height())
    if right:
        bar.moveRight(box.right())
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)


def _disc(painter: QPainter, disc: QRectF, state: str, number: int) -> None:
    """Filled with its number here, a tick once done, an empty ring with its number before."""
    ground, ink, edge = {
        "here": ("accent", "on_accent", "accent"),
        "done": ("good_soft", "good", "good"),
        "open": ("warn_soft", "warn", "warn"),
    }.get(state, ("window", "muted", "outline"))
    painter.setPen(QPen(theme.colour(edge), max(1.0, theme.em() / 18)))
    painter.setBrush(theme.colour(ground))
    painter.drawEllipse(disc)
    if state == "done":
        tick = QPen(theme.colour(ink), disc.width() / 9)
        tick.setCapStyle(Qt.PenCapStyle.RoundCap)
        tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(tick)
        corner, side = disc.topLeft(), disc.width()
        painter.drawPolyline([corner + QPointF(x * side, y * side) for x, y in TICK])
        return
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font(theme.SMALL, bold=True))
    sign = "!" if state == "open" else str(number)
    painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), sign)

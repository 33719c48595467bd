"""The list of all steps at the side, and where you are in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.journey import Step
from ui import theme
from ui.steptitles import step_title
from ui.widgets import Text, named
from ui.words import _, language

STATE = Qt.ItemDataRole.UserRole
WIDTH_EM = 11.5


class Sidebar(QWidget):
    """The journey's steps: done, here, to come."""

    SPOKEN = Qt.ItemDataRole.AccessibleTextRole

    def __init__(self, title: str) -> None:
        super().__init__()
        self._place: tuple[object, ...] = ()
        self._title = Text(title, bold=True, scale=theme.LEAD)
        self.list = QListWidget()
        named(self.list, "sidebar", _("Steps"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.viewport().setAutoFillBackground(False)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        pad = theme.em(1)
        column.setContentsMargins(pad, theme.em(1.8), pad, pad)
        column.setSpacing(pad)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        self.setFixedWidth(theme.em(WIDTH_EM))

    def fill_parent(self) -> None:
        """Reach the window's edges: QWizard puts its side widget into a box with margins."""
        box = self.parentWidget()
        layout = box.layout() if box is not None else None
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def rename(self, title: str) -> None:
        """Show the journey's title in a new language."""
        self._title.say(title)

    def show_place(self, here: str, shown: tuple[Step, ...], done: frozenset[str]) -> None:
        """List the steps `shown`, mark the step `here`, and tick those that are `done`."""
        now = (here, shown, done, language())
        if now == self._place:
            return
        self._place = now
        self.list.clear()
        for number, step in enumerate(shown, start=1):
            title = step_title(step.name)
            state, words = "todo", _("{number}. {step}, to come")
            if step.name == here:
                state, words = "here", _("{number}. {step}, you are here")
            elif step.name in done:
                state, words = "done", _("{number}. {step}, done")
            item = QListWidgetItem(title)
            item.setData(STATE, (state, number))
            spoken = words.format(number=number, step=title)
            item.setData(self.SPOKEN, spoken)
            self.list.addItem(item)
            if state == "here":
                self.list.scrollToItem(item)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line that parts it from the page."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("sidebar"))
            line = max(1, theme.em() // 18)
            painter.fillRect(self.width() - line, 0, line, self.height(), theme.colour("line"))


class _Rows(QStyledItemDelegate):
    """Draws a step: a disc with its number, or a tick once done, and its name."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the name needs when it wraps."""
        room = theme.em(WIDTH_EM - 4.4)
        flags = int(Qt.TextFlag.TextWordWrap)
        words = option.fontMetrics.boundingRect(0, 0, room, 10_000, flags, index.data())
        return QSize(room, max(theme.em(1.9), words.height() + theme.em(0.7)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it."""
        state, number = index.data(STATE)
        box: QRectF = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.em(1.25)
        disc = QRectF(box.left(), box.center().y() - side / 2, side, side)
        self._disc(painter, disc, state, number)
        painter.setFont(theme.font(bold=state == "here"))
        painter.setPen(theme.colour("text" if state != "todo" else "muted"))
        words = box.adjusted(theme.em(1.75), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), index.data())
        painter.restore()

    def _disc(self, painter: QPainter, disc: QRectF, state: str, number: int) -> None:
        ground, ink = {
            "here": ("accent", "on_accent"),
            "done": ("good_soft", "good"),
        }.get(state, ("window", "muted"))
        painter.setPen(theme.colour("line") if state == "todo" else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(disc)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        sign = "✓" if state == "done" else str(number)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), sign)

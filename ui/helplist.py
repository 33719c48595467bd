"""The list of the manual's sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import focusring, theme
from ui.pressing import PRESSING
from ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

    from app.manual import Section

Item = QModelIndex | QPersistentModelIndex
ANCHOR = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    """Rows with room for a finger, however few words there are in one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Item) -> QSize:
        """As high as its lines, and a little more."""
        usual = super().sizeHint(option, index)
        return QSize(usual.width(), usual.height() + theme.em(0.4))


class HelpList(QListWidget):
    """Going through it shows each section; Enter goes on to its text."""

    chosen_changed = Signal(str)  # an anchor
    entered_text = Signal()

    def __init__(self, accessible: str) -> None:
        super().__init__()
        named(self, "help_sections", accessible)
        self.setWordWrap(True)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setMinimumHeight(theme.em(4))
        self.currentItemChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen))

    @property
    def chosen(self) -> str:
        """The anchor of the section that is chosen, or ""."""
        number = self.currentRow()
        return str(self.item(number).data(ANCHOR)) if number >= 0 else ""

    def fill(self, sections: Iterable[Section], chosen: str) -> None:
        """List `sections`, and choose the one of the anchor `chosen`, or the first."""
        was = self.blockSignals(True)
        self.clear()
        for section in sections:
            item = QListWidgetItem(section.title)
            item.setData(ANCHOR, section.anchor)
            self.addItem(item)
        if not self.choose(chosen):
            self.setCurrentRow(0)
        self.blockSignals(was)

    def choose(self, anchor: str) -> bool:
        """Choose the section `anchor`. Returns whether it is in the list."""
        for number in range(self.count()):
            if self.item(number).data(ANCHOR) == anchor:
                self.setCurrentRow(number)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring while it has the keyboard: a chosen row looks the same without."""
        super().paintEvent(event)
        if self.hasFocus():
            focusring.draw_around(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no ring any more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the text."""
        if event.key() in PRESSING:
            self.entered_text.emit()
        else:
            super().keyPressEvent(event)

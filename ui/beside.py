"""Words with a drawing at their right, or below them where there is no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Beside(QWidget):
    """The words take what room there is; the drawing may be added later."""

    def __init__(self, words: QWidget, room: float, gap: float = 0.6) -> None:
        """`room`: with fewer em than that the drawing goes below; `gap`, in em, between them."""
        super().__init__()
        self._room = room
        self._words = words
        self._drawing: QWidget | None = None
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme.em(gap))
        self._beside.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)

    def add(self, drawing: QWidget) -> None:
        """Put the drawing in its place."""
        self._drawing = drawing
        self._beside.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)

    def level(self) -> None:
        """Have their middles, rather than their tops, at the same height."""
        for part in (self._words, self._drawing):
            if part is not None:
                self._beside.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the drawing alone: it may go below."""
        least, narrow = super().minimumSizeHint(), theme.em(8)
        if (drawing := self._drawing) is not None:
            narrow = max(narrow, drawing.minimumWidth(), drawing.minimumSizeHint().width())
        return least.boundedTo(QSize(narrow, least.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side only where there is room for both."""
        wide = event.size().width() >= theme.em(self._room)
        way = QBoxLayout.Direction
        self._beside.setDirection(way.LeftToRight if wide else way.TopToBottom)
        super().resizeEvent(event)

"""Two columns of the same width; one below the other where there is no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

TWO_COLUMNS_EM = 46.0  # a window in which each is wide enough for paragraphs
ROOM_EM = 29.0  # with less than that a column would hold a few words a line


class Sides(QWidget):
    """The first is read first, and is the upper one in a narrow window."""

    def __init__(self, *columns: QWidget, even: bool = True) -> None:
        """`even`: the lower is as high as the other."""
        super().__init__()
        self._columns = columns
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.em(0.9))
        for column in columns:
            self._box.addWidget(column, 1)
            if not even:
                self._box.setAlignment(column, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of them: the other may go below."""
        widths = [column.minimumSizeHint().width() for column in self._columns]
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side only where there is room for both."""
        wide = event.size().width() >= theme.em(ROOM_EM)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
        super().resizeEvent(event)

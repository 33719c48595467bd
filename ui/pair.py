"""Two things side by side that belong together, or one below the other where it's narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

WAY = QBoxLayout.Direction


class Pair(QWidget):
    """The first at the left or above; with fewer em than `room` the second goes below."""

    turned = Signal(bool)  # whether they stand side by side now

    def __init__(
        self, first: QWidget, second: QWidget, *, room: float, shares: tuple[int, int] = (1, 1)
    ) -> None:
        super().__init__()
        self._room = room
        self._parts = (first, second)
        self._box = QBoxLayout(WAY.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.em(0.8))
        for part, share in zip(self._parts, shares, strict=True):
            self._box.addWidget(part, share)

    @property
    def beside(self) -> bool:
        """Whether they stand side by side."""
        return self._box.direction() == WAY.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two: one of them may go below."""
        least = super().minimumSizeHint()
        widths = (p.minimumSizeHint().width() for p in self._parts if p.isVisibleTo(self))
        return QSize(max(widths, default=0), least.height())

    def _both(self) -> int:
        """The least width at which neither is cut, in pixels."""
        seen = [p.minimumSizeHint().width() for p in self._parts if p.isVisibleTo(self)]
        return sum(seen) + self._box.spacing() * (len(seen) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side only where there is room for both."""
        width = event.size().width()
        wide = width >= theme.em(self._room) and width >= self._both()
        if wide != self.beside:
            self._box.setDirection(WAY.LeftToRight if wide else WAY.TopToBottom)
            self.turned.emit(wide)
        super().resizeEvent(event)


def held(layout: QLayout) -> QWidget:
    """A widget that holds `layout` alone."""
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made

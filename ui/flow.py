"""A layout that sets widgets side by side, and goes on in a new line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import Shiboken


class Flow(QLayout):
    """Widgets at the left, as many in a line as fit."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._taken: list[QLayoutItem] = []  # Qt deletes them as soon as it has them
        self._heights: dict[int, int] = {}  # by width: Qt asks many times for the same
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's own way to add one."""
        self._items.append(item)

    def put_first(self, widget: QWidget) -> None:
        """Add `widget` before the others, wherever it stood until now."""
        self.addWidget(widget)
        self._items.insert(0, self._items.pop())
        self.invalidate()

    def lead_with(self, widget: QWidget) -> None:
        """Have `widget`, which is one of them, stand before the others."""
        self._items.sort(key=lambda item: item.widget() is not widget)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The one at `index`, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the one at `index`."""
        if not 0 <= index < len(self._items):
            return None
        self._taken.append(self._items.pop(index))
        return self._taken[-1]

    def expandingDirections(self) -> Qt.Orientation:
        """As large as needed, no larger."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrow window has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has another size now, or Qt has just deleted what it took."""
        for item in self._taken:
            Shiboken.invalidate(item)  # Python isn't told: tests/support/layoutitems.py
        self._taken.clear()
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        """Place everything."""
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest by itself."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands in each line, and how large."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width:
                size = _narrowed(item, max(width, 1))
            if x == 0 or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines

    def _place(self, area: QRect, *, move: bool) -> int:
        """Go through the lines; returns the height that they take."""
        y = area.y()
        for line in self._lines(area.width()):
            high = max(size.height() for _item, size in line)
            if move:
                self._put(line, area, y + high / 2)
            y += high + self._gap
        return max(y - self._gap - area.y(), 0)

    def _put(self, line: list[tuple[QLayoutItem, QSize]], area: QRect, middle: float) -> None:
        """Place one line: the middles of what stands in it are level."""
        above = self.parentWidget()  # in a language read from the right, it begins there
        back = above is not None and above.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = area.x()
        for item, size in line:
            left = area.x() + area.right() + 1 - x - size.width() if back else x
            top = round(middle - size.height() / 2)
            item.setGeometry(QRect(QPoint(left, top), size))
            x += size.width() + self._gap


def _narrowed(item: QLayoutItem, width: int) -> QSize:
    """The size of `item` in a line that is too short for it: its words go on below."""
    height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return QSize(width, height)

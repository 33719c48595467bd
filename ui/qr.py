"""A QR code, drawn by Qt: always dark on white, also in dark windows, or phones can't read it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import named

Modules = tuple[tuple[bool, ...], ...]
SIDE_EM = 11.0


class QrCode(QWidget):
    """The modules of a QR code, its white border among them."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        named(self, name, accessible)
        self._modules: Modules = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Large enough for a phone at arm's length."""
        side = theme.em(SIDE_EM)
        return QSize(side, side)

    def show_modules(self, modules: Modules) -> None:
        """Draw these; none at all draws nothing."""
        self._modules = modules
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether there is a code to be seen."""
        return bool(self._modules)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each module on whole pixels, so that no grey line runs between them."""
        if not self._modules:
            return
        side = self.width() // len(self._modules)
        with QPainter(self) as painter:
            whole = side * len(self._modules)
            painter.fillRect(0, 0, whole, whole, Qt.GlobalColor.white)
            for y, line in enumerate(self._modules):
                for x, dark in enumerate(line):
                    if dark:
                        square = QRect(x * side, y * side, side, side)
                        painter.fillRect(square, Qt.GlobalColor.black)

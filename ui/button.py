"""The push button, drawn by us: flat, and the same in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme


def named(widget: QWidget, name: str, accessible: str = "") -> None:
    """Give `widget` its object name, and what a screen reader calls it."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)


class Button(QPushButton):
    """A push button drawn flat; `primary` is the one that the page is about."""

    def __init__(self, name: str, text: str, *, primary: bool = False) -> None:
        super().__init__(text)
        named(self, name, text.replace("&", ""))
        self.setAutoDefault(True)  # Enter presses it, outside a dialogue as well
        self.primary = primary
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_primary(self, primary: bool) -> None:
        """Make it the one that the page is about, or not any more."""
        self.primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the text and a finger."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(max(words.width() + theme.em(1.8), theme.em(4.5)), theme.em(2.0))

    def minimumSizeHint(self) -> QSize:
        """The same: a cut text helps nobody."""
        return self.sizeHint()

    def _tokens(self) -> tuple[str, str, str]:
        """The tokens of the ground, the text and the line."""
        if not self.isEnabled():
            return "surface", "disabled", "line"
        pressed = self.isDown() or self.underMouse()
        if self.primary:
            ground = "accent_hover" if pressed else "accent"
            return ground, "on_accent", ground
        return ("accent_soft" if pressed else "window"), "text", "outline"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the words, and a ring while it has the keyboard's focus."""
        ground, words, line = (theme.colour(token) for token in self._tokens())
        pen = max(1.0, theme.em() / 18)
        box = QRectF(self.rect()).adjusted(2 * pen, 2 * pen, -2 * pen, -2 * pen)
        radius = theme.em(0.3)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(line, pen))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, radius, radius)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("text"), pen))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
                painter.drawRoundedRect(ring, radius + 2 * pen, radius + 2 * pen)
            painter.setPen(words)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
            painter.drawText(self.rect(), int(flags), self.text())

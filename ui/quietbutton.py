"""A button of little weight, for what is needed seldom: words alone, until it is come to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui import focusring, theme
from ui.button import Button


class QuietButton(Button):
    """Underlined, as a link is: that it can be pressed isn't said by its colour alone."""

    def sizeHint(self) -> QSize:
        """The words and little around them, and no less than a finger needs."""
        if self.primary:
            return super().sizeHint()
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(words.width() + theme.em(0.3), theme.em(1.7))

    def set_primary(self, primary: bool) -> None:
        """Make it the one that the page is about, which looks like any primary; or not any more."""
        super().set_primary(primary)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and a ring while it has the keyboard."""
        if self.primary:
            super().paintEvent(event)
            return
        pen = max(1.0, theme.em() / 18)
        near = self.isEnabled() and (self.underMouse() or self.isDown())
        box = QRectF(self.rect()).adjusted(pen, pen, -pen, -pen)
        font = self.font()
        font.setUnderline(self.isEnabled())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft") if near else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.em(0.3), theme.em(0.3))
            if self.hasFocus():
                focusring.draw(painter, self.rect())
            painter.setFont(font)
            painter.setPen(theme.colour("accent" if self.isEnabled() else "disabled"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
            painter.drawText(self.rect(), int(flags), self.text())


def quiet(name: str, text: str, on_press: Callable[[], None]) -> QuietButton:
    """A quiet button that does `on_press`."""
    made = QuietButton(name, text)
    made.clicked.connect(lambda _checked: on_press())
    return made

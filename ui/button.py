"""The push button, drawn by us: flat, and the same in light and dark."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import focusring, theme
from ui.plaintext import unmarked

HIGH_EM = 2.0


def named(widget: QWidget, name: str, accessible: str = "") -> None:
    """Give `widget` its object name, and what a screen reader calls it."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)


class Button(QPushButton):
    """A push button drawn flat; `primary` is the one that the page is about.

    The primary one is filled, and its words are bold; others have an edge. Under the mouse and
    while it is held down it is darker; what can't be pressed is flat and grey, and can be read.
    """

    def __init__(self, name: str, text: str, *, primary: bool = False) -> None:
        super().__init__(unmarked(text))
        named(self, name, text)
        self.setAutoDefault(True)  # Enter presses it, outside a dialogue as well
        self.primary = primary
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setText(self, text: str) -> None:
        """Show `text`; there are no shortcuts in it."""
        super().setText(unmarked(text))

    def set_primary(self, primary: bool) -> None:
        """Make it the one that the page is about, or not any more."""
        self.primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the text, bold or not, and a finger."""
        words = QFontMetrics(self._bold()).size(Qt.TextFlag.TextShowMnemonic, self.text())
        wide = max(words.width() + theme.em(1.8), theme.em(4.5))
        return QSize(wide, theme.target(HIGH_EM))

    def minimumSizeHint(self) -> QSize:
        """The same: a cut text helps nobody."""
        return self.sizeHint()

    def _bold(self) -> QFont:
        made = QFont(self.font())
        made.setWeight(QFont.Weight.DemiBold)
        return made

    def tokens(self) -> tuple[str, str, str]:
        """The roles of the ground, the text and the edge."""
        if not self.isEnabled():
            return "surface", "disabled", "line"
        held, over = self.isDown(), self.underMouse()
        if self.primary:
            ground = "accent_pressed" if held else "accent_hover" if over else "accent"
            return ground, "on_accent", ground
        if held:
            return "accent_soft", "text", "accent_pressed"
        if self.isChecked():
            return "accent_soft", "text", "accent"
        return ("accent_soft", "text", "accent") if over else ("window", "text", "outline")

    def words_at(self) -> QRect:
        """Where the words stand, in the middle."""
        return self.rect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the words, and a ring while it has the keyboard's focus."""
        ground, words, line = (theme.colour(token) for token in self.tokens())
        pen = max(1.0, theme.em() / 18)
        gap = 3 * pen if self.hasFocus() else pen / 2  # the ring is within: edges stay in line
        box = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        radius = theme.em(theme.ROUND)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = QPen(line, pen)
            if not self.isEnabled() and theme.colours().outlined:
                edge.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(edge)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, radius, radius)
            if self.hasFocus():
                focusring.draw(painter, self.rect(), radius + 2 * pen)
            painter.setPen(words)
            if self.primary:
                painter.setFont(self._bold())
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
            painter.drawText(self.words_at(), int(flags), self.text())

"""The line of a step that opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import focusring, theme
from ui.plaintext import seen
from ui.pressing import PRESSING
from ui.sketchparts import Words
from ui.widgets import named
from ui.words import _

LEAST_EM = 8


class StepHead(QAbstractButton):
    """A title that may take several lines, with an arrow at its right. Enter and Space press it."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setText(seen(title))
        self.opened = self.done = False
        self._heights: dict[tuple[int, int], int] = {}  # by the width and the size of type
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_state(opened=False, done=False)

    def show_state(self, *, opened: bool, done: bool) -> None:
        """Show whether the step is open, and whether it is done."""
        self.opened, self.done = opened, done
        told = (_("Done") if done else _("Not done yet"), _("Unfolded") if opened else _("Folded"))
        self.setAccessibleDescription(", ".join(told))
        self.update()

    # --- its size ----------------------------------------------------------------------------
    def _pad(self) -> int:
        return theme.em(0.3)

    def _words(self, width: int) -> Words:
        return Words(self.text(), width - theme.em(1.8), theme.font(bold=self.opened))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the bold title takes, so that nothing moves when it is opened."""
        key = width, theme.em()
        if key not in self._heights:
            bold = Words(self.text(), width - theme.em(1.8), theme.font(bold=True))
            self._heights[key] = max(theme.em(1.75), round(bold.height) + 2 * self._pad())
        return self._heights[key]

    def hasHeightForWidth(self) -> bool:
        """It has."""
        return True

    def sizeHint(self) -> QSize:
        """Wide, in one line."""
        return QSize(theme.em(20), theme.em(1.75))

    def minimumSizeHint(self) -> QSize:
        """Narrow titles take more lines."""
        return QSize(theme.em(LEAST_EM), theme.em(1.75))

    # --- its keys and looks ------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title, the arrow, and a ring while it has the keyboard's focus."""
        words = self._words(self.width())
        over = self.underMouse() or self.isDown()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                focusring.draw(painter, self.rect())
            quiet = self.done and not self.opened
            token = "accent" if over else "muted" if quiet else "text"
            words.draw(painter, QPointF(self._pad(), (self.height() - words.height) / 2), token)
            self._arrow(painter, token)

    def _arrow(self, painter: QPainter, token: str) -> None:
        pen = QPen(theme.colour(token), max(1.0, theme.em() / 10))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        side = theme.em(0.28)
        middle = QPointF(self.width() - theme.em(0.8), self.height() / 2)
        turn = -1 if self.opened else 1  # up closes it, down opens it
        tip = middle + QPointF(0, turn * side / 2)
        painter.drawPolyline(
            [tip + QPointF(-side, -turn * side), tip, tip + QPointF(side, -turn * side)]
        )

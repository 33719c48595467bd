"""“What is this?”: the quiet button below a headline that opens the manual at its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolButton, QWidget

from ui import focusring, theme
from ui.button import named
from ui.helpkey import add_key
from ui.pressing import PRESSING
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk

NAME = "what_is_this"
RING_EM = 1.4


class HelpButton(QToolButton):
    """A question mark in a ring, and words.

    No push button: in a dialogue that would become what Enter presses anywhere.
    """

    def __init__(self, headline: str) -> None:
        super().__init__()
        text = _("What is this?")
        self.setText(text)
        named(self, NAME, _("{question} {headline}").format(question=text, headline=headline))
        self.setToolTip(_("Opens the manual at this page. The key F1 does the same."))
        self.setAccessibleDescription(self.toolTip())
        self.setFont(theme.font(theme.SMALL))
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for what is shown, and for a finger."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + theme.em(0.15)
        return QSize(theme.em(RING_EM) + words, theme.em(1.6))

    def minimumSizeHint(self) -> QSize:
        """The same: a cut text helps nobody."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as every button here."""
        if event.key() in PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def _seen(self, left: int, right: int) -> QRect:
        """What lies between the two, seen from the right where one reads from right to left."""
        place = QRect(left, 0, right - left, self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring with its mark, the words, and a frame while it has the keyboard."""
        pen, radius = max(1.0, theme.em() / 14), theme.em(0.55)
        colour = theme.colour("accent")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.isDown():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent_soft"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.em(0.3), theme.em(0.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, pen))
            ring = QRectF(0, 0, 2 * radius, 2 * radius)
            ring.moveCenter(QRectF(self._seen(0, theme.em(RING_EM))).center())
            painter.drawEllipse(ring)
            painter.drawText(ring, int(Qt.AlignmentFlag.AlignCenter), "?")
            words = self._seen(theme.em(RING_EM), self.width())
            side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.drawText(words, int(side | Qt.AlignmentFlag.AlignVCenter), self.text())
            if self.hasFocus():
                focusring.draw(painter, self.rect())


def help_button(desk: Desk, page: QWidget, headline: str) -> HelpButton:
    """The button about what stands on `page`; F1 does the same while `page` is in sight."""
    made = HelpButton(headline)
    open_it = opener(desk, page)
    made.clicked.connect(lambda _checked: open_it())
    add_key(page, open_it)
    return made


def opener(desk: Desk, page: QWidget) -> Callable[[], None]:
    """What opens the manual at the section about `page`, or about what `page` stands on."""

    def open_it() -> None:
        from ui.helpwindow import show_help  # most never press it

        show_help(desk, page)

    return open_it

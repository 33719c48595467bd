"""The whole of it in three pictures: sign in, a locked file, two ways to the vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.linedisc import LineDisc
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent

SIDE_EM, NEAR_EM, APART_EM = 3.2, 0.5, 1.4
WAY, SIDE = QBoxLayout.Direction, Qt.AlignmentFlag


class ThreeSteps(QWidget):
    """Who is who, then three columns: each a picture and a few words.

    Where three don't fit, each is a line of its own, its words beside the picture.
    """

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.em(0.4))
        whole.setSpacing(theme.em(NEAR_EM))
        known = _(
            "AWS is Amazon's service on which your system runs. The vendor is the company that "
            "builds the system for you."
        )
        self._known = Text(known, scale=theme.SMALL, tint="muted")
        whole.addWidget(self._known)
        self._line = QBoxLayout(WAY.LeftToRight)
        whole.addLayout(self._line)
        self.words: list[Text] = []
        self._steps: list[QBoxLayout] = []
        self._beside: bool | None = None
        for lines, words in (
            (
                _browser,
                _("In your browser you sign in to your AWS account as its owner (the root user)."),
            ),
            (
                _lock,
                _(
                    "Aikagi makes a user for the vendor, and puts its sign-in details into an "
                    "encrypted file."
                ),
            ),
            (
                _ways,
                _(
                    "You send the file, by chat for example, and tell by phone the passphrase "
                    "that opens it."
                ),
            ),
        ):
            self._add(LineDisc(lines, SIDE_EM, pen=5), Text(words, scale=theme.SMALL))
        self._arrange()

    def _add(self, disc: LineDisc, words: Text) -> None:
        step = QBoxLayout(WAY.TopToBottom)
        step.setSpacing(theme.em(NEAR_EM))
        step.addWidget(disc)
        step.addWidget(words, 1)
        self._line.addLayout(step, 1)
        self._steps.append(step)
        self.words.append(words)

    @property
    def _longest(self) -> int:
        """How wide the words of a step are at least."""
        return max(words.minimumSizeHint().width() for words in self.words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one step: they may go below each other."""
        one = theme.em(SIDE_EM) + theme.em(NEAR_EM) + self._longest
        least = max(one, self._known.minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._steps)
        room = (self.width() - (count - 1) * theme.em(APART_EM)) // count
        beside = room >= self._longest
        if beside == self._beside:
            return
        self._beside = beside
        self._line.setDirection(WAY.LeftToRight if beside else WAY.TopToBottom)
        self._line.setSpacing(theme.em(APART_EM if beside else NEAR_EM))
        for step, words in zip(self._steps, self.words, strict=True):
            step.setDirection(WAY.TopToBottom if beside else WAY.LeftToRight)
            step.setAlignment(words, SIDE.AlignTop if beside else SIDE.AlignVCenter)


def _browser(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(24, 28, 52, 44), 6, 6)
    painter.drawLine(QPointF(24, 42), QPointF(76, 42))
    painter.drawPoint(QPointF(32, 35))
    painter.drawPoint(QPointF(40, 35))
    painter.drawPolyline([QPointF(42, 57), QPointF(48, 63), QPointF(59, 51)])


def _lock(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(30, 46, 40, 30), 5, 5)
    painter.drawArc(QRectF(37, 24, 26, 30), 0, 180 * 16)
    painter.drawLine(QPointF(37, 39), QPointF(37, 46))
    painter.drawLine(QPointF(63, 39), QPointF(63, 46))
    painter.drawLine(QPointF(50, 58), QPointF(50, 64))


def _ways(painter: QPainter) -> None:
    for y, bend in ((38, -12), (62, 12)):
        painter.drawPolyline(
            [QPointF(24, 50), QPointF(38, y + bend / 2), QPointF(70, y + bend / 2)]
        )
        tip = QPointF(76, y + bend / 2)
        painter.drawPolyline([tip + QPointF(-9, -7), tip, tip + QPointF(-9, 7)])

"""The whole of it in three pictures: sign in, a locked file, two ways to the vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.linedisc import LineDisc
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

SIDE_EM = 3.2


class ThreeSteps(QWidget):
    """Who is who, then three columns: each a picture and a few words."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.em(0.4))
        whole.setSpacing(theme.em(0.5))
        known = _(
            "AWS is Amazon's service on which your system runs. The vendor is the company that "
            "builds the system for you."
        )
        whole.addWidget(Text(known, scale=theme.SMALL, tint="muted"))
        line = QHBoxLayout()
        whole.addLayout(line)
        line.setSpacing(theme.em(1.4))
        for lines, words in (
            (_browser, _("In your browser you sign in to AWS as its owner (the root user).")),
            (
                _lock,
                _(
                    "Aikagi makes a user for the vendor, and puts its sign-in details into a "
                    "locked file."
                ),
            ),
            (_ways, _("You send the file one way, and the passphrase that opens it another.")),
        ):
            column = QVBoxLayout()
            column.setSpacing(theme.em(0.5))
            column.addWidget(LineDisc(lines, SIDE_EM, pen=5))
            column.addWidget(Text(words, scale=theme.SMALL), 1, Qt.AlignmentFlag.AlignTop)
            line.addLayout(column, 1)


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

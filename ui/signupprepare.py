"""What to have at hand before the sign-up begins: a mailbox, a card, a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.linedisc import LineDisc, Lines
from ui.pair import held
from ui.sides import Sides
from ui.widgets import Text, headed
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

SIDE_EM = 2.0


class Prepare(QWidget):
    """Three columns, below each other where it is narrow; each with a sign, and why."""

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Sides(*(_column(*wanted) for wanted in _wanted())))


def _column(sign: Lines, what: str, why: str) -> QWidget:
    column = QVBoxLayout()
    column.setSpacing(theme.em(0.2))
    column.addLayout(headed(LineDisc(sign, SIDE_EM), Text(what, bold=True)))
    column.addWidget(Text(why, scale=theme.SMALL, tint="muted"))
    column.addStretch(1)
    return held(column)


def _wanted() -> tuple[tuple[Lines, str, str], ...]:
    """The sign, what it is, and why."""
    return (
        (
            _mailbox,
            _("A shared mailbox"),
            _("AWS writes to it for years. It is best if two or three people read it."),
        ),
        (
            _card,
            _("A company card"),
            _("AWS charges it every month. The bank may ask its owner."),
        ),
        (
            _phone,
            _("A phone at hand"),
            _("AWS confirms who you are. Best not held by whoever reads the mailbox."),
        ),
    )


def _mailbox(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(24, 32, 52, 37), 5, 5)
    painter.drawPolyline([QPointF(26, 36), QPointF(50, 54), QPointF(74, 36)])


def _card(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(24, 32, 52, 37), 6, 6)
    painter.drawLine(QPointF(25, 45), QPointF(75, 45))
    painter.drawLine(QPointF(33, 58), QPointF(45, 58))


def _phone(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(35, 22, 30, 56), 6, 6)
    painter.drawLine(QPointF(46, 68), QPointF(54, 68))

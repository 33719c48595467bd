"""The whole way at a glance: five parts, how long each takes, and what to have at hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text, named
from ui.words import _

SIDE_EM = 1.3


class WholeWay(QWidget):
    """What it is about; a line for each part; AWS's own waiting time, and what is needed."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "overview", _("The whole way, in five parts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(Text(_introduction()))
        column.addWidget(Text(_needed()))
        column.addLayout(grid := QGridLayout())
        grid.setHorizontalSpacing(theme.em(0.7))
        grid.setVerticalSpacing(theme.em(0.2))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self.waiting = Text(
            _("AWS then activates it: mostly in a few minutes, at most in 24 hours."),
            scale=theme.SMALL,
            tint="muted",
        )
        for number, (what, lasts) in enumerate(_steps(), start=1):
            here = grid.rowCount()
            grid.addWidget(_Dot(), here, 0, top)
            grid.addWidget(Text(what), here, 1)
            time = Text(lasts, tint="muted")
            time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            time.setWordWrap(False)
            grid.addWidget(time, here, 2, top)
            if number == 1:
                grid.addWidget(self.waiting, here + 1, 1, 1, 2)


def _needed() -> str:
    return _(
        "Have at hand: an e-mail address that two or three people read, a company card, a "
        "phone. You can stop at any time."
    )


def _introduction() -> str:
    """Who and what it is about, before the words are used."""
    return _(
        "Let a vendor (who builds your system) into AWS (Amazon's cloud); later, end its access."
    )


def _steps() -> tuple[tuple[str, str], ...]:
    """Who does what, and how long it takes."""
    return (
        (_("You make an AWS account for your company."), _("15 minutes")),
        (
            _("You put a second lock (MFA) on its owner, the root user, with your phone."),
            _("10 minutes"),
        ),
        (_("Aikagi makes the vendor's user and an encrypted file. You send it."), _("10 minutes")),
        (_("The vendor works. You see when it signed in, and what it costs."), _("as agreed")),
        (_("The work is over: the vendor stays as agreed, or you shut it out."), _("5 minutes")),
    )


class _Dot(QWidget):
    """Without a number: those at the side count the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        side = theme.em(SIDE_EM)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        side = theme.em(SIDE_EM)
        disc = QRectF(0, 0, side, side)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(disc.adjusted(side / 3, side / 3, -side / 3, -side / 3))

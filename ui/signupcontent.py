"""What is inside an open step of the sign-up: what to enter beside a drawing, troubles below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import console, theme
from ui.beside import Beside
from ui.fold import Fold
from ui.signup import Entry, Inside, Screen, Snag
from ui.sketch import MARK_EM, Sketch
from ui.widgets import Text, button, row
from ui.words import _

SKETCH_EM = 14
BESIDE_EM = 26.0  # with less room the drawing stands below the words


def fill(number: int, inside: Inside, column: QVBoxLayout) -> None:
    """Put the words and drawings of step `number` into `column`."""
    column.addWidget(Text(inside.intro))
    for order, screen in enumerate(inside.screens, 1):
        column.addLayout(_screen(f"sketch_{number}_{order}", screen))


def troubles(number: int, inside: Inside, ask_aws: Callable[[], None]) -> Fold:
    """The usual troubles of step `number`, to be opened by whoever has one."""

    def below(column: QVBoxLayout) -> None:
        for snag in inside.snags:
            column.addLayout(_snag(snag))
        if inside.ask_aws:
            pressed = button(f"step_{number}_ask_aws", _("Write to AWS's support"), ask_aws)
            column.addLayout(row(pressed))

    return Fold(f"step_{number}_trouble", _("If something goes wrong"), below)


def _snag(snag: Snag) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(theme.em(0.1))
    made.addWidget(Text(snag.what, bold=True))
    made.addWidget(Text(snag.way_out))
    return made


def _screen(name: str, screen: Screen) -> QVBoxLayout:
    """The title; below it the entries, with the drawing beside them where there is room."""
    title = _("The screen {title}").format(title=console.both(screen.title))
    words = QWidget()
    words.setLayout(_entries(screen.entries))
    beside = Beside(words, BESIDE_EM, 1.0)
    beside.add(Sketch(name, console.label(screen.title), screen.parts, SKETCH_EM))
    made = QVBoxLayout()
    made.setSpacing(theme.em(0.4))
    made.addWidget(Text(title, bold=True))
    made.addWidget(beside)
    return made


def _entries(entries: tuple[Entry, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.em(0.5))
    grid.setVerticalSpacing(theme.em(0.5))
    grid.setColumnStretch(1, 1)
    for line, entry in enumerate(entries):
        grid.addWidget(_Number(entry.mark), line, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.1))
        labels = "\n".join(console.both(name) for name in entry.labels)
        words.addWidget(Text(labels, scale=theme.SMALL, bold=True))
        words.addWidget(Text(entry.words, scale=theme.SMALL))
        grid.addLayout(words, line, 1)
    return grid


class _Number(QWidget):
    """The same numbered disc as in the drawing."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        side = theme.em(MARK_EM)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(self.rect()))
            painter.setPen(theme.colour("on_accent"))
            painter.setFont(theme.font(theme.SMALL, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

"""What is inside an open step: what to enter beside a drawing, and the usual troubles."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import console, theme
from ui.beside import Beside
from ui.fold import Fold
from ui.linebreaks import kept_together
from ui.plaintext import seen
from ui.signup import Entry, Inside, Screen, Snag
from ui.sketch import MARK_EM, Sketch
from ui.stepscreens import Screens
from ui.widgets import Text, button, row
from ui.words import _

SKETCH_EM, WIDE_EM = 13.0, 13.8  # a screen with little on it may be wide
BESIDE_EM = 26.0  # with less room the drawing stands below the words


def fill(number: int, inside: Inside, column: QVBoxLayout) -> Screens | None:
    """Put the words and drawings of step `number` into `column`. Returns its screens, if several.

    They come one after the other in AWS, and so they do here.
    """
    if inside.intro:
        column.addWidget(Text(inside.intro, scale=theme.SMALL))
    if len(inside.screens) == 1:
        column.addLayout(drawn(f"sketch_{number}_1", inside.screens[0]))
        return None

    def show(order: int, below: QVBoxLayout) -> None:
        screen = inside.screens[order - 1]
        below.addLayout(drawn(f"sketch_{number}_{order}", screen, titled=False))

    made = Screens(f"step_{number}", inside.screens, show)
    column.addWidget(made)
    return made


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


def drawn(name: str, screen: Screen, *, titled: bool = True) -> QVBoxLayout:
    """The title and the entries, with the drawing, `name`, beside them where there is room."""
    words = QWidget()
    lines = QVBoxLayout(words)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.em(0.35))
    if titled:
        title = console.both(screen.title)
        lines.addWidget(Text(title, scale=theme.SMALL, tint="muted"))
    lines.addLayout(_entries(screen.entries))
    beside = Beside(words, BESIDE_EM, 1.0)
    wide = WIDE_EM if len(screen.parts) == 1 else SKETCH_EM
    beside.add(Sketch(name, console.label(screen.title), screen.parts, wide))
    made = QVBoxLayout()
    made.addWidget(beside)
    return made


def _entries(entries: tuple[Entry, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.em(0.5))
    grid.setVerticalSpacing(theme.em(0.35))
    grid.setColumnStretch(1, 1)
    for line, entry in enumerate(entries):
        grid.addWidget(_Number(entry.mark), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_Entry(entry), line, 1, Qt.AlignmentFlag.AlignTop)
    return grid


class _Entry(Text):
    """AWS's labels in bold letters, and in the same paragraph what to do there."""

    def __init__(self, entry: Entry) -> None:
        self._labels = " ".join(console.both(name) for name in entry.labels)
        super().__init__(entry.words, scale=theme.SMALL)

    def say(self, text: str) -> None:
        """Show the labels and `text`."""
        self.plain = f"{self._labels} {text}".strip()
        words = kept_together(escape(seen(text)))
        if self._labels:
            words = f"<b>{kept_together(escape(self._labels))}</b>&nbsp; {words}"
        self.setText(f'<p style="line-height:135%; margin:0">{words}</p>')
        self._have_said()


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

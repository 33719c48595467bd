"""The few widgets that all pages are made of, so that every page looks and reads alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.button import Button, named
from ui.lines import flow, headed, level, row, stacked
from ui.mark import Mark
from ui.plaintext import seen, unmarked
from ui.text import Text, Value

__all__ = [
    "COLUMN_EM",
    "Button",
    "Card",
    "Mark",
    "Text",
    "Tick",
    "Value",
    "button",
    "field",
    "flow",
    "headed",
    "level",
    "named",
    "row",
    "stacked",
    "tick",
]

COLUMN_EM = 34.0  # the widest comfortable line of text
CARD_PAD, CARD_ROUND, CARD_BAR = 0.8, 0.4, 0.25  # in em


class Card(QFrame):
    """A tinted panel with round corners that holds what belongs together."""

    def __init__(self, tint: str = "surface", *, edge: str = "") -> None:
        super().__init__()
        self._token, self._edge = tint, edge
        self.column = QVBoxLayout(self)
        pad = theme.em(CARD_PAD)
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.column.setSpacing(theme.em(theme.NEAR))

    def tint(self, ground: str, edge: str = "") -> None:
        """Change the colour of the ground, and of the bar at its left."""
        self._token, self._edge = ground, edge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the bar, and in high contrast an edge."""
        pen = max(1.0, theme.em() / 18)
        radius = theme.em(CARD_ROUND)
        box, shape = QRectF(self.rect()), QPainterPath()
        outlined = theme.colours().outlined
        if outlined:
            box.adjust(pen, pen, -pen, -pen)
        shape.addRoundedRect(box, radius, radius)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(shape, theme.colour(self._token))
            if self._edge:
                bar = QRectF(box)
                bar.setWidth(theme.em(CARD_BAR))
                if self.isRightToLeft():
                    bar.moveRight(box.right())
                edge = QPainterPath()
                edge.addRect(bar)
                painter.fillPath(shape.intersected(edge), theme.colour(self._edge))
            if outlined:
                painter.strokePath(shape, QPen(theme.colour(self._edge or "line"), 1.5 * pen))


def tick(name: str, text: str, on_change: Callable[[bool], None] | None = None) -> QCheckBox:
    """A tick box with one short line. For a long sentence use `Tick`."""
    box = QCheckBox(unmarked(text))
    named(box, name, text)
    if on_change:
        box.toggled.connect(on_change)
    return box


class Tick(QWidget):
    """A tick box beside a sentence that may be long; pressing the sentence ticks it too."""

    def __init__(
        self, name: str, text: str, detail: str = "", *, on_change: Callable[[bool], None]
    ) -> None:
        super().__init__()
        self.box = QCheckBox()
        named(self.box, name, text)
        self.box.setAccessibleDescription(detail)
        self.box.toggled.connect(on_change)
        self.words = words = QVBoxLayout()
        words.setSpacing(theme.em(0.15))
        self.label = Text(text)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.label.setBuddy(self.box)
        self.label.mouseReleaseEvent = lambda _: self.box.click()  # type: ignore[method-assign]
        words.addWidget(self.label)
        if detail:
            words.addWidget(Text(detail, scale=theme.SMALL, tint="muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(0.5))
        row.addLayout(level(self.box, self.label, words))
        row.addLayout(words, 1)

    def set_ticked(self, ticked: bool) -> None:
        """Show it ticked or not, without saying that the customer did it."""
        was = self.box.blockSignals(True)
        self.box.setChecked(ticked)
        self.box.blockSignals(was)


def field(
    name: str, label: str, *, hint: str = "", line: QLineEdit | None = None
) -> tuple[QLabel, QLineEdit]:
    """A label and the line to be filled in below it; `line` is one of a kind of its own."""
    named(line := line or QLineEdit(), name, label)
    line.setPlaceholderText(seen(hint))
    line.setMinimumHeight(theme.target(2.0))
    line.setTextMargins(theme.em(0.3), 0, theme.em(0.3), 0)
    text = QLabel(unmarked(label))
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setFont(theme.font(theme.BODY, bold=True))
    text.setBuddy(line)
    return text, line


def button(name: str, text: str, on_press: Callable[[], None], *, primary: bool = False) -> Button:
    """A button that does `on_press`."""
    made = Button(name, text, primary=primary)
    made.clicked.connect(lambda _checked: on_press())
    return made

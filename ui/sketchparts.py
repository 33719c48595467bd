"""How each part of a `Sketch` is measured and drawn: fields, buttons, choices and the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption

from ui import theme
from ui.linebreaks import kept_together

Draw = Callable[[QPainter, QPointF], None]  # the point is the part's upper left corner
LONELY, NARROWER = 1.5, 0.8  # a letter alone on the last line gets company from the line before
# A few cells that look like a QR code and are none: nobody's phone should read a drawing.
PATTERN = (
    "111010111",
    "101011101",
    "111001111",
    "010110010",
    "101001101",
    "011010110",
    "111011011",
    "101000110",
    "111010101",
)


@dataclass(frozen=True)
class Part:
    """One thing on a screen.

    `kind` is "field", "choice", "chosen", "tick", "ticked", "button", "text", "menu", "qr" or
    "code"; `mark` numbers where the customer acts, and 0 is no mark.
    """

    kind: str
    label: str
    value: str = ""
    mark: int = 0


@dataclass(frozen=True)
class Block:
    """A part that has been measured: `act` is how far down the customer acts."""

    height: float
    act: float
    draw: Draw


class Words:
    """A text laid out in a width; a word that is too long for it is broken."""

    def __init__(self, text: str, width: float, font: QFont, *, centred: bool = False) -> None:
        self.font = font
        self._layout = QTextLayout(kept_together(text), font)
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        last = self._lay(width)
        if self._layout.lineCount() > 1 and last < LONELY * self.height / self._layout.lineCount():
            self._lay(width * NARROWER)

    def _lay(self, width: float) -> float:
        """Break it into lines. Returns how wide the last of them is."""
        self.height, self.widest, last = 0.0, 0.0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
            last = line.naturalTextWidth()
            self.widest = max(self.widest, last)
        self._layout.endLayout()
        return last

    def draw(self, painter: QPainter, corner: QPointF, token: str) -> None:
        """Write it in the colour of `token`."""
        painter.setPen(theme.colour(token))
        self._layout.draw(painter, corner)


def measured(part: Part, width: float) -> Block:
    """`part` as it is drawn in `width`. Raises `KeyError` for a kind that there is none of."""
    return KINDS[part.kind](part, width)


def small(*, bold: bool = False) -> QFont:
    """The type of a sketch."""
    return theme.font(theme.SMALL, bold=bold)


def _box(painter: QPainter, box: QRectF, ground: str, line: str) -> None:
    painter.setPen(QPen(theme.colour(line), max(1.0, theme.em() / 18)))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, theme.em(0.25), theme.em(0.25))


def _filled(part: Part, width: float, *, arrow: bool) -> Block:
    """A label, and below it a box with what is entered or chosen there."""
    label, pad = Words(part.label, width, small()), theme.em(0.4)
    room = width - 2 * pad - (theme.em(1.1) if arrow else 0)
    value = Words(part.value or " ", room, small(bold=True))
    top = label.height + theme.em(0.15)
    tall = value.height + pad * 1.4

    def draw(painter: QPainter, at: QPointF) -> None:
        label.draw(painter, at, "muted")
        _box(painter, QRectF(at.x(), at.y() + top, width, tall), "window", "outline")
        value.draw(painter, at + QPointF(pad, top + pad * 0.7), "text")
        if arrow:
            _arrow(painter, at + QPointF(width - theme.em(0.9), top + tall / 2))

    return Block(top + tall, top + tall / 2, draw)


def _arrow(painter: QPainter, at: QPointF) -> None:
    side = theme.em(0.25)
    pen = QPen(theme.colour("muted"), max(1.0, theme.em() / 12))
    painter.setPen(pen)
    tip = at + QPointF(0, side / 2)
    painter.drawPolyline([tip + QPointF(-side, -side), tip, tip + QPointF(side, -side)])


def _field(part: Part, width: float) -> Block:
    return _filled(part, width, arrow=False)


def _menu(part: Part, width: float) -> Block:
    return _filled(part, width, arrow=True)


def _marked(part: Part, width: float) -> Block:
    """A ring or a box with words beside it, and a smaller word below them."""
    side, on = theme.em(1.0), part.kind in {"chosen", "ticked"}
    left = side + theme.em(0.4)
    label = Words(part.label, width - left, small(bold=on))
    below = Words(part.value, width - left, small()) if part.value else None
    radius = side / 2 if part.kind in {"choice", "chosen"} else theme.em(0.18)
    first = theme.em(1.1)  # the height of the first line, more or less

    def draw(painter: QPainter, at: QPointF) -> None:
        pen = max(1.0, theme.em() / 16)
        box = QRectF(at.x(), at.y() + (first - side) / 2, side, side)
        box.adjust(pen, pen, -pen, -pen)
        painter.setPen(QPen(theme.colour("accent" if on else "outline"), pen))
        painter.setBrush(theme.colour("accent" if on else "window"))
        painter.drawRoundedRect(box, radius, radius)
        if on:
            _sign(painter, box, dot=part.kind == "chosen")
        label.draw(painter, at + QPointF(left, 0), "text")
        if below:
            below.draw(painter, at + QPointF(left, label.height), "muted")

    height = max(first, label.height + (below.height if below else 0))
    return Block(height, first / 2, draw)


def _sign(painter: QPainter, box: QRectF, *, dot: bool) -> None:
    if dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on_accent"))
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
        return
    painter.setPen(QPen(theme.colour("on_accent"), box.width() / 8))
    points = ((0.26, 0.52), (0.43, 0.69), (0.75, 0.32))
    corner = box.topLeft()
    painter.drawPolyline([corner + QPointF(x * box.width(), y * box.height()) for x, y in points])


def _button(part: Part, width: float) -> Block:
    pad = theme.em(0.7)
    label = Words(part.label, width - 2 * pad, small(bold=True))
    tall, wide = label.height + theme.em(0.6), label.widest + 2 * pad

    def draw(painter: QPainter, at: QPointF) -> None:
        _box(painter, QRectF(at.x(), at.y(), min(wide, width), tall), "accent_soft", "accent")
        label.draw(painter, at + QPointF(pad, theme.em(0.3)), "text")

    return Block(tall, tall / 2, draw)


def _text(part: Part, width: float) -> Block:
    label = Words(part.label, width, small())
    value = Words(part.value, width, small(bold=True)) if part.value else None

    def draw(painter: QPainter, at: QPointF) -> None:
        label.draw(painter, at, "muted")
        if value:
            value.draw(painter, at + QPointF(0, label.height), "text")

    return Block(label.height + (value.height if value else 0), theme.em(0.55), draw)


def _qr(part: Part, width: float) -> Block:
    side = theme.em(2.6)
    beside = Words(part.label, width - side - theme.em(0.6), small())
    height = max(side, beside.height)

    def draw(painter: QPainter, at: QPointF) -> None:
        square = QRectF(at.x(), at.y() + (height - side) / 2, side, side)
        _box(painter, square, "window", "outline")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("muted"))
        cell = side / (len(PATTERN) + 2)
        for y, line in enumerate(PATTERN):
            for x, dark in enumerate(line):
                if dark == "1":
                    corner = square.topLeft() + QPointF((x + 1) * cell, (y + 1) * cell)
                    painter.drawRect(QRectF(corner.x(), corner.y(), cell * 0.9, cell * 0.9))
        words = QPointF(side + theme.em(0.6), (height - beside.height) / 2)
        beside.draw(painter, at + words, "muted")

    return Block(height, height / 2, draw)


def _code(part: Part, width: float) -> Block:
    """A label, and a box for each digit."""
    label = Words(part.label, width, small())
    digits = [c for c in part.value if not c.isspace()] or ["·"] * 6
    gap = theme.em(0.2)
    wide = min(theme.em(1.4), (width + gap) / len(digits) - gap)
    top, tall = label.height + theme.em(0.15), theme.em(1.45)
    shown = [Words(digit, wide, small(bold=True), centred=True) for digit in digits]

    def draw(painter: QPainter, at: QPointF) -> None:
        label.draw(painter, at, "muted")
        for number, digit in enumerate(shown):
            corner = at + QPointF(number * (wide + gap), top)
            _box(painter, QRectF(corner.x(), corner.y(), wide, tall), "window", "outline")
            digit.draw(painter, corner + QPointF(0, (tall - digit.height) / 2), "text")

    return Block(top + tall, top + tall / 2, draw)


KINDS: dict[str, Callable[[Part, float], Block]] = {
    "field": _field,
    "menu": _menu,
    "choice": _marked,
    "chosen": _marked,
    "tick": _marked,
    "ticked": _marked,
    "button": _button,
    "text": _text,
    "qr": _qr,
    "code": _code,
}

"""Breaks blocks into pages as a typesetter would.

No line of a paragraph is left alone on a page, no heading at a page's foot, and a short entry is
never torn apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtGui import QFont, QPagedPaintDevice, QTextLayout, QTextLine, QTextOption

from ui.paperblocks import STYLES, Block, Style
from ui.plaintext import seen

MM = 25.4  # an inch
COLUMN = 0.42  # of the width: a table's first column
GUTTER = 4.0
ROW = 11.5  # a table's row is high enough for a pen
ROW_PAD = 2.2
PANEL_PAD = 3.5
SIGN = 11.0  # how high our sign is
LEAST = 4.0  # em of a paragraph's last line, where a narrower one gives it as much
NARROWER = (0.98, 0.96, 0.94, 0.92, 0.9)
BELOW = ("what", "under")  # styles that belong to the entry above
# What sets other shapes for letters, of which Qt's PDF doesn't say what they mean: who searches for
# “file” doesn't type “ﬁle”, and digits beside Latin letters could be seen, but not found or copied.
UNSEARCHABLE = ("liga", "locl")
WHOLE = 14  # lines of an entry that is kept together


@dataclass(frozen=True)
class Line:
    """A line of text: where it stands within its piece, and what keeps it alive."""

    line: QTextLine
    layout: QTextLayout
    left: float
    top: float
    tint: str


@dataclass(frozen=True)
class Piece:
    """What isn't torn apart: some lines of a block, `first` and `last` where they are its ends.

    `glued`: it stands on the page of the piece after it. `before` is left out at a page's top.
    """

    block: Block
    lines: tuple[Line, ...]
    height: float
    before: float = 0.0
    first: bool = True
    last: bool = True
    glued: bool = False


@dataclass(frozen=True)
class Placed:
    """A piece at its height on a page."""

    piece: Piece
    top: float


@dataclass
class Flow:
    """Sets blocks for `device` in `letters`, `width` dots wide."""

    device: QPagedPaintDevice
    letters: QFont
    width: float

    def mm(self, length: float) -> float:
        """A length in the device's dots."""
        return length * self.device.logicalDpiY() / MM

    def em(self, style: Style) -> float:
        """A style's size in the device's dots."""
        return style.points * self.device.logicalDpiY() / 72

    def font(self, style: Style) -> QFont:
        """The letters of a style."""
        made = QFont(self.letters)
        made.setPointSizeF(style.points)
        made.setWeight(QFont.Weight.Bold if style.bold else QFont.Weight.Normal)
        for tag in UNSEARCHABLE:
            made.setFeature(QFont.Tag(tag), 0)
        return made

    # --- blocks into pieces ------------------------------------------------------------------
    def pieces(self, blocks: Iterable[Block]) -> list[Piece]:
        """Every block in pieces; what belongs together is glued."""
        made: list[Piece] = []
        for entry in _entries(blocks):
            parts = [piece for block in entry for piece in self._of(block)]
            if entry[0].panel:
                pad = self.mm(PANEL_PAD)
                parts[0] = replace(parts[0], before=parts[0].before + 2 * pad)
                parts[-1] = replace(parts[-1], height=parts[-1].height + pad)
            lines = sum(len(piece.lines) for piece in parts)
            whole = lines <= WHOLE or bool(entry[0].panel)
            made += [
                replace(part, glued=part.glued or (whole and part is not parts[-1]))
                for part in parts
            ]
        return made

    def _of(self, block: Block) -> Iterator[Piece]:
        style = STYLES[block.style]
        before = self.mm(style.before)
        if block.style == "sign":
            yield Piece(block, (), self.mm(SIGN), glued=True)
        elif block.beside is not None:
            yield self._row(block)
        else:
            lines = self._set(block.text, style, self._room(style))
            cuts = _cuts(len(lines))
            for low, high in pairwise(cuts):
                part, height = _stacked(lines[low:high], self.em(style) * style.leading)
                first, last = low == 0, high == len(lines)
                gap = before if first else 0.0
                yield Piece(block, part, height, gap, first, last, glued=last and block.keep)

    def _room(self, style: Style) -> float:
        return self.width - self.mm(style.indent + style.right)

    def _row(self, block: Block) -> Piece:
        style, small = STYLES[block.style], STYLES["small"]
        column = self.width * COLUMN
        pad = self.mm(ROW_PAD)
        left = self._set(block.text, style, column - self.mm(GUTTER))
        lines, low = _stacked(left, self.em(style) * style.leading)
        if block.hint:
            said = self._set(block.hint, small, column - self.mm(GUTTER))
            more, high = _stacked(said, self.em(small) * small.leading, low)
            lines, low = lines + more, low + high
        strong = replace(style, points=style.points + 1, bold=True)
        value = self._set(block.beside or "", strong, self.width - column)
        beside, high = _stacked(value, self.em(strong) * strong.leading)
        lines += tuple(replace(line, left=line.left + column) for line in beside)
        height = max(self.mm(ROW), max(low, high) + 2 * pad)
        down = (height - max(low, high)) / 2
        lines = tuple(replace(line, top=line.top + down) for line in lines)
        return Piece(block, lines, height, glued=block.keep)

    def _set(self, text: str, style: Style, room: float) -> list[Line]:
        """`text` in lines, each at the top of its own; the last isn't a syllable alone."""
        made = self._lines(text, style, room)
        for times in NARROWER:
            if len(made) < 2 or made[-1].line.naturalTextWidth() >= LEAST * self.em(style):
                break
            tried = self._lines(text, style, room * times)
            made = tried if len(tried) == len(made) else made
        return made

    def _lines(self, text: str, style: Style, room: float) -> list[Line]:
        layout = QTextLayout(seen(text), self.font(style), self.device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        made = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            top = (self.em(style) * style.leading - line.height()) / 2
            made.append(Line(line, layout, self.mm(style.indent), top, style.tint))
        layout.endLayout()
        return made


def _stacked(lines: list[Line], step: float, down: float = 0.0) -> tuple[tuple[Line, ...], float]:
    """The lines below one another, `step` apart, and how high they are."""
    placed = (replace(line, top=line.top + down + n * step) for n, line in enumerate(lines))
    return tuple(placed), step * len(lines)


def _cuts(count: int) -> list[int]:
    """Where a paragraph of so many lines may be torn: two lines at least on either side."""
    return [0, count] if count < 4 else [0, *range(2, count - 1), count]


def _entries(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks that belong together: an entry with what stands under it, a panel."""
    entry: list[Block] = []
    for block in blocks:
        joins = block.style in BELOW or (bool(block.panel) and bool(entry and entry[-1].panel))
        if entry and not joins:
            yield entry
            entry = []
        entry.append(block)
    if entry:
        yield entry


# --- pieces onto pages -------------------------------------------------------------------------
def paged(pieces: Iterable[Piece], height: float) -> list[list[Placed]]:
    """The pieces on pages of that height."""
    pages: list[list[Placed]] = [[]]
    low = 0.0
    for group in _groups(pieces):
        needed = sum(piece.before + piece.height for piece in group)
        fresh = group[0].block.fresh and group[0].first
        if pages[-1] and (fresh or low + needed > height):
            pages.append([])
            low = 0.0
        for piece in group:
            if pages[-1] and low + piece.before + piece.height > height:  # larger than a page
                pages.append([])
                low = 0.0
            low += piece.before if pages[-1] else 0.0
            pages[-1].append(Placed(piece, low))
            low += piece.height
    return pages


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.glued:
            yield group
            group = []
    if group:
        yield group

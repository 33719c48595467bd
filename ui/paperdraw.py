"""Draws a paper: pages of A4 with our sign, page numbers and hairlines. For a file or a printer.

Everything here may be called from any thread: it draws on paper, not on the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from ui import papermarks, theme
from ui.brandmark import wordmark_svg
from ui.logo import drawn
from ui.paperblocks import STYLES, Paper
from ui.paperflow import PANEL_PAD, SIGN, Flow, Placed, paged
from ui.papermarks import tinted
from ui.pdfmends import mended

DOTS = 600  # an inch
MARGIN_MM = 18.0
FOOT_MM = 9.0
HAIR_MM = 0.12
MARK_MM = 3.4
SIGN_DOTS = 1200
SMALLER = tuple(1 - step / 25 for step in range(21))  # down to a fifth


def sign() -> bytes:
    """What stands at the head of a paper, as SVG. Paper is white whatever the windows are."""
    return wordmark_svg(lambda token: str(getattr(theme.LIGHT, token)))


def pdf(paper: Paper, title: str, letters: QFont, *, one: bool = False) -> bytes:
    """`paper` as a PDF that carries its fonts; on one page, if it is to be `one`."""
    made = written(title, lambda writer: draw(paper, writer, letters, one=one))
    return mended(made, paper.language)


def written(title: str, draw_on: Callable[[QPdfWriter], object]) -> bytes:
    """The PDF of all that `draw_on` draws."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Aikagi")
    writer.setResolution(DOTS)
    lay_out(writer)
    draw_on(writer)
    buffer.close()
    return bytes(content.data())


def draw(paper: Paper, device: QPagedPaintDevice, letters: QFont, *, one: bool = False) -> float:
    """Draw `paper` on `device`; with `one`, as small as one page needs.

    Returns how much of the last page's height that took, 1 at most; 0 where the device took
    nothing: a printer that is gone, say.
    """
    return _Sheets(device, letters).draw(paper, one=one)


def lay_out(device: QPagedPaintDevice) -> None:
    """A4, upright, with margins that any printer can leave."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    paper = QPageSize(QPageSize.PageSizeId.A4)
    upright = QPageLayout.Orientation.Portrait
    unit = QPageLayout.Unit.Millimeter
    device.setPageLayout(QPageLayout(paper, upright, margins, unit))


def font() -> QFont:
    """The windows' font. To be asked for in the windows' thread."""
    return QFont(QGuiApplication.font())


def _low(page: list[Placed]) -> float:
    """Where the lowest thing of a page ends."""
    return page[-1].top + page[-1].piece.height if page else 0.0


class _Sheets:
    """The pages of a paper on `device`."""

    def __init__(self, device: QPagedPaintDevice, letters: QFont) -> None:
        self.device = device
        self.flow = Flow(device, letters, device.width())
        self.painter = QPainter()
        self._smaller = 1.0

    def draw(self, paper: Paper, *, one: bool) -> float:
        """See `draw`, the function."""
        room = self.device.height() - self.flow.mm(FOOT_MM)
        pages = self._fitted(paper, room) if one else paged(self.flow.pieces(paper.blocks), room)
        if not self.painter.begin(self.device):
            return 0.0
        low = 0.0
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.device.newPage()
            self.painter.save()
            low = _low(page) * self._smaller
            self.painter.scale(self._smaller, self._smaller)
            self._page(page)
            self.painter.restore()
            self.flow.width = self.device.width()
            self._foot(paper.foot, number, len(pages))
        return low / self.device.height() if self.painter.end() else 0.0

    def _fitted(self, paper: Paper, room: float) -> list[list[Placed]]:
        """One page, smaller the more there is on it, but as wide as ever."""
        pages: list[list[Placed]] = []
        for self._smaller in SMALLER:
            self.flow.width = self.device.width() / self._smaller
            pages = paged(self.flow.pieces(paper.blocks), float("inf"))
            if _low(pages[0]) * self._smaller <= room:
                break
        return pages

    # --- a page ------------------------------------------------------------------------------
    def _page(self, page: list[Placed]) -> None:
        self._panels(page)
        for placed in page:
            if placed.piece.block.style == "sign":
                self._sign(placed.top)
            self._rule(placed)
            self._mark(placed)
            for line in placed.piece.lines:
                self.painter.setPen(tinted(line.tint))
                line.line.draw(self.painter, QPointF(line.left, placed.top + line.top))

    def _sign(self, top: float) -> None:
        picture = drawn(sign(), QSize(SIGN_DOTS * 6, SIGN_DOTS))
        if picture.isNull():
            return
        high = self.flow.mm(SIGN)
        wide = high * picture.width() / picture.height()
        self.painter.drawImage(QRectF(0, top, wide, high), picture)

    def _hairline(self, y: float, tint: str = "outline", times: float = 1.0) -> None:
        self.painter.setPen(QPen(tinted(tint), self.flow.mm(HAIR_MM) * times))
        self.painter.drawLine(QPointF(0, y), QPointF(self.flow.width, y))

    def _rule(self, placed: Placed) -> None:
        piece = placed.piece
        if piece.block.style == "heading" and piece.last:
            self._hairline(placed.top + piece.height + self.flow.mm(0.8), "text", 2)
        if piece.block.beside is not None:
            self._hairline(placed.top + piece.height)
        if piece.block.rule and piece.first and placed.top > 0:
            self._hairline(placed.top - piece.before / 2, "line")

    def _mark(self, placed: Placed) -> None:
        block, piece = placed.piece.block, placed.piece
        if not block.mark or not piece.first:
            return
        style = STYLES[block.style]
        line = self.flow.em(style) * style.leading
        size = self.flow.mm(MARK_MM)
        left = self.flow.mm(style.indent) - size - self.flow.mm(2.6)
        if block.mark in papermarks.MARKS:
            papermarks.draw(self.painter, block.mark, left, placed.top + (line - size) / 2, size)
            return
        self.painter.setFont(self.flow.font(STYLES["head"]))
        self.painter.setPen(tinted("accent"))
        box = QRectF(left, placed.top, size, line)
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), block.mark)

    # --- panels ------------------------------------------------------------------------------
    def _panels(self, page: list[Placed]) -> None:
        run: list[Placed] = []
        for placed in [*page, None]:
            panel = placed.piece.block.panel if placed else ""
            if run and panel != run[0].piece.block.panel:
                self._panel(run)
                run = []
            if placed and panel:
                run.append(placed)

    def _panel(self, run: list[Placed]) -> None:
        """A frame with a thick left edge: it is there in black and white too."""
        mark, pad = run[0].piece.block.panel, self.flow.mm(PANEL_PAD)
        token = papermarks.MARKS[mark][0]
        top = run[0].top - pad
        high = run[-1].top + run[-1].piece.height - top
        box = QRectF(0, top, self.flow.width, high)
        soft = f"{token}_soft" if token in {"good", "warn", "bad"} else "surface"
        self.painter.fillRect(box, tinted(soft))
        self.painter.fillRect(QRectF(0, top, self.flow.mm(1.1), high), tinted(token))
        style = STYLES[run[0].piece.block.style]
        size = self.flow.mm(MARK_MM * 1.2)
        line = self.flow.em(style) * style.leading
        down = run[0].top + (line - size) / 2
        papermarks.draw(self.painter, mark, self.flow.mm(4.2), down, size)

    # --- the foot ----------------------------------------------------------------------------
    def _foot(self, foot: str, number: int, count: int) -> None:
        small = STYLES["small"]
        high = self.flow.mm(FOOT_MM)
        low = float(self.device.height())
        self._hairline(low - high * 0.55, "line")
        self.painter.setFont(self.flow.font(small))
        self.painter.setPen(tinted(small.tint))
        line = QRectF(0, low - high * 0.5, self.device.width(), high * 0.5)
        bottom = Qt.AlignmentFlag.AlignBottom
        self.painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | bottom), foot)
        said = f"{number} / {count}"
        self.painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | bottom), said)

"""The recovery sheet on paper: one page of A4, as a PDF or for a printer.

`pdf` may be called from any thread: it draws on paper, not on the screen.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from app.messages import Message
from app.recovery import Blank, Label
from ui.console import both
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from app.recovery import Sheet

DOTS = 300  # a inch
MARGIN_MM = 17.0
POINTS = 10.0
# Paper is white whatever the windows are.
STYLE = """
body { color: #17212b; }
h1 { font-size: 18pt; font-weight: 600; margin: 0 0 4px 0; }
h2 { font-size: 12.5pt; font-weight: 600; margin: 14px 0 6px 0; }
p { margin: 0 0 6px 0; line-height: 130%; }
li { margin: 0 0 6px 0; line-height: 130%; }
td { border: 1px solid #7b8794; padding: 6px; vertical-align: middle; }
.what { background-color: #f1f4f7; }
.value { font-size: 12pt; }
.notice { background-color: #fff3d6; color: #7a4b00; font-size: 13pt; font-weight: 600; }
.muted { color: #52606d; font-size: 8.5pt; }
"""


def html(sheet: Sheet) -> str:
    """The sheet in the language that is spoken now, as Qt's subset of HTML."""
    return "".join(
        (
            *(_notice(notice) for notice in sheet.notices),
            f"<h1>{_said(sheet.title)}</h1>",
            f"<p>{_said(sheet.purpose)}</p>",
            _table(sheet.account),
            _table(sheet.keepers),
            f'<p style="margin-top:10px">{_said(sheet.apart)}</p>',
            f"<h2>{_said(sheet.lost)}</h2>",
            "<ol>",
            *(f"<li>{_said(way)}</li>" for way in sheet.ways),
            "</ol>",
            f'<p class="muted" style="margin-top:12px">{_said(sheet.made)}</p>',
        )
    )


def plain(message: Message) -> str:
    """A sentence of the sheet, with AWS's labels in both languages."""
    values = {
        name: both(value.name) if isinstance(value, Label) else value
        for name, value in message.values.items()
    }
    return say(Message(message.text, values))


def _said(message: Message) -> str:
    return escape(plain(message))


def _notice(notice: Message) -> str:
    return (
        '<table width="100%" cellspacing="0" style="margin: 0 0 8px 0">'
        f'<tr><td class="notice">{_said(notice)}</td></tr></table>'
    )


def _table(blanks: tuple[Blank, ...]) -> str:
    rows = "".join(_row(blank) for blank in blanks)
    return (
        '<table width="100%" cellspacing="0" style="border-collapse: collapse; margin: 8px 0">'
        f"{rows}</table>"
    )


def _row(blank: Blank) -> str:
    hint = f'<br><span class="muted">{_said(blank.hint)}</span>' if blank.hint else ""
    value = escape(blank.value) or "&nbsp;"
    return (
        f'<tr><td width="44%" class="what">{_said(blank.what)}{hint}</td>'
        f'<td width="56%" class="value">{value}</td></tr>'
    )


def pdf(page: str, title: str, letters: QFont) -> bytes:
    """`page` (see `html`) as a PDF that carries its fonts."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Aikagi")
    writer.setResolution(DOTS)
    lay_out(writer)
    draw(page, writer, letters)
    buffer.close()
    return bytes(content.data())


def lay_out(device: QPagedPaintDevice) -> None:
    """A4, upright, with margins that any printer can leave."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    paper = QPageSize(QPageSize.PageSizeId.A4)
    upright = QPageLayout.Orientation.Portrait
    unit = QPageLayout.Unit.Millimeter
    device.setPageLayout(QPageLayout(paper, upright, margins, unit))


def draw(page: str, device: QPagedPaintDevice, letters: QFont) -> float:
    """Draw `page` on the device's one page. Returns how much of its height that took, 1 at most.

    It is 0 where the device took nothing: a printer that is gone, say.
    """
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(letters)
    document.setDefaultStyleSheet(STYLE)
    document.documentLayout().setPaintDevice(device)
    document.setHtml(page)
    document.setTextWidth(device.width())
    whole = min(1.0, device.height() / document.size().height())
    painter = QPainter(device)
    if not painter.isActive():
        return 0.0
    painter.scale(whole, whole)  # long names make it smaller, but never lose a line
    document.drawContents(painter)
    if not painter.end():
        return 0.0
    return document.size().height() * whole / device.height()


def font() -> QFont:
    """The windows' font, in the size of print. To be asked for in the windows' thread."""
    made = QFont(QGuiApplication.font())
    made.setPointSizeF(POINTS)
    return made

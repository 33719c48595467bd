"""The report on paper: as many pages of A4 as it takes, as a PDF that carries its fonts.

`pdf` may be called from any thread: it draws on paper, not on the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPdfWriter, QTextDocument

from ui.recoverypaper import DOTS, lay_out

FOOT_PT = 8.0
# Paper is white whatever the windows are.
STYLE = """
body { color: #17212b; }
h1 { font-size: 17pt; font-weight: 600; margin: 0 0 6px 0; }
h2 { font-size: 12pt; font-weight: 600; margin: 16px 0 4px 0; }
p { margin: 0 0 3px 0; line-height: 125%; }
.head { margin: 4px 0 1px 0; }
.under { margin: 0 0 1px 60px; color: #3d4a57; font-size: 9pt; }
.good { background-color: #e3f4e8; padding: 6px; }
.warn { background-color: #fff3d6; padding: 6px; }
"""


def pdf(page: str, title: str, foot: str, letters: QFont) -> bytes:
    """`page` (see `reporttext.html`) as a PDF; `foot` stands below each page, with its number."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Aikagi")
    writer.setResolution(DOTS)
    lay_out(writer)
    _draw(page, writer, foot, letters)
    buffer.close()
    return bytes(content.data())


def _draw(page: str, writer: QPdfWriter, foot: str, letters: QFont) -> None:
    small = QFont(letters)
    small.setPointSizeF(FOOT_PT)
    width, below = float(writer.width()), DOTS * 0.35
    high = writer.height() - below
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(letters)
    document.setDefaultStyleSheet(STYLE)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(page)
    document.setPageSize(QSizeF(width, high))
    painter = QPainter(writer)
    count = document.pageCount()
    for number in range(count):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * high)
        document.drawContents(painter, QRectF(0, number * high, width, high))
        painter.restore()
        painter.setFont(small)
        line = QRectF(0, writer.height() - below * 0.6, width, below * 0.6)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), foot)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), f"{number + 1} / {count}")
    painter.end()

"""A manual on paper: HTML with pictures, as many pages of A4 as it takes, with its fonts inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPdfWriter, QTextDocument

from ui.paperdraw import DOTS, written

FOOT_PT = 8.0
FOOT_IN = 0.35  # inches below the text


def pdf(page: str, title: str, foot: str, letters: QFont) -> bytes:
    """`page`, in Qt's subset of HTML, as a PDF; `foot` stands below each page, with its number."""
    return written(title, lambda writer: _draw(page, writer, foot, letters))


def _draw(page: str, writer: QPdfWriter, foot: str, letters: QFont) -> None:
    small = QFont(letters)
    small.setPointSizeF(FOOT_PT)
    width, below = float(writer.width()), DOTS * FOOT_IN
    high = writer.height() - below
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(letters)
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

"""Where the lines of words are, so that what scrolls shows none of them cut through its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QRegion, QTextDocument, QTextOption
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QResizeEvent

Band = tuple[int, int]  # where a line begins, and where the next may


def bands(inside: QWidget) -> list[Band]:
    """The lines of all labels in `inside`, from its upper edge on."""
    labels = (label for label in inside.findChildren(QLabel) if label.isVisibleTo(inside))
    at = QPoint(0, 0)
    return sorted(line for label in labels for line in _of(label, label.mapTo(inside, at).y()))


def _of(label: QLabel, top: int) -> Iterator[Band]:
    """Laid out anew as QLabel does it, which doesn't tell where its lines are."""
    room = label.contentsRect()
    words = QTextDocument()
    words.setDocumentMargin(0)
    words.setDefaultFont(label.font())
    if not label.wordWrap():
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.ManualWrap)
        words.setDefaultTextOption(option)
    rich = label.textFormat() == Qt.TextFormat.RichText
    (words.setHtml if rich else words.setPlainText)(label.text())
    words.setTextWidth(room.width())
    words.documentLayout().documentSize()  # lays out
    free = max(0, room.height() - round(words.size().height()))
    top += room.y() + (free // 2 if label.alignment() & Qt.AlignmentFlag.AlignVCenter else 0)
    block = words.begin()
    while block.isValid():
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number).rect().translated(layout.position())
            yield top + int(line.top()), top + int(line.bottom() + 0.999)
        block = block.next()


def end(lines: Iterable[Band], edge: int) -> int:
    """The lowest place down to `edge` that cuts no line; `edge` where already the first is cut."""
    cut = [top for top, bottom in lines if top < edge < bottom]
    return min(cut) if cut and min(cut) > 0 else edge


def whole(lines: Iterable[Band], seen: QRect) -> QRegion:
    """What of `seen` has no line in it that reaches out of it."""
    shown = QRegion(seen)
    for top, bottom in lines:
        for edge in (seen.top(), seen.bottom() + 1):
            if top < edge < bottom:
                shown -= QRegion(seen.left(), top, seen.width(), bottom - top)
    return shown


class Pages(QPlainTextEdit):
    """Text of which a whole number of lines is in sight."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave free what is no whole line."""
        super().resizeEvent(event)
        above = round(self.document().documentMargin())
        over = (self.contentsRect().height() - above) % self.fontMetrics().lineSpacing()
        if over != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, over)

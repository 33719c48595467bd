"""Draws an SVG that is in memory: our sign, or a vendor's logo that `app/logo.py` looked over.

By Qt's reader of pictures, from a buffer: it has no address from which anything could be loaded.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.button import named


class Logo(QWidget):
    """As large as fits into `wide` by `high` em; where it can't be drawn, it isn't there.

    With `plate` it stands on white in both schemes, as a vendor drew it for paper.
    """

    def __init__(
        self, content: bytes, accessible: str, *, wide: float, high: float, plate: bool = False
    ) -> None:
        super().__init__()
        named(self, "logo", accessible)
        self._content, self._plate = content, plate
        self._pad = theme.em(0.5) if plate else 0
        size = _size(content).scaled(
            theme.em(wide), theme.em(high), Qt.AspectRatioMode.KeepAspectRatio
        )
        self.there = not size.isEmpty()
        self._picture = QPixmap()
        self._drawing = size
        self.setFixedSize(size + QSize(2 * self._pad, 2 * self._pad))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not self.there:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, sharp at the screen's scale."""
        ratio = self.devicePixelRatioF()
        if self._picture.isNull() or self._picture.devicePixelRatio() != ratio:
            self._picture = _drawn(self._content, self._drawing * ratio)
            self._picture.setDevicePixelRatio(ratio)
        with QPainter(self) as painter:
            if self._plate:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(Qt.GlobalColor.white)
                radius = theme.em(0.3)
                painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
            painter.drawPixmap(self._pad, self._pad, self._picture)


def _reader(content: bytes, buffer: QBuffer) -> QImageReader:
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    return QImageReader(buffer, b"svg")


def _size(content: bytes) -> QSize:
    """The drawing's own size; an empty one where it is none."""
    if not content:
        return QSize(0, 0)
    buffer = QBuffer()  # the reader doesn't keep it alive
    return _reader(content, buffer).size()


def _drawn(content: bytes, size: QSize) -> QPixmap:
    buffer = QBuffer()
    reader = _reader(content, buffer)
    reader.setScaledSize(size)
    return QPixmap.fromImage(reader.read())

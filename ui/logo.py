"""Shows an SVG that is in memory: our sign, or a vendor's logo that `app/logo.py` looked over.

By Qt's reader of pictures, from a buffer: it has no address from which anything could be loaded.
However it was drawn, drawing somebody else's can take long: `drawn` is for any thread, and Qt's
reader lets the other threads run meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.button import named


def drawn(content: bytes, most: QSize) -> QImage:
    """The drawing as large as fits into `most` pixels; a null image where it can't be drawn."""
    if not content:
        return QImage()
    size = _reader(content, buffer := QBuffer()).size()  # the reader doesn't keep the buffer alive
    if size.isEmpty():
        return QImage()
    buffer.close()
    reader = _reader(content, buffer)
    reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def box(wide: float, high: float, ratio: float) -> QSize:
    """The pixels of so many em on a screen of that ratio: to be asked in the window's thread."""
    return QSize(theme.em(wide), theme.em(high)) * ratio


class Logo(QWidget):
    """A drawing, as large as fits into `wide` by `high` em; where it is null, it isn't there.

    With `plate` it stands on white in both schemes, as a vendor drew it for paper.
    """

    def __init__(
        self, image: QImage, accessible: str, *, wide: float, high: float, plate: bool = False
    ) -> None:
        super().__init__()
        named(self, "logo", accessible)
        self._image, self._plate = image, plate
        self._pad = theme.em(0.5) if plate else 0
        self.there = not image.isNull()
        self._picture = QPixmap()
        self._size = image.size().scaled(
            theme.em(wide), theme.em(high), Qt.AspectRatioMode.KeepAspectRatio
        )
        self.setFixedSize(self._size + QSize(2 * self._pad, 2 * self._pad))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not self.there:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show it, at the screen's scale."""
        ratio = self.devicePixelRatioF()
        if self._picture.isNull() or self._picture.devicePixelRatio() != ratio:
            self._picture = self._scaled(ratio)
        with QPainter(self) as painter:
            if self._plate:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(Qt.GlobalColor.white)
                radius = theme.em(0.3)
                painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
            painter.drawPixmap(self._pad, self._pad, self._picture)

    def _scaled(self, ratio: float) -> QPixmap:
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.IgnoreAspectRatio
        picture = QPixmap.fromImage(self._image.scaled(self._size * ratio, keep, smooth))
        picture.setDevicePixelRatio(ratio)
        return picture


def _reader(content: bytes, buffer: QBuffer) -> QImageReader:
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    return QImageReader(buffer, b"svg")

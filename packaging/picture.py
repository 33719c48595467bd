"""Pictures of the drawing in resources/icons, for systems that want theirs as PNG or BMP.

Imports PySide6 where it draws alone, since the build's own Python hasn't got it.
"""

from __future__ import annotations

import os
from pathlib import Path

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "aikagi.svg"


def png(size: int, drawing: Path = DRAWING) -> bytes:
    """A drawing (SVG) as a square PNG. Needs PySide6, but no screen. Raises OSError."""
    return _drawn(size, size, drawing, "PNG")


def bmp(width: int, height: int, drawing: Path) -> bytes:
    """A drawing without a see-through place, as a bitmap, which is all that NSIS takes.

    Needs PySide6, but no screen. Raises OSError.
    """
    return _drawn(width, height, drawing, "BMP")


def _drawn(width: int, height: int, drawing: Path, kind: str) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    plain = QImage.Format.Format_RGB888 if kind == "BMP" else QImage.Format.Format_ARGB32
    renderer = QSvgRenderer(str(drawing))
    image = QImage(width, height, plain)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    saved = image.save(buffer, kind)  # type: ignore[call-overload]  # its stub wants bytes
    if not saved or not renderer.isValid():
        raise OSError(str(drawing))
    return bytes(buffer.data().data())

"""The drawing as pictures in all the sizes of a desktop's icon theme.

    python packaging/linux/icons.py DRAWING.svg NAME HICOLOR

A program of its own, because it wants a Python that has PySide6: the installer's environment.
https://specifications.freedesktop.org/icon-theme-spec/latest/
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def make(drawing: Path, name: str, hicolor: Path) -> None:
    """Write `NAME.png` in every size below `hicolor`. Needs no screen. Raises `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(str(drawing)).render(painter)
        painter.end()
        target = hicolor / f"{size}x{size}" / "apps" / f"{name}.png"
        target.parent.mkdir(parents=True)
        if not image.save(str(target)):
            raise OSError(str(target))


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))

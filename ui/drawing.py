"""Our own drawings: SVG whose colours are tokens, so that each scheme tints them.

A colour is written `var(--token, #rrggbb)`, where the fallback is the light scheme's, so that any
browser or editor shows the file as it is. A drawing is read and drawn once for each scheme and
size, and not before it is first painted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.settings import RESOURCES
from ui import theme

if TYPE_CHECKING:
    from ui.background import Background

ICONS, ILLUSTRATIONS = RESOURCES / "icons", RESOURCES / "illustrations"
TOKEN = re.compile(r"var\(--(\w+), (#[0-9a-f]{6})\)")


def tint(svg: str, token_colour: Callable[[str], str]) -> bytes:
    """The drawing with each token in the colour that `token_colour` (name to #rrggbb) gives it."""
    return TOKEN.sub(lambda found: token_colour(found[1]), svg).encode()


def of_scheme(token: str) -> str:
    """The colour of `token` in the scheme in use, as #rrggbb."""
    return str(getattr(theme.colours(), token))


@lru_cache
def source(path: Path) -> str:
    """The drawing as it lies there; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def image(path: Path, size: QSize, ratio: float) -> QImage:
    """The drawing in the scheme in use, as large as fits into `size`; null where there is none."""
    return _image(path, size, ratio, theme.colours())


@lru_cache(maxsize=64)  # of QImages: a QPixmap mustn't outlive the application
def _image(path: Path, size: QSize, ratio: float, scheme: theme.Colours) -> QImage:
    """For any thread: all that it depends on is handed to it."""
    from ui.logo import drawn

    made = drawn(tint(source(path), lambda token: str(getattr(scheme, token))), size * ratio)
    made.setDevicePixelRatio(ratio)
    return made


class Drawing(QWidget):
    """A drawing of ours in a place of its own, drawn after the window's first paint.

    The first drawing of all costs more than any other, since Qt loads its reader of SVG: with a
    `background` it is drawn there, and shown once it is done.
    """

    def __init__(self, path: Path, size: QSize, background: Background | None = None) -> None:
        super().__init__()
        self._path, self._background = path, background
        self._late = self._asked = False
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.tinted(self)

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show it; the first time only ask for it, so that a window comes up without waiting."""
        if not self._late:
            if not self._asked:
                self._asked = True
                QTimer.singleShot(0, self, self._begin)
            return
        with QPainter(self) as painter:
            made = image(self._path, self.size(), self.devicePixelRatioF())
            painter.drawImage(QPoint(0, 0), made)

    def _begin(self) -> None:
        if self._background is None:
            self._show()
            return
        wanted = (self._path, self.size(), self.devicePixelRatioF(), theme.colours())
        self._background.run(self, lambda _token: _image(*wanted), lambda _drawn: self._show())

    def _show(self) -> None:
        self._late = True
        self.update()

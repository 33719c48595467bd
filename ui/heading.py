"""A page's headline, what stands below it, and the step's illustration at the right.

The illustration is painted by the row itself: there is nothing that a screen reader would come to.
It takes as much height as the headline and the slot do; in a narrow window it isn't there.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import ILLUSTRATIONS, image
from ui.widgets import Text, named

WIDE_EM, HIGH_EM = 4.2, 3.5
NARROW_EM = 28.0
WAY = QBoxLayout.Direction
# Of the headline, the slot and the space behind: below each other, or level.
STRETCHES = ((0, 1), (0, 0), (1, 0))


class Heading(QWidget):
    """`words` is the headline; a quiet button goes into `slot`, at the left below it.

    `small`: it is one line, without an illustration. Where there is none it is one line, too.
    """

    def __init__(self, headline: str, illustration: str = "") -> None:
        super().__init__()
        path = ILLUSTRATIONS / f"{illustration}.svg"
        self._path: Path | None = path if illustration and path.is_file() else None
        self._late = self.small = False
        self.words = Text(headline, scale=theme.TITLE, bold=True)
        named(self.words, "headline", headline)
        self.slot = QHBoxLayout()
        self.slot.setSpacing(theme.em(theme.NEAR))
        self.slot.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.em(theme.TIGHT))
        self._column.addWidget(self.words)
        self._column.addLayout(self.slot)
        self._column.addStretch(1)
        self._make_room()
        theme.tinted(self)

    @property
    def pictured(self) -> bool:
        """Whether there is an illustration, and room for it."""
        return not self.small and self._path is not None and self._wide

    @property
    def _wide(self) -> bool:
        return self.width() >= theme.em(NARROW_EM)

    def be_small(self, small: bool) -> None:
        """Be one line, without an illustration, while the page needs all its room."""
        if small != self.small:
            self.small = small
            self._make_room()
            self.update()

    def dress(self) -> None:
        """Draw in the colours of the scheme in use."""
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the words need the room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        beside = theme.em(WIDE_EM + theme.GAP) if self.pictured else 0
        mirrored = self.isRightToLeft()  # Qt mirrors what is in a layout, but not its margins
        self._column.setContentsMargins(beside * mirrored, 0, beside * (not mirrored), 0)
        self.setMinimumHeight(theme.em(HIGH_EM) if self.pictured else 0)
        beside = self._wide and (self.small or self._path is None)
        self._column.setDirection(WAY.LeftToRight if beside else WAY.TopToBottom)
        for place, (below, level) in enumerate(STRETCHES):
            self._column.setStretch(place, level if beside else below)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the illustration; the first time only ask to, so that the page comes up at once."""
        if self._path is None or not self.pictured:
            return
        if not self._late:
            self._late = True
            QTimer.singleShot(0, self, self.update)
            return
        size = QSize(theme.em(WIDE_EM), theme.em(HIGH_EM))
        made = image(self._path, size, self.devicePixelRatioF())
        left = 0 if self.isRightToLeft() else self.width() - size.width()
        with QPainter(self) as painter:
            painter.drawImage(QPoint(left, 0), made)

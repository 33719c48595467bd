"""Words in a box of their own: the page stays still, and only they scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import focusring, theme
from ui.button import named
from ui.spacing import UNLIMITED
from ui.wholelines import Band, bands, end, whole
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


RING_EM = 0.3  # beside the words, so that the ring doesn't run through them


class _Foot(Text):
    """What is said below the words, and the edge at which a line that is cut through ends."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge, then the words."""
        with QPainter(self) as painter:
            rule = max(1, theme.em() // 18)
            painter.fillRect(0, 0, self.width(), rule, theme.colour("line"))
        super().paintEvent(event)


class Reading(QScrollArea):
    """Shows `inside`. While there is more to read than fits, Tab stops at it, and a line says so.

    Without that line the last words in sight would read on into what stands below the box. No line
    of words is shown in part: half of its letters look like a fault.
    """

    changed = Signal()  # whether Tab stops here is another now

    def __init__(
        self, name: str, accessible: str, inside: QWidget, *, least: float, narrow: float = 0.0
    ) -> None:
        """`least`: its height in em where the page has no more room.

        Narrower than `narrow` em it is as high as its words.
        """
        super().__init__()
        named(self, name, accessible)
        self._least, self._narrow, self._whole = least, narrow, False
        self._inside = inside
        self._lines: list[Band] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        inside.installEventFilter(self)
        self.foot = _Foot(tint="muted", scale=theme.SMALL)
        self.foot.setParent(self)
        self.foot.setContentsMargins(theme.em(RING_EM), 0, theme.em(RING_EM), 0)  # as the words
        self.foot.setAlignment(Qt.AlignmentFlag.AlignTop)  # what is no whole line is left below it
        self.foot.hide()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._ranged)
        bar.valueChanged.connect(lambda _value: self._moved())
        self._fit()

    def show_whole(self, whole: bool) -> None:
        """As high as its words, so that the page scrolls and not the box; or not any more."""
        self._whole = whole
        self._fit()

    def to_top(self) -> None:
        """Begin at the first line."""
        self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """No higher than it has to be: what is free is given to it."""
        return QSize(theme.em(12), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        return QSize(self._inside.minimumSizeHint().width(), self.minimumHeight())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words need another height."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            QTimer.singleShot(0, self, self._measure)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means higher."""
        super().resizeEvent(event)
        self._place_foot()
        if event.size().width() != event.oldSize().width():
            self._fit()
        QTimer.singleShot(0, self, self._settle)

    def _fit(self) -> None:
        words = self._words_high()
        whole = self._whole or self.width() < theme.em(self._narrow)
        least = words if whole else min(theme.em(self._least), max(words, theme.em(1.5)))
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
            self.updateGeometry()
        self.setMaximumHeight(least if whole else UNLIMITED)

    def _ranged(self, _low: int, high: int) -> None:
        way = Qt.FocusPolicy.StrongFocus if high > 0 else Qt.FocusPolicy.NoFocus
        if way != self.focusPolicy():
            self.setFocusPolicy(way)
            self.changed.emit()
        QTimer.singleShot(0, self, self._settle)

    def _moved(self) -> None:
        self._say_where()
        self._show_whole_lines()

    def _say_where(self) -> None:
        bar = self.verticalScrollBar()
        below = bar.value() < bar.maximum()
        self.foot.say(_("↓ More below") if below else _("That is all of it."))

    def _show_foot(self) -> None:
        """Below the last whole line, while not all of them would fit without it."""
        room = self.contentsRect().height()
        more = self._words_high() > room
        self._say_where()
        self.foot.setVisible(more)
        kept = room - end(self._lines, max(0, room - self._foot_high())) if more else 0
        if kept != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, kept)
        self._place_foot()

    def _place_foot(self) -> None:
        words = self.viewport()
        top = words.y() + words.height()
        self.foot.setGeometry(words.x(), top, words.width(), self.height() - top)

    def _show_whole_lines(self) -> None:
        """Wherever it was scrolled to."""
        if not self.verticalScrollBar().maximum():
            self._inside.clearMask()
            return
        top = -self._inside.y()
        seen = QRect(0, top, self._inside.width(), self.viewport().height())
        self._inside.setMask(whole(self._lines, seen))

    def _words_high(self) -> int:
        return max(0, self._inside.heightForWidth(self.viewport().width()))

    def _foot_high(self) -> int:
        return self.foot.heightForWidth(max(1, self.viewport().width()))

    def _settle(self) -> None:
        """A bar that comes while the words are laid out leaves them as wide as without it."""
        if (layout := self._inside.layout()) is not None:
            layout.invalidate()
            layout.activate()
        self._measure()

    def _measure(self) -> None:
        """Where the lines are now."""
        self._lines = bands(self._inside)
        self._show_foot()
        self._show_whole_lines()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            focusring.draw_around(self)

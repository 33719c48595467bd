"""Words in a box of their own: the page stays still, and only they scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import focusring, theme
from ui.button import named
from ui.spacing import UNLIMITED
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


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

    Without that line the last words in sight would read on into what stands below the box.
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
        self.foot.hide()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._ranged)
        bar.valueChanged.connect(lambda _value: self._say_where())
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
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means higher."""
        super().resizeEvent(event)
        self._place_foot()
        if event.size().width() != event.oldSize().width():
            self._fit()

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

    def _say_where(self) -> None:
        bar = self.verticalScrollBar()
        below = bar.value() < bar.maximum()
        self.foot.say(_("↓ More below") if below else _("That is all of it."))

    def _show_foot(self) -> None:
        """Below the words, while not all of them would fit without it."""
        more = self._words_high() > self.contentsRect().height()
        self._say_where()
        if more == self.foot.isHidden():
            self.foot.setVisible(more)
            self.setViewportMargins(0, 0, 0, self._foot_high() if more else 0)
            self._place_foot()

    def _place_foot(self) -> None:
        high, words = self._foot_high(), self.viewport()
        self.foot.setGeometry(words.x(), self.height() - high, words.width(), high)

    def _words_high(self) -> int:
        return max(0, self._inside.heightForWidth(self.viewport().width()))

    def _foot_high(self) -> int:
        return self.foot.heightForWidth(max(1, self.viewport().width()))

    def _settle(self) -> None:
        """A bar that comes while the words are laid out leaves them as wide as without it."""
        if (layout := self._inside.layout()) is not None:
            layout.invalidate()
            layout.activate()
        self._show_foot()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring while it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            focusring.draw_around(self)

"""What not everybody needs to read: a line that opens and closes what is below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import focusring, theme
from ui.button import named
from ui.flow import Flow
from ui.linebreaks import kept_together
from ui.taborder import in_order, stops

WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)


class Head(QToolButton):
    """Says to a screen reader whether it is open, without looking like a button held down.

    Qt's own writes in one line, however long.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """The arrow alone tells open from closed."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On

    # --- its size ----------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        """In one line."""
        text = self.fontMetrics().horizontalAdvance(self._words)
        wide = self.beside + text + theme.em(0.5)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a few words."""
        return QSize(min(theme.em(10), self.sizeHint().width()), theme.em(1.6))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words take."""
        return max(theme.em(1.6), self._high(width) + theme.em(0.4))

    @property
    def first_line(self) -> int:
        """How far below its upper edge the middle of its first line is."""
        high = self._high(self.width())
        return round((self.height() - high + self.fontMetrics().height()) / 2)

    def _high(self, width: int) -> int:
        """What its words take, in as many lines as they need in `width`."""
        room = QRect(0, 0, width - self.beside - theme.em(0.3), 100000)
        return self.fontMetrics().boundingRect(room, WRAPPED, self._words).height()

    @property
    def _words(self) -> str:
        """What is written, with its phrases kept together."""
        return kept_together(self.text())

    @property
    def beside(self) -> int:
        """What the arrow takes: what is below begins there, too."""
        return theme.em(1.5)

    # --- its look ----------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Arrow and words, and a ring while it has the keyboard."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        way = self.layoutDirection()
        words = self.rect().adjusted(self.beside, 0, -theme.em(0.2), 0)
        words = QStyle.visualRect(way, self.rect(), words)
        arrow = QStyle.PrimitiveElement.PE_IndicatorArrowRight
        if self.isRightToLeft():
            arrow = QStyle.PrimitiveElement.PE_IndicatorArrowLeft
        if self.isChecked():
            arrow = QStyle.PrimitiveElement.PE_IndicatorArrowDown
        with QPainter(self) as painter:
            if option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(self.rect(), theme.colour("accent_soft"))
            place = QRect(theme.em(0.3), 0, theme.em(0.9), 2 * self.first_line)
            option.rect = QStyle.visualRect(way, self.rect(), place)
            self.style().drawPrimitive(arrow, option, painter, self)
            painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
            side = (
                Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            )
            painter.drawText(words, WRAPPED | int(side), self._words)
            if self.hasFocus():
                focusring.draw(painter, self.rect())


class Fold(QWidget):
    """A line to press, with an arrow. What is below is made when it is first opened."""

    opened = Signal()  # by the customer

    def __init__(
        self,
        name: str,
        title: str,
        fill: Callable[[QVBoxLayout], None],
        *,
        beside: QWidget | None = None,
    ) -> None:
        """`beside`: what stands before it in the same line."""
        super().__init__()
        self._fill: Callable[[QVBoxLayout], None] | None = fill
        self.head = Head()
        named(self.head, name, title)
        self.head.setText(title)
        self.head.clicked.connect(self._pressed)
        self._inside = QWidget()
        self._below = QVBoxLayout(self._inside)
        self._below.setContentsMargins(self.head.beside, 0, 0, theme.em(0.4))
        self._below.setSpacing(theme.em(0.5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if beside is None:
            column.addWidget(self.head, 0, corner)
        else:
            line = Flow(theme.em(0.6))
            line.addWidget(beside)
            line.addWidget(self.head)
            column.addLayout(line)
        column.addWidget(self._inside)
        self.set_open(False)

    def say(self, title: str) -> None:
        """Change what stands in the line."""
        if title != self.head.text():
            named(self.head, self.head.objectName(), title)
            self.head.setText(title)
            self.head.updateGeometry()

    @property
    def is_open(self) -> bool:
        """Whether what is below can be seen."""
        return self.head.isChecked()

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        if opened:
            self.fill()
        focus = QApplication.focusWidget()
        if not opened and focus is not None and self._inside.isAncestorOf(focus):
            self.head.setFocus()  # else it would be handed to whatever comes next
        self.head.setChecked(opened)
        self._inside.setVisible(opened)

    def fill(self) -> None:
        """Make what is below now, though nobody has opened it."""
        if self._fill is not None:
            fill, self._fill = self._fill, None
            fill(self._below)
            in_order(self.head, *stops(self._below))

    def _pressed(self, opened: bool) -> None:
        self.set_open(opened)
        if opened:
            self.opened.emit()


def folds(*each: QWidget) -> QWidget:
    """Several, one close below the other, as the lines of a list are."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.em(0.1))
    for fold in each:
        column.addWidget(fold)
    column.addStretch(1)
    return made

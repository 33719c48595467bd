"""A box that opens a list to choose from, and shows all of what is chosen, however long it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
)

from ui import theme

WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading) | int(
    Qt.TextFlag.TextWordWrap
)
ENDLESS = 10_000


class WholeChoice(QComboBox):
    """Where the words don't fit in one line they go on in the next, and the box is higher."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.currentTextChanged.connect(lambda _text: self.updateGeometry())

    def setCurrentIndex(self, index: int) -> None:
        """Choose one; its words may need another height, also while no signal is sent."""
        super().setCurrentIndex(index)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """A narrow one has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for all of the words."""
        usual = max(super().sizeHint().height(), self.minimumHeight())
        words = self._words(width)
        return max(usual, words.height() + theme.em(0.7))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word of what is chosen."""
        metrics, words = self.fontMetrics(), self.currentText().split()
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        around = ENDLESS - self._room(ENDLESS).width()
        return QSize(min(longest, theme.em(12)) + around, super().minimumSizeHint().height())

    def whole(self) -> bool:
        """Whether all of the words can be seen."""
        words = self._words(self.width())
        room = self._room(self.width())
        return words.width() <= room.width() and words.height() <= self.height()

    def _option(self, width: int) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, width, self.height())
        return option

    def _room(self, width: int) -> QRect:
        """Where the words are, in a box so wide."""
        field = QStyle.SubControl.SC_ComboBoxEditField
        box = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(box, self._option(width), field, self)
        return room.adjusted(1, 0, -1, 0)

    def _words(self, width: int) -> QRect:
        room = QRect(0, 0, max(self._room(width).width(), 1), ENDLESS)
        return self.fontMetrics().boundingRect(room, WRAPPED, self.currentText())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the usual box, and the words in it in as many lines as needed."""
        option = self._option(self.width())
        with QPainter(self) as painter:
            self.style().drawComplexControl(
                QStyle.ComplexControl.CC_ComboBox, option, painter, self
            )
            self.style().drawItemText(
                painter,
                self._room(self.width()),
                WRAPPED,
                option.palette,
                self.isEnabled(),
                self.currentText(),
                self.palette().ColorRole.ButtonText,
            )

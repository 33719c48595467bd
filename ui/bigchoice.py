"""A way on that is chosen by one press: a picture, what it is, and one sentence on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStyle, QWidget

from ui import focusring, linedisc, theme
from ui.button import Button
from ui.linebreaks import kept_together

WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
SIDE_EM, PAD_EM, GAP_EM = 2.4, 0.9, 0.35
LEAST_EM = 11.0  # the narrowest that reads well
BESIDE_EM = 24.0  # a narrower pair stands one above the other


class BigChoice(Button):
    """Two of these side by side look alike: neither is meant more than the other."""

    def __init__(
        self, name: str, title: str, sentence: str, picture: str, on_press: Callable[[], None]
    ) -> None:
        super().__init__(name, title)
        self._sentence = kept_together(sentence)
        self._picture = picture  # "rehearse" or "real"
        self.setAccessibleDescription(sentence)
        self.clicked.connect(lambda _checked: on_press())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # --- its size ----------------------------------------------------------------------------
    def _fonts(self) -> tuple[QFont, QFont]:
        return theme.font(theme.LEAD, bold=True), theme.font()

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Where title and sentence stand in a choice of that width."""
        pad, left = theme.em(PAD_EM), theme.em(PAD_EM * 2 + SIDE_EM)
        room = max(width - left - pad, theme.em(4))
        title_font, font = self._fonts()
        title = _taken(title_font, QRect(left, pad, room, 100_000), self.text())
        below = title.bottom() + 1 + theme.em(GAP_EM)
        return title, _taken(font, QRect(left, below, room, 100_000), self._sentence)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words take."""
        _title, sentence = self._boxes(width)
        return max(sentence.bottom() + 1, theme.em(PAD_EM + SIDE_EM)) + theme.em(PAD_EM)

    def sizeHint(self) -> QSize:
        """Room for the words at a comfortable width."""
        width = theme.em(LEAST_EM + 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as reads well, and as high as the words are at the width that it has."""
        narrow = theme.em(LEAST_EM)
        return QSize(narrow, self.heightForWidth(max(self.width(), narrow)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    # --- its look ----------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the picture and the words, and a ring while it has the keyboard."""
        pen = max(1.0, theme.em() / 18)
        radius, gap = theme.em(0.5), 3 * pen if self.hasFocus() else pen / 2
        box = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        near = self.isDown() or self.underMouse()  # the focus' ring is no choice yet
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent" if near else "outline"), pen))
            painter.setBrush(theme.colour("accent_soft" if near else "surface"))
            painter.drawRoundedRect(box, radius, radius)
            if self.hasFocus():
                focusring.draw(painter, self.rect(), radius + 2 * pen)
            self._words(painter)
            pad, side = theme.em(PAD_EM), theme.em(SIDE_EM)
            place = self._seen(QRect(pad, pad, side, side))
            _draw(painter, self._picture, place, ground="window" if near else "accent_soft")

    def _seen(self, place: QRect) -> QRect:
        """The same place seen from the right, where one reads from right to left."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _words(self, painter: QPainter) -> None:
        title, sentence = map(self._seen, self._boxes(self.width()))
        title_font, font = self._fonts()
        painter.setFont(title_font)
        painter.setPen(theme.colour("text"))
        painter.drawText(title, WRAPPED, self.text())
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        painter.drawText(sentence, WRAPPED, self._sentence)


class TwoWays(QWidget):
    """Two choices side by side, of one size; one above the other where there is no room."""

    def __init__(self, first: BigChoice, second: BigChoice) -> None:
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.em(0.8))
        for choice in (first, second):
            self._line.addWidget(choice, 1)

    def minimumSizeHint(self) -> QSize:
        """They needn't stand side by side."""
        return QSize(theme.em(LEAST_EM), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.em(BESIDE_EM)
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if beside else way.TopToBottom)


def _taken(font: QFont, room: QRect, text: str) -> QRect:
    """What `text` takes of `room`, in its whole width."""
    high = QFontMetrics(font).boundingRect(room, WRAPPED, text).height()
    return QRect(room.left(), room.top(), room.width(), high)


def _draw(painter: QPainter, which: str, place: QRect, *, ground: str) -> None:
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(place.width() / 100, place.height() / 100)
    linedisc.draw(painter, {"rehearse": _loop, "real": _key}[which], ground=ground)
    painter.restore()


def _loop(painter: QPainter) -> None:
    """Round and round, as often as one likes."""
    painter.drawArc(QRectF(28, 28, 44, 44), 60 * 16, 285 * 16)
    painter.drawPolyline([QPointF(47, 21), QPointF(61, 31), QPointF(50, 43)])


def _key(painter: QPainter) -> None:
    """The spare key that the program is named after."""
    painter.drawEllipse(QRectF(24, 37, 26, 26))
    painter.drawLine(QPointF(50, 50), QPointF(77, 50))
    painter.drawLine(QPointF(75, 50), QPointF(75, 61))
    painter.drawLine(QPointF(64, 50), QPointF(64, 58))

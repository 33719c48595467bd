"""A question with a few answers, each with a word of advice; one can be chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.flow import Flow
from ui.putaway import put_away
from ui.sides import ROOM_EM
from ui.widgets import Text, level, named

Answer = tuple[str, str, str]  # its id, what it is, and a word of advice
EVEN_EM = 16.0  # as many stand side by side as are so wide; a longer one has a line of its own
GAP_EM = 0.4


class Choices(QGroupBox):
    """The answers, as radio buttons named `<name>_<id>`.

    `brief`: the advice is about what to do once it is chosen, so only the chosen one shows it.
    `beside`: the same, of short answers that stand side by side; the advice is below all of them.
    `columns`: the answers share the line, each with its advice; in a narrow window they don't.
    """

    chosen = Signal(str)  # by the customer

    def __init__(
        self,
        name: str,
        accessible: str,
        *,
        brief: bool = False,
        beside: bool = False,
        columns: bool = False,
    ) -> None:
        super().__init__()
        named(self, name, accessible)
        self._brief, self._beside, self._columns = brief or beside, beside, columns
        self._group = QButtonGroup(self)
        self._answers: dict[str, _Answer] = {}
        self.setContentsMargins(0, 0, 0, 0)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3 if self._brief else 0.5))
        self._list: Flow | QBoxLayout = column
        if beside:
            self._list = Flow(theme.em(GAP_EM))
            column.addLayout(self._list)
        self._advice = Text(scale=theme.SMALL, tint="muted")
        if beside:
            column.addWidget(self._advice)
        self._advice.hide()

    def offer(self, answers: Iterable[Answer]) -> None:
        """Show these answers in the place of those before; the same ones are left alone."""
        wanted = tuple(answers)
        if [a.words for a in self._answers.values()] == list(wanted):
            return
        for old in self._answers.values():
            self._group.removeButton(old.radio)
            put_away(self._list, old)
        self._answers = {words[0]: self._add(words) for words in wanted}
        self._even_out(self.width())
        self._advise()

    def _even_out(self, width: int) -> None:
        """Have those that stand side by side fill the line, up to where the panels end."""
        if not isinstance(self._list, Flow) or not self._answers:
            return
        each = self._answers.values()
        for answer in each:
            answer.even = 0
        gap, widest = theme.em(GAP_EM), max(answer.sizeHint().width() for answer in each)
        fit = (width + gap) // (min(widest, theme.em(EVEN_EM)) + gap)
        columns = max(1, min(fit, len(self._answers)))
        for answer in each:
            answer.even = (width - gap * (columns - 1)) // columns
            answer.updateGeometry()

    def _add(self, words: Answer) -> _Answer:
        name = f"{self.objectName()}_{words[0]}"
        made = _Answer(name, words, brief=self._brief, alone=not self._beside)
        made.radio.toggled.connect(lambda on: self.chosen.emit(words[0]) if on else None)
        made.radio.toggled.connect(lambda _on: self._advise())
        made.radio.moved.connect(lambda by: self._move(made, by))
        self._group.addButton(made.radio)
        self._list.addWidget(made)
        if isinstance(self._list, QBoxLayout):
            self._list.setStretchFactor(made, 1)  # columns are of the same width
        return made

    def _move(self, here: _Answer, by: int) -> None:
        """Go to the answer before or after `here`; where it was chosen, the other one is now."""
        answers = list(self._answers.values())
        there = answers[(answers.index(here) + by) % len(answers)].radio
        if here.radio.isChecked():
            there.click()
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _advise(self) -> None:
        """Say what belongs to the chosen one of those that stand side by side."""
        if self._beside:
            answer = self._answers.get(self.choice)
            self._advice.say(answer.words[2] if answer else "")
            self._advice.setVisible(bool(self._advice.plain))

    @property
    def choice(self) -> str:
        """The id of the chosen answer, or ""."""
        return next((i for i, a in self._answers.items() if a.radio.isChecked()), "")

    def set_choice(self, choice: str) -> None:
        """Show `choice` as chosen (none of them: nothing), without saying that a person did it."""
        if choice == self.choice:
            return
        was = self.blockSignals(True)
        self._group.setExclusive(False)
        for id_, answer in self._answers.items():
            answer.radio.setChecked(id_ == choice)
        self._group.setExclusive(True)
        self.blockSignals(was)

    def first(self) -> QWidget | None:
        """What gets the keyboard: the chosen answer, else the first."""
        radios = [a.radio for a in self._answers.values()]
        return next((r for r in radios if r.isChecked()), radios[0] if radios else None)

    # --- no frame: the answers have their own ------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing to draw."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave no room for a title and a frame, as a group box would."""
        if self._columns and isinstance(self._list, QBoxLayout):
            way = QBoxLayout.Direction
            wide = event.size().width() >= theme.em(ROOM_EM)
            self._list.setDirection(way.LeftToRight if wide else way.TopToBottom)
        if event.size().width() != event.oldSize().width():
            self._even_out(event.size().width())
        QWidget.resizeEvent(self, event)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest answer: none has to stand beside another."""
        least = QWidget.minimumSizeHint(self)
        widths = (a.minimumSizeHint().width() for a in self._answers.values())
        return QSize(max(widths, default=0), least.height()) if self._columns else least

    def changeEvent(self, event: QEvent) -> None:
        """The same."""
        QWidget.changeEvent(self, event)


class _Radio(QRadioButton):
    """Goes on by arrows in the order of reading, however the answers stand."""

    moved = Signal(int)  # 1: to the next, -1: to the one before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own way looks for what lies in the arrow's direction, and may find nothing."""
        key = Qt.Key
        on, back = key.Key_Right, key.Key_Left
        if self.isRightToLeft():
            on, back = back, on
        if event.key() in (key.Key_Down, on):
            self.moved.emit(1)
        elif event.key() in (key.Key_Up, back):
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)


class _Answer(QFrame):
    """One answer; pressing anywhere on it chooses it."""

    def __init__(self, name: str, words: Answer, *, brief: bool, alone: bool) -> None:
        """`alone`: nothing stands beside it, so that it takes the whole line."""
        super().__init__()
        self.words, self._brief, self._alone = words, brief, alone
        self.even = 0  # beside others: as wide as they are
        _id, label, advice = words
        self.radio = _Radio()
        named(self.radio, name, label)
        self.radio.setAccessibleDescription(advice)
        self.radio.toggled.connect(self._toggled)
        texts = QVBoxLayout()
        texts.setSpacing(theme.em(0.1))
        self._label = Text(label, bold=not brief)
        self._advice = Text(advice, scale=theme.SMALL, tint="muted")
        for text in (self._label, self._advice):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            texts.addWidget(text)
        self._advice.setVisible(bool(advice) and not brief)
        row = QHBoxLayout(self)
        side, pad = theme.em(0.7), theme.em(0.2 if brief else 0.4)
        row.setContentsMargins(side, pad, side, pad)
        row.setSpacing(theme.em(0.5))
        row.addLayout(level(self.radio, self._label, texts))
        row.addLayout(texts, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Beside others: its words in one line."""
        hint = super().sizeHint()
        if self._alone:
            return hint
        words = self._label.fontMetrics().horizontalAdvance(self.words[1])
        around = self.radio.sizeHint().width() + theme.em(0.5) + 2 * theme.em(0.7)
        width = max(words + around + theme.em(0.4), self.even)
        return QSize(width, self.heightForWidth(10_000))

    def _toggled(self, on: bool) -> None:
        if self._brief and self._alone:
            self._advice.setVisible(on and bool(self._advice.plain))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, stronger and tinted when chosen."""
        on = self.radio.isChecked()
        pen = max(1.0, theme.em(0.12 if on else 0.055))
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent" if on else "outline"), pen))
            painter.setBrush(theme.colour("accent_soft" if on else "window"))
            painter.drawRoundedRect(box, theme.em(0.4), theme.em(0.4))

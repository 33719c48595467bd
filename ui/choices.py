"""A question with a few answers, each with a word of advice; one can be chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets import Text, named

Answer = tuple[str, str, str]  # its id, what it is, and a word of advice


class Choices(QGroupBox):
    """The answers, as radio buttons named `<name>_<id>`.

    `brief`: the advice is about what to do once it is chosen, so only the chosen one shows it.
    """

    chosen = Signal(str)  # by the customer

    def __init__(self, name: str, accessible: str, *, brief: bool = False) -> None:
        super().__init__()
        named(self, name, accessible)
        self._brief = brief
        self._group = QButtonGroup(self)
        self._answers: dict[str, _Answer] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.5))

    def offer(self, answers: Iterable[Answer]) -> None:
        """Show these answers in the place of those before; the same ones are left alone."""
        wanted = tuple(answers)
        if [a.words for a in self._answers.values()] == list(wanted):
            return
        for old in self._answers.values():
            self._group.removeButton(old.radio)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._answers = {words[0]: self._add(words) for words in wanted}

    def _add(self, words: Answer) -> _Answer:
        made = _Answer(f"{self.objectName()}_{words[0]}", words, brief=self._brief)
        made.radio.toggled.connect(lambda on: self.chosen.emit(words[0]) if on else None)
        self._group.addButton(made.radio)
        self._column.addWidget(made)
        return made

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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """No frame: the answers have their own."""


class _Answer(QFrame):
    """One answer; pressing anywhere on it chooses it."""

    def __init__(self, name: str, words: Answer, *, brief: bool) -> None:
        super().__init__()
        self.words, self._brief = words, brief
        _id, label, advice = words
        self.radio = QRadioButton()
        named(self.radio, name, label)
        self.radio.setAccessibleDescription(advice)
        self.radio.toggled.connect(self._toggled)
        texts = QVBoxLayout()
        texts.setSpacing(theme.em(0.1))
        self._advice = Text(advice, scale=theme.SMALL, tint="muted")
        for text in (Text(label, bold=True), self._advice):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            texts.addWidget(text)
        self._advice.setVisible(bool(advice) and not brief)
        row = QHBoxLayout(self)
        pad = theme.em(0.7)
        row.setContentsMargins(pad, theme.em(0.5), pad, theme.em(0.5))
        row.setSpacing(theme.em(0.6))
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _toggled(self, on: bool) -> None:
        if self._brief:
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
            painter.setPen(QPen(theme.colour("accent" if on else "line"), pen))
            painter.setBrush(theme.colour("accent_soft" if on else "window"))
            painter.drawRoundedRect(box, theme.em(0.4), theme.em(0.4))

"""What a page says, without what is another at every run: names, dates, numbers, passphrases.

Everything that the program says stands in its catalogue. A text on the page is told as the
sentence of the catalogue that it was made from, so that its values don't matter; what stands in
no catalogue is a value itself, and isn't told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)

from app.settings import RESOURCES
from ui.widgets import Text

CATALOGUE = RESOURCES / "i18n" / "ja" / "LC_MESSAGES" / "aikagi.po"
LEAST = 6  # letters of a sentence that is looked for inside a longer text
_VALUE = re.compile(r"\{\w*\}")
_MARK = re.compile(r"<[^>]+>")


class Sentences:
    """Everything that the program can say in one language."""

    def __init__(self, language: str, catalogue: Path = CATALOGUE) -> None:
        with catalogue.open("rb") as file:
            messages = [m for m in read_po(file) if m.id]
        said: dict[str, str] = {}  # each form, and the first of its forms
        for message in messages:
            forms = message.string if language == "ja" else message.id
            every = [forms] if isinstance(forms, str) else [*(forms or ())]
            said.update((form, every[0]) for form in every if form)
        self._plain = {text: first for text, first in said.items() if not _VALUE.search(text)}
        self._long = sorted((t for t in self._plain if len(t) >= LEAST), key=len, reverse=True)
        patterns = [(_pattern(t), first) for t, first in said.items() if _VALUE.search(t)]
        self._filled = sorted(patterns, key=lambda p: len(_VALUE.sub("", p[1])), reverse=True)

    def told(self, text: str) -> str:
        """The sentences that `text` is made of; "" where there is none."""
        text = text.strip()
        if text in self._plain:
            return self._plain[text]
        for pattern, first in self._filled:
            if len(_VALUE.sub("", first).strip()) > 1 and pattern.fullmatch(text):
                return first
        return " | ".join(found for _at, found in sorted(self._inside(text)))

    def _inside(self, text: str) -> Iterator[tuple[int, str]]:
        """The sentences in a longer text, with where each begins; the longest are taken first."""
        for sentence in self._long:
            at = text.find(sentence)
            if at >= 0:
                text = text.replace(sentence, "\0" * len(sentence), 1)
                yield at, self._plain[sentence]


def shown(root: QWidget, sentences: Sentences) -> list[str]:
    """What `root` says and how its controls stand, in the order in which they were made."""
    told: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        for text in _texts(widget):
            sentence = sentences.told(text)
            if sentence:
                told.append(sentence + _state(widget))
    return told


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, Text):
        yield from widget.plain.split("\n")
    elif isinstance(widget, QLabel):
        yield unescape(_MARK.sub("", widget.text()))
    elif isinstance(widget, QAbstractButton):
        yield widget.text() or widget.accessibleName()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QListWidget):
        for number in range(widget.count()):
            role = Qt.ItemDataRole.AccessibleTextRole
            yield from str(widget.item(number).data(role) or "").split("\n")


def _state(widget: QWidget) -> str:
    state = "" if widget.isEnabled() else " (off)"
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        state += " [x]" if widget.isChecked() else " [ ]"
    return state


def _pattern(text: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in _VALUE.split(text))
    return re.compile("(.+?)".join(parts), re.DOTALL)

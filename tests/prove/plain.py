"""Looks whether text from outside is shown as the text that it is, wherever a window shows any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from tests.prove import hostile
from ui import words
from ui.bigchoice import BigChoice
from ui.linebreaks import JOINER
from ui.stephead import StepHead

# Short, so that the windows stay as they are; it is in every value of every sentence.
MARK = f"{hostile.BOLD}{hostile.PICTURE}&amp;\u202e"
LITERAL = f"{hostile.BOLD}{hostile.PICTURE}&amp;"
SPOKEN = "name of"  # a screen reader goes by the letters, not by the direction
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]")
OBEYED = re.compile(r"<(?:b|img)\b[^>]*>", re.IGNORECASE)


class _Filled(str):
    """A sentence each of whose values has something in it that isn't to be obeyed."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """Fill them in, each with the mark behind it."""
        texts = {
            name: value + MARK if isinstance(value, str) and MARK not in value else value
            for name, value in values.items()
        }
        return str.format(self, *args, **texts)


class _Hostile:
    """Stands for what translates a sentence."""

    def __init__(self) -> None:
        self._once = words._translated
        self.cache_clear = self._once.cache_clear

    def __call__(self, text: str) -> str:
        return _Filled(self._once(text))


@contextmanager
def hostile_values() -> Iterator[None]:
    """Put the mark behind every text that is filled into any sentence."""
    with mock.patch.object(words, "_translated", _Hostile()):
        yield


def _looks_rich(text: str) -> bool:
    """Whether Qt may take it for HTML; in doubt it does. Its own test isn't in PySide."""
    return re.search(r"<[A-Za-z/!?][^>]*>", text) is not None


def _read(text: str, form: Qt.TextFormat) -> tuple[str, bool]:
    """What a person reads of a text in that format, and whether anything in it was obeyed."""
    rich = form == Qt.TextFormat.RichText or (form == Qt.TextFormat.AutoText and _looks_rich(text))
    text = text.replace(JOINER, "")  # our own sentences have it, where no line is to end
    if not rich:
        return text, False
    document = QTextDocument()
    document.setHtml(text)
    made = document.toHtml()
    return document.toPlainText(), "<img" in made or "\ufffc" in document.toPlainText()


def _of_text(what: str, text: str, form: Qt.TextFormat) -> Iterator[str]:
    """Complaints about one text: obeyed, shown with its escapes, or turned around."""
    read, obeyed = _read(text, form)
    if obeyed:
        yield f"{what} obeys its text: {text[:200]!r}"
    if "bold" in read and hostile.BOLD not in read:
        yield f"{what} doesn't show all of its text: {read[:200]!r}"
    if "&lt;b&gt;bold" in read:
        yield f"{what} shows marks of its own: {read[:200]!r}"
    if TURNING.search(read) and not what.startswith(SPOKEN):
        yield f"{what} turns the text around: {read[:200]!r}"


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


def _texts(widget: QWidget) -> Iterator[tuple[str, str, Qt.TextFormat]]:
    """What a widget shows or says, and how Qt would understand it."""
    plain, auto = Qt.TextFormat.PlainText, Qt.TextFormat.AutoText
    name = _name(widget)
    if isinstance(widget, QLabel):
        yield name, widget.text(), widget.textFormat()
    elif isinstance(widget, QMessageBox):
        yield name, widget.text(), widget.textFormat()
        yield name, widget.informativeText(), widget.textFormat()
    elif isinstance(widget, QAbstractButton):
        yield name, widget.text(), plain
    elif isinstance(widget, QGroupBox):
        yield name, widget.title(), plain
    elif isinstance(widget, QComboBox):
        yield from ((name, widget.itemText(nr), plain) for nr in range(widget.count()))
    for what, text in (
        ("tip", widget.toolTip()),
        ("status", widget.statusTip()),
        ("help", widget.whatsThis()),
    ):
        yield f"{what} of {name}", text, auto
    yield f"{SPOKEN} {name}", widget.accessibleName(), plain
    yield f"title of {name}", widget.windowTitle() if widget.isWindow() else "", plain


def _shortcuts(widget: QWidget) -> Iterator[str]:
    """A “&” from outside makes a shortcut of the letter after it, and isn't seen."""
    drawn = isinstance(widget, StepHead | BigChoice)  # which draw each sign as it is
    text = widget.text() if isinstance(widget, QAbstractButton) and not drawn else ""
    if isinstance(widget, QLabel) and widget.buddy() is not None:
        text = "" if widget.textFormat() == Qt.TextFormat.RichText else widget.text()
    if "&amp;" in text.replace("&&", ""):
        yield f"{_name(widget)} takes a sign for a shortcut: {text[:200]!r}"


def _items(view: QAbstractItemView) -> Iterator[tuple[str, str, Qt.TextFormat]]:
    model: Any = view.model()
    for nr in range(model.rowCount() if model is not None else 0):
        index = model.index(nr, 0)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        yield f"row {nr} of {_name(view)}", str(text or ""), Qt.TextFormat.PlainText
        yield f"tip of row {nr} of {_name(view)}", str(tip or ""), Qt.TextFormat.AutoText


def complaints(window: QWidget) -> Iterator[str]:
    """What in a window isn't shown as plain text."""
    for widget in (window, *window.findChildren(QWidget)):
        for what, text, form in _texts(widget):
            yield from _of_text(what, text, form)
        yield from _shortcuts(widget)
        if isinstance(widget, QAbstractItemView):
            for what, text, form in _items(widget):
                yield from _of_text(what, text, form)
        elif isinstance(widget, QTextEdit) and hostile.BOLD not in widget.toPlainText():
            if "bold" in widget.toPlainText() and "file:///etc" in widget.toHtml():
                yield f"{_name(widget)} obeys its text"
        elif isinstance(widget, QLineEdit) and TURNING.search(widget.placeholderText()):
            yield f"{_name(widget)} turns its hint around"


def marks(window: QWidget) -> int:
    """How many texts in a window have the mark in them: that there is something to look at."""
    shown = [text for w in (window, *window.findChildren(QWidget)) for _, text, _ in _texts(w)]
    return sum("bold" in text for text in shown)

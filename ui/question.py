"""A question with two answers, before something that can't well be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.linebreaks import kept_together
from ui.widgets import named

Role = QMessageBox.ButtonRole


class Answer(NamedTuple):
    """A button: its object name, and what it says."""

    name: str
    text: str


def ask(  # noqa: PLR0913  (named, but for whose question it is)
    parent: QWidget,
    name: str,
    *,
    title: str,
    text: str,
    more: str = "",
    stay: Answer,
    leave: Answer,
    role: QMessageBox.ButtonRole = Role.DestructiveRole,
    then: Callable[[], object],
    modal: bool = True,
) -> QMessageBox:
    """Show it over `parent`. `leave` does `then`; Enter and Escape are `stay`, which does nothing.

    `role` is that of `leave`. The box goes once it is answered.
    """
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    named(box, name, title)
    box.setWindowTitle(title)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_kept(text))
    box.setInformativeText(_kept(more))
    for inside, plain in (("qt_msgbox_label", text), ("qt_msgbox_informativelabel", more)):
        if (label := box.findChild(QLabel, inside)) is not None:
            label.setAccessibleName(plain)  # no joiner is heard
    safe = box.addButton(stay.text, Role.RejectRole)
    safe.setObjectName(stay.name)
    other = box.addButton(leave.text, role)
    other.setObjectName(leave.name)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    box.setModal(modal)
    other.clicked.connect(lambda _checked: then())
    box.finished.connect(box.deleteLater)
    box.show()
    return box


def _kept(text: str) -> str:
    """No word of it stands in two lines."""
    return "\n".join(map(kept_together, text.split("\n")))

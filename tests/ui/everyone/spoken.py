"""What a screen reader is told of a window, without a bus: Qt's own accessible interfaces.

Each function looks at one window and yields a complaint for each thing that isn't as it should be.
https://www.w3.org/TR/WCAG22/#name-role-value
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QRadioButton, QWidget

Role = QAccessible.Role
FIELDS = {Role.EditableText, Role.ComboBox, Role.SpinBox, Role.Slider}
PRESSED = {
    Role.Button,
    Role.ButtonMenu,
    Role.ButtonDropDown,
    Role.CheckBox,
    Role.RadioButton,
    Role.Link,
}
LISTS = {Role.List, Role.Table, Role.Tree}
NAMED = {*PRESSED, *FIELDS, *LISTS, Role.ListItem, Role.ProgressBar, Role.Graphic}


@dataclass(frozen=True)
class Said:
    """One thing of the tree: its widget (where it is one), and what is said of it."""

    widget: QObject | None
    role: QAccessible.Role
    name: str
    description: str
    labelled: bool
    checked: bool
    focusable: bool
    enabled: bool

    def __str__(self) -> str:
        known = self.widget.objectName() if self.widget is not None else ""
        return f"{known or type(self.widget).__name__} ({self.role.name} {self.name!r})"


def tree(window: QWidget) -> list[Said]:
    """All that isn't hidden in a window, in the order of the tree."""
    found: list[Said] = []
    _gather(QAccessible.queryAccessibleInterface(window), found)
    return found


def _gather(interface: QAccessibleInterface, found: list[Said]) -> None:
    state: Any = interface.state()  # the type stubs don't know its bits
    if state.invisible:
        return
    thing: QObject | None = interface.object()
    found.append(
        Said(
            thing,
            interface.role(),
            interface.text(QAccessible.Text.Name).strip(),
            interface.text(QAccessible.Text.Description).strip(),
            any(kind & QAccessible.RelationFlag.Label for _, kind in interface.relations()),
            bool(state.checked),
            bool(state.focusable),
            not state.disabled,
        )
    )
    if isinstance(thing, QComboBox):
        return  # its list is Qt's, and shown when it is opened
    for number in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(number)
        if child is not None and child.isValid():
            _gather(child, found)


def _ours(said: Said) -> bool:
    """Not one of Qt's own parts."""
    return said.widget is None or not said.widget.objectName().startswith("qt_")


def unnamed(said: list[Said]) -> Iterator[str]:
    """What a person uses has a name with a letter in it, and an object name."""
    for one in said:
        if one.role not in NAMED or not _ours(one):
            continue
        if not any(letter.isalnum() for letter in one.name):
            yield f"{one} has no name"
        if isinstance(one.widget, QWidget) and not one.widget.objectName():
            yield f"{one} has no object name"


def alike(said: list[Said]) -> Iterator[str]:
    """No two that are pressed or filled in are called the same: who could tell them apart?"""
    used = [one for one in said if one.role in PRESSED and _ours(one)]
    names = Counter((one.role, one.name) for one in used)
    yield from (str(one) for one in used if one.name and names[one.role, one.name] > 1)


def echoes(said: list[Said]) -> Iterator[str]:
    """A description that only repeats the name would be heard twice."""
    for one in said:
        if one.role in NAMED and one.description and one.description == one.name:
            yield f"{one} is described by its name"


def unlabelled(said: list[Said], window: QWidget) -> Iterator[str]:
    """A field has a label that can be seen, and that is tied to it."""
    shown = [w for w in window.findChildren(QLabel) if w.isVisibleTo(window)]
    tied = {id(label.buddy()) for label in shown if label.buddy() is not None}
    for one in said:
        if one.role in FIELDS and _ours(one) and not one.labelled and id(one.widget) not in tied:
            yield f"{one} has no label"


def misstated(said: list[Said]) -> Iterator[str]:
    """What is ticked, can't be used or takes the keyboard is told as what it is."""
    for one in said:
        if not isinstance(one.widget, QWidget):
            continue
        if one.enabled != one.widget.isEnabled():
            yield f"{one}: enabled is told as {one.enabled}"
        tab = bool(one.widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or _by_arrows(one.widget)
        if (
            one.role in PRESSED | FIELDS
            and one.enabled
            and _ours(one)
            and not (one.focusable and tab)
        ):
            yield f"{one} can't be come to by keyboard"
        box = one.widget
        if (
            isinstance(box, QAbstractButton)
            and box.isCheckable()
            and box.isChecked() != one.checked
        ):
            yield f"{one}: checked is told as {one.checked}"


def _by_arrows(widget: QWidget) -> bool:
    """Whether it is one of several answers, of which Tab comes to one."""
    group = widget.group() if isinstance(widget, QRadioButton) else None
    every = group.buttons() if group is not None else []
    return any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in every)


def complaints(window: QWidget) -> Iterator[str]:
    """Everything that is wrong with what is said of a window."""
    said = tree(window)
    yield from unnamed(said)
    yield from (f"{one} is called as another is" for one in alike(said))
    yield from echoes(said)
    yield from unlabelled(said, window)
    yield from misstated(said)

"""Tab goes in reading order, also through what was added after the page was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def stops(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in `layout`, and in the layouts inside it, at which Tab stops."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if inner is not None:
            yield from stops(inner)
        if widget is None:
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        below = widget.layout()
        if below is not None:
            yield from stops(below)


def in_order(*widgets: QWidget) -> None:
    """Have Tab go through `widgets` one after the other."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def arrange(layout: QLayout, before: tuple[QWidget, ...]) -> tuple[QWidget, ...]:
    """Put the stops of `layout` in order, unless they are those of `before`; returns them."""
    now = tuple(stops(layout))
    if now != before:
        in_order(*now)
    return now

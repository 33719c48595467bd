"""Tab goes in reading order, also through what was added after the page was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def stops(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in `layout`, and in the layouts inside it, at which Tab stops."""
    for part in _parts(layout):
        if isinstance(part, QLayout):
            yield from stops(part)
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        below = part.layout()
        if below is not None:
            yield from stops(below)


def _parts(layout: QLayout) -> list[QWidget | QLayout]:
    """What stands in `layout`, in its order.

    Its items aren't asked for. They are no QObjects: when Qt deletes one, Python isn't told. A
    widget made later at the same address then has two objects in Python, and the program ends when
    it goes (`Shiboken::Object::destroy` of 6.11 takes the other for it).
    """
    above = layout.parentWidget()
    there: list[QWidget | QLayout] = [*layout.findChildren(QLayout, options=_DIRECT)]
    if above is not None:
        there += above.findChildren(QWidget, options=_DIRECT)
    places = [(layout.indexOf(part), part) for part in there]
    return [part for place, part in sorted(places, key=lambda each: each[0]) if place >= 0]


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

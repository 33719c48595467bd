"""Tab goes in reading order, also through what was added after the page was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLayout, QWidget

T = TypeVar("T", QWidget, QLayout)


def stops(layout: QLayout) -> Iterator[QWidget]:
    """The widgets in `layout`, and in the layouts inside it, at which Tab stops."""
    above = layout.parentWidget()
    return iter(()) if above is None else _stops(layout, _below(above, QWidget))


def _stops(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    for part in _parts(layout, widgets):
        if isinstance(part, QLayout):
            yield from _stops(part, widgets)
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        inside = part.layout()
        if inside is not None:
            yield from stops(inside)


def _parts(layout: QLayout, widgets: list[QWidget]) -> list[QWidget | QLayout]:
    """What stands in `layout`, in its order; takes it from `widgets`.

    Its items aren't asked for. They are no QObjects: when Qt deletes one, Python isn't told. A
    widget made later at the same address then has two objects in Python, and the program ends when
    it goes (`Shiboken::Object::destroy` of 6.11 takes the other for it).
    """
    here = {place: one for one in widgets if (place := layout.indexOf(one)) >= 0}
    placed = set(here.values())
    widgets[:] = [one for one in widgets if one not in placed]
    layouts = _below(layout, QLayout)
    inner = {place: one for one in layouts if (place := layout.indexOf(one)) >= 0}
    there: dict[int, QWidget | QLayout] = {**here, **inner}
    return [there[place] for place in sorted(there)]


def _below(one: QObject, kind: type[T]) -> list[T]:
    return one.findChildren(kind, options=Qt.FindChildOption.FindDirectChildrenOnly)


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

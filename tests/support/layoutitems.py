"""Finds what Python believes to be an item of a layout, though Qt has deleted it.

An item is no QObject: Python isn't told. A widget made later at the same address has two objects
in Python then, and the program ends when it goes: `Shiboken::Object::destroy` of PySide 6.11 lets
go of the right one, finds that the address still has one, and takes what it let go of for it.

PySide makes such objects where a layout is asked for its items (`itemAt`), and where a layout that
holds something already is put into another (`addLayout`). Qt deletes an item where its widget is
deleted, or put into a layout anew; only `removeWidget`, called from Python, is told to both.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import Shiboken

from ui.flow import Flow


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fails the test of tests/ui that leaves one, while its windows are still there."""
    came_of_it = yield
    found = gone()
    for item in found:
        forget(item)  # or the next test would be blamed as well
    assert not found, __doc__
    return came_of_it


def gone() -> list[QLayoutItem]:
    """The items that Python still knows and no layout has."""
    every = Shiboken.getAllValidWrappers()
    items = [one for one in every if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)]
    known = {id(item) for item in items}
    there: set[int] = set()
    for layout in every if items else ():
        if isinstance(layout, QLayout):
            there |= _items_of(layout, known)
    left = [item for item in items if _address(item) not in there]
    kept = _of_ended_flows() if left else set()
    return [item for item in left if id(item) not in kept]


def forget(item: QLayoutItem) -> None:
    """Have Python know no more that there was one."""
    Shiboken.invalidate(item)


def _of_ended_flows() -> set[int]:
    """The items that such a layout keeps: Qt leaves them to it, and so they aren't deleted."""
    gc.unfreeze()  # what a started program has left alone isn't among the objects below
    flows = [one for one in gc.get_objects() if type(one) is Flow and not Shiboken.isValid(one)]
    return {id(item) for flow in flows for item in flow._items}


def _items_of(layout: QLayout, known: set[int]) -> set[int]:
    """Where its items are. What Python makes of them here is forgotten again."""
    found = set()
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None or isinstance(item, QLayout):
            continue
        found.add(_address(item))
        if id(item) not in known:
            forget(item)
    return found


def _address(item: QLayoutItem) -> int:
    place: int = Shiboken.getCppPointer(item)[0]
    return place

"""The order of Tab is that of the layouts, and looking it up leaves nothing behind in Python."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from tests.support import layoutitems
from ui.beside import Beside
from ui.flow import Flow
from ui.taborder import stops


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Made in an order that isn't the one in which it is read."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    last = button("last")
    inner = QVBoxLayout()
    column.addLayout(inner)  # before anything is in it, or Python gets objects for what is
    inner.addWidget(button("second"))
    beside = QWidget()
    grid = QGridLayout(beside)
    field = QLineEdit()
    field.setObjectName("fourth")
    grid.addWidget(field, 0, 1)
    grid.addWidget(QLabel("not a stop"), 0, 0)
    row = Flow(3)
    fifth = button("fifth")
    for one in (button("sixth"), fifth):
        row.addWidget(one)
    column.addWidget(beside)
    column.addStretch(1)
    column.addLayout(row)
    column.addWidget(last)
    inner.addWidget(button("third"))
    column.insertWidget(0, button("first"))
    row.lead_with(fifth)
    return made


def button(name: str) -> QPushButton:
    made = QPushButton(name)
    made.setObjectName(name)
    return made


def order(window: QWidget) -> list[str]:
    layout = window.layout()
    assert layout is not None
    return [stop.objectName() for stop in stops(layout)]


def items() -> list[QLayoutItem]:
    """The objects in Python that stand for an item of a layout."""
    every = Shiboken.getAllValidWrappers()
    return [one for one in every if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)]


def test_the_order_is_that_of_the_layouts(window: QWidget) -> None:
    expected = ["first", "second", "third", "fourth", "fifth", "sixth", "last"]
    assert order(window) == expected


def test_looking_leaves_no_item_that_qt_could_delete_behind_pythons_back(
    window: QWidget, qtbot: QtBot
) -> None:
    """What Qt frees unknown to Python makes the program end once a widget is made there."""
    before = len(items())  # a Flow's own, which Qt hands to it and takes back
    beside = Beside(QLabel("words"), room=10)
    qtbot.addWidget(beside)
    beside.level()
    order(window)
    assert len(items()) <= before
    for gone in window.findChildren(QPushButton):
        gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert order(window) == ["fourth"]
    assert len(items()) <= before - 2


def test_the_watch_sees_an_item_that_is_gone(qtbot: QtBot) -> None:
    window, label = QWidget(), QLabel("words")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(label)
    item = column.itemAt(0)
    assert item is not None
    assert not layoutitems.gone()
    label.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert layoutitems.gone() == [item]
    layoutitems.forget(item)
    assert not layoutitems.gone()


def test_what_an_ended_flow_keeps_is_not_gone() -> None:
    window, row = QWidget(), Flow(3)
    window.setLayout(row)
    row.addWidget(button("one"))
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not Shiboken.isValid(row)
    assert row._items
    assert not layoutitems.gone()

"""The home window, come to for the first time, where the letters are large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.everyone.room import complaints
from tests.ui.homes import opened
from ui import theme
from ui.desk import Desk
from ui.home import Home
from ui.linedisc import LineDisc

WIDE, HIGH, TIMES = 840, 640, 2


@pytest.fixture
def large(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Letters twice as large as usual."""
    before = QFont(dressed.font())
    monkeypatch.setattr(theme._now, "points", theme._now.points * TIMES)
    larger = QFont(before)
    larger.setPointSizeF(theme._now.points)
    dressed.setFont(larger)
    yield
    dressed.setFont(before)


@pytest.fixture
def furnished(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Who asked for our look of scroll bars; none gets it."""
    asked: list[object] = []
    monkeypatch.setattr(theme, "furnish", asked.append)
    return asked


def come_to(desk: Desk, qtbot: QtBot) -> Home:
    home = opened(desk, qtbot)
    home.resize(WIDE, HIGH)
    return home


def test_large_letters_have_room_the_first_time(
    large: None, furnished: object, desk: Desk, qtbot: QtBot, language: str
) -> None:
    home = come_to(desk, qtbot)
    qtbot.waitUntil(lambda: not list(complaints(home)), timeout=5000)
    assert home.view.setup_card.width() <= home.view._scroll.viewport().width()
    discs, steps = home.view.steps.findChildren(LineDisc), home.view.steps.words
    beside = [disc.geometry().right() < step.x() for disc, step in zip(discs, steps, strict=True)]
    columns = [step.width() for step in steps]
    assert all(beside) or max(columns) - min(columns) <= 1


def test_letters_of_the_usual_size_stand_in_three_equal_columns(
    furnished: object, desk: Desk, qtbot: QtBot, language: str
) -> None:
    steps = come_to(desk, qtbot).view.steps.words
    qtbot.waitUntil(lambda: len({step.y() for step in steps}) == 1)
    qtbot.waitUntil(lambda: max(s.width() for s in steps) - min(s.width() for s in steps) <= 1)


def test_a_bar_that_is_there_at_once_has_our_look_at_once(
    large: None, furnished: list[object], desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    come_to(desk, qtbot)
    qtbot.waitUntil(lambda: qapp in furnished)


def test_without_a_bar_the_first_window_is_there_without_our_look(
    furnished: list[object], desk: Desk, qtbot: QtBot
) -> None:
    home = come_to(desk, qtbot)
    qtbot.waitUntil(lambda: not list(complaints(home)), timeout=5000)
    assert not furnished


def test_come_back_to_it_is_read_from_its_top(large: None, desk: Desk, qtbot: QtBot) -> None:
    home = come_to(desk, qtbot)
    bar = home.view._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and home.handovers is not None)
    bar.setValue(bar.maximum())  # where the button was pressed
    home.windows.came_back = True
    home.reload()
    qtbot.waitUntil(lambda: not home.windows.came_back)
    assert bar.value() == 0

"""The list at the side: each step's name has room, wherever one is, and the list may scroll."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from tests.ui.account import wait
from ui import sidebar, steprows, theme, words
from ui.sidebar import Sidebar
from ui.steprows import STATE, StepRows
from ui.steptitles import step_title

WRAP = int(Qt.TextFlag.TextWordWrap)


@pytest.fixture
def side(dressed: QApplication, qtbot: QtBot) -> Sidebar:
    words.install("en")
    made = Sidebar("Let a vendor in")
    qtbot.addWidget(made)
    made.resize(made.width(), theme.em(30))
    made.show()
    return made


def cut(side: Sidebar) -> list[str]:
    """The names that take more height than their row has, as they are drawn."""
    found = []
    for number in range(side.list.count()):
        item = side.list.item(number)
        row: QRect = side.list.visualItemRect(item)
        state, _number = item.data(STATE)
        beside = theme.em(steprows.BESIDE_EM) + theme.em(steprows.END_EM)
        free = QRect(0, 0, row.width() - beside, 10_000)
        metrics = QFontMetrics(theme.font(bold=state == "here"))
        if metrics.boundingRect(free, WRAP, item.text()).height() > row.height():
            found.append(item.text())
    return found


@pytest.mark.parametrize(
    "longer", ["", " and so on and so forth, a good deal longer"], ids=["usual", "long"]
)
def test_each_name_has_room_where_one_is_and_beside_a_bar(
    side: Sidebar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, longer: str
) -> None:
    usual = step_title
    monkeypatch.setattr(sidebar, "step_title", lambda name: usual(name) + longer)
    for step in SETUP:
        side.show_place(step.name, SETUP, frozenset())
        wait(qtbot, lambda: not cut(side))
        assert (side.list.verticalScrollBar().maximum() > 0) is bool(longer)


def test_a_name_that_wraps_only_in_bold_has_two_lines(
    side: Sidebar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = side.list.viewport().width() - theme.em(steprows.BESIDE_EM) - theme.em(steprows.END_EM)
    plain, bold = (QFontMetrics(theme.font(bold=heavy)) for heavy in (False, True))
    name = "m m"
    while bold.horizontalAdvance(name) <= room:
        name += "i" if plain.horizontalAdvance(name) > room - theme.em() else "m"
    assert plain.horizontalAdvance(name) <= room
    monkeypatch.setattr(sidebar, "step_title", lambda _name: name)
    side.show_place(SETUP[0].name, SETUP[:2], frozenset())
    wait(qtbot, lambda: not cut(side))
    here, other = (side.list.visualItemRect(side.list.item(n)).height() for n in (0, 1))
    assert here > other


def test_the_step_one_is_at_is_in_sight_in_full(
    side: Sidebar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = step_title
    monkeypatch.setattr(
        sidebar,
        "step_title",
        lambda name: usual(name) + " and so on and so forth, a good deal longer",
    )
    side.show_place(SETUP[-1].name, SETUP, frozenset())
    last = side.list.item(side.list.count() - 1)
    wait(qtbot, lambda: side.list.viewport().rect().contains(side.list.visualItemRect(last)))


def drawn(side: Sidebar, here: str) -> QImage:
    """The list, right after the step `here` was come to."""
    side.show_place(here, SETUP, frozenset({SETUP[0].name}))
    side.list.doItemsLayout()
    return side.list.grab().toImage()


def test_a_row_that_was_drawn_before_is_as_one_drawn_anew(
    dressed: QApplication, side: Sidebar, qtbot: QtBot
) -> None:
    again = Sidebar("Let a vendor in")
    qtbot.addWidget(again)
    again.resize(side.size())
    again.show()
    ways = {(dark, contrast) for dark in (False, True) for contrast in (False, True)}
    seen = []
    try:
        for dark, contrast in sorted(ways) * 2:
            theme.force(dressed, dark, contrast=contrast)
            for step in SETUP[:2]:
                seen.append(drawn(side, step.name))
                again.list.setItemDelegate(StepRows(again.list))
                assert drawn(again, step.name) == seen[-1]
    finally:
        theme.force(dressed, None)
    first, second = seen[: len(seen) // 2], seen[len(seen) // 2 :]
    assert first == second
    assert all(a != b for n, a in enumerate(first) for b in first[:n])

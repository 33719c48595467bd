"""Words in a box of their own never read on into what stands below it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.account import wait
from ui import theme
from ui.reading import Reading
from ui.widgets import Text


@pytest.fixture
def box(dressed: QApplication, qtbot: QtBot) -> Reading:
    inside = QWidget()
    words = QVBoxLayout(inside)
    words.addWidget(Text("Somebody may come in by this. " * 20))
    made = Reading("words", "Words", inside, least=4.0)
    qtbot.addWidget(made)
    made.resize(theme.em(20), theme.em(8))
    made.show()
    return made


def test_that_there_is_more_is_said_below_the_words(box: Reading, qtbot: QtBot) -> None:
    wait(qtbot, box.foot.isVisible)
    assert box.foot.plain == "↓ More below"
    assert box.foot.geometry().top() >= box.viewport().geometry().bottom()
    assert box.rect().contains(box.foot.geometry())
    box.verticalScrollBar().setValue(box.verticalScrollBar().maximum())
    assert box.foot.plain == "That is all of it."


def test_where_all_fits_nothing_is_said(box: Reading, qtbot: QtBot) -> None:
    wait(qtbot, box.foot.isVisible)
    box.resize(theme.em(60), theme.em(60))
    wait(qtbot, lambda: not box.foot.isVisible())
    assert box.viewport().height() == box.height()
    box.resize(theme.em(20), theme.em(8))
    wait(qtbot, box.foot.isVisible)
    box.show_whole(True)
    box.resize(box.width(), box.maximumHeight())
    wait(qtbot, lambda: not box.foot.isVisible())


@pytest.mark.parametrize("contrast", [False, True], ids=["usual", "contrast"])
def test_a_rule_parts_the_words_from_what_is_said_below_them(
    box: Reading, dressed: QApplication, qtbot: QtBot, contrast: bool
) -> None:
    theme.force(dressed, None, contrast=contrast)
    try:
        wait(qtbot, box.foot.isVisible)
        line, seen = theme.colour("line"), box.grab().toImage()
    finally:
        theme.force(dressed, None)
    top, words = box.foot.y(), box.viewport().geometry()
    assert top >= words.bottom()
    row = {seen.pixelColor(x, top).name() for x in range(words.left(), words.right() + 1)}
    assert row == {line.name()}


def edges(box: Reading) -> set[str]:
    """The colours of the rows of pixels at the upper and the lower edge of the words."""
    box.clearFocus()  # its ring is drawn there
    words, seen = box.viewport().geometry(), box.grab().toImage()
    rows = words.top(), words.bottom()
    every = range(words.left(), words.right() - theme.em(0.5))
    return {seen.pixelColor(x, y).name() for x in every for y in rows}


@pytest.mark.parametrize("said", ["Somebody may come in by this. ", "誰かが入れるかもしれません。"])
def test_no_line_is_cut_through_its_letters(dressed: QApplication, qtbot: QtBot, said: str) -> None:
    inside = QWidget()
    words = QVBoxLayout(inside)
    words.addWidget(Text(said * 20))
    words.addWidget(Text(said * 20, scale=theme.SMALL))
    box = Reading("words", "Words", inside, least=4.0)
    qtbot.addWidget(box)
    box.show()
    for more in range(0, theme.em(1.5), 3):
        box.resize(theme.em(20), theme.em(8) + more)
        wait(qtbot, box.foot.isVisible)
        qtbot.wait(1)
        assert len(edges(box)) == 1, more
        assert box.foot.y() == box.viewport().geometry().bottom() + 1
        assert box.rect().contains(box.foot.geometry())
    bar = box.verticalScrollBar()
    for value in range(0, bar.maximum() + 1, 3):
        bar.setValue(value)
        assert len(edges(box)) == 1, value

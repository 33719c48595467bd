"""What a screen reader is told of work: each sentence once, and nothing that only counts."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.busy import Busy


@pytest.fixture
def busy(dressed: object, qtbot: QtBot, announced: list[str]) -> Busy:
    made = Busy()
    qtbot.addWidget(made)
    made.begin("Getting ready …", None)
    return made


def tick(busy: Busy) -> None:
    """The time after which what lasts is told."""
    busy._telling.timeout.emit()


def test_what_lasts_is_told_once(busy: Busy, announced: list[str]) -> None:
    assert announced == []
    for _ in range(3):
        tick(busy)
    assert announced == ["Getting ready …"]


def test_what_was_told_at_once_is_not_told_again(busy: Busy, announced: list[str]) -> None:
    busy.tell("1 of 2: Make a user …")
    tick(busy)
    busy.tell("1 of 2: Make a user …")
    assert announced == ["1 of 2: Make a user …"]


def test_what_counts_is_silent(busy: Busy, announced: list[str]) -> None:
    for second in range(20, 16, -1):
        busy.say(f"{second} seconds more …", aloud=False)
        tick(busy)
    assert announced == []
    assert busy.sentence.plain == "17 seconds more …"
    busy.say("Nearly there …")
    tick(busy)
    assert announced == ["Nearly there …"]


def test_of_many_things_the_quarters_are_told(busy: Busy, announced: list[str]) -> None:
    for done in range(20):
        busy.far(done, 20)
    assert announced == [f"Looked at {done} of 20." for done in (5, 10, 15)]


def test_other_work_may_be_told_in_the_same_words(busy: Busy, announced: list[str]) -> None:
    tick(busy)
    busy.end()
    busy.begin("Getting ready …", None)
    tick(busy)
    assert announced == ["Getting ready …"] * 2

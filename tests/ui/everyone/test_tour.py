"""Every page of both journeys as a customer comes to it, and as it becomes: for everyone.

Each language is toured once; what each look complained of is what its test shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.journey import REVOKE, SETUP
from tests.ui.everyone import keyboard, pseudo, room, spoken, targets, tour
from tests.ui.everyone.verdict import nothing
from ui import words

pytestmark = pytest.mark.keyring
LOOKS: dict[str, Callable[[QWidget], Iterable[str]]] = {
    "spoken": spoken.complaints,
    "room": room.complaints,
    "targets": targets.complaints,
    "keyboard": keyboard.complaints,
}
SETTLE_MS, TIMES = 30, 12
BRIEF = {"revoke_progress"}  # it is there only while AWS is asked
PAGES = [*dict.fromkeys(s.name for s in (*SETUP, *REVOKE) if s.name not in BRIEF)]
HOMES = ["first", "handed over", "shut out"]
Found = dict[str, dict[str, list[str]]]  # by look, by page and state
_toured: dict[str, Found] = {}


def _seen(found: Found, looks: Iterable[str], page: str, state: str, window: QWidget) -> None:
    where = f"{page}, {state}"
    for name in looks:
        found[name][where] = list(_look(name, state, window))
    found["below"][where] = [_below(window)]


def _look(name: str, state: str, window: QWidget) -> Iterator[str]:
    if name == "keyboard":
        yield from _walked(window, look=state in {tour.COME, tour.UNFOLDED})
        return
    complaints: list[str] = []
    for _time in range(TIMES):
        if not (complaints := list(LOOKS[name](window))):
            return
        QTest.qWait(SETTLE_MS)  # a page is laid out over several turns of the event loop
    yield from complaints


def _below(window: QWidget) -> str:
    """How much of a page has to be scrolled to, once it is laid out."""
    for _time in range(TIMES):
        if not room.below(window):
            break
        QTest.qWait(SETTLE_MS)
    return str(room.below(window))


def _walked(window: QWidget, *, look: bool) -> list[str]:
    """Go through by Tab; once more where an answer came meanwhile and there is other to use."""
    complaints: list[str] = []
    for _time in range(TIMES):
        before = keyboard.wanted(window)
        complaints = list(keyboard.complaints(window, look=look))
        if keyboard.wanted(window) == before:
            break
        QTest.qWait(SETTLE_MS)
    return complaints


@pytest.fixture
def toured(
    request: pytest.FixtureRequest, dressed: QApplication, secret_service: object, tmp_path: Path
) -> Iterator[Found]:
    language = str(request.param)
    if language not in _toured:
        looks = ["room"] if language == "pseudo" else [*LOOKS]
        found: Found = {name: {} for name in (*looks, "below")}
        with pseudo.spoken() if language == pseudo.NAME else nullcontext():
            tour.go(
                pseudo.SOURCE if language == pseudo.NAME else language,
                tmp_path,
                lambda page, state, window: _seen(found, looks, page, state, window),
            )
        _toured[language] = found
    yield _toured[language]
    words.install("en")


@pytest.mark.parametrize("toured", ["ja", "en"], indirect=True)
@pytest.mark.parametrize("look", LOOKS)
def test_everything_is_well(toured: Found, look: str) -> None:
    nothing(toured[look])


@pytest.mark.parametrize("toured", ["pseudo"], indirect=True)
def test_a_longer_language_has_room(toured: Found) -> None:
    nothing(toured["room"])


@pytest.mark.parametrize("toured", ["ja", "en"], indirect=True)
@pytest.mark.parametrize("page", [*PAGES, *(f"home {state}" for state in HOMES)])
def test_a_page_as_it_is_come_to_needs_no_scrolling(toured: Found, page: str) -> None:
    """At 1024 by 640 with the practice strip, home at 840 by 640; more is there without."""
    name, _space, state = page.partition(" ")
    assert toured["below"][f"{name}, {state or tour.COME}"] == ["0"]


@pytest.mark.parametrize("toured", ["ja", "en"], indirect=True)
def test_the_tour_has_been_everywhere(toured: Found) -> None:
    been = {where.partition(",")[0] for where in toured["room"]}
    assert been == {*PAGES, "home"}
    states = {where.partition(", ")[2] for where in toured["room"]}
    assert states == {*HOMES, tour.COME, tour.LEFT, tour.UNFOLDED, tour.TROUBLE, tour.BUSY}

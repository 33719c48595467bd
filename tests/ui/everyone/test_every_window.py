"""Every window and every page, where nobody is signed in: for everyone, at every size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.everyone import keyboard, pseudo, room, scenes, spoken, targets
from tests.ui.everyone.verdict import nothing
from ui import words
from ui.desk import Desk

SETTLE_MS, TIMES = 25, 20


@pytest.fixture(params=["ja", "en", "twice", "pseudo"])
def said(request: pytest.FixtureRequest) -> Iterator[str]:
    """What is said: in a language, twice as long, or with the longest words."""
    words.install(request.param if request.param in {"ja", "en"} else "en")
    if request.param == "pseudo":
        with pseudo.spoken():
            yield "pseudo"
    elif request.param == "twice":
        once = words._translated
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(words, "_translated", lambda text: f"{once(text)} {once(text)}")
            yield "twice"
    else:
        yield request.param
    words.install("en")


class Looker:
    """Collects what is wrong, and where."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}

    def room(self, name: str, window: QWidget) -> None:
        found: list[str] = []
        for _time in range(TIMES):
            if not (found := list(room.complaints(window))):
                return
            QTest.qWait(SETTLE_MS)
        self.wrong[name] = found

    def all(self, name: str, window: QWidget) -> None:
        self.room(name, window)
        found = [*spoken.complaints(window), *targets.complaints(window)]
        if found := [*found, *keyboard.complaints(window, look=True)]:
            self.wrong[name] = [*self.wrong.get(name, []), *found]


@pytest.mark.parametrize("said", ["ja", "en"], indirect=True)
def test_windows_are_for_everyone(nobody: Desk, above: QWidget, said: str) -> None:
    looker = Looker()
    scenes.windows(nobody, above, looker.all)
    nothing(looker.wrong)


@pytest.mark.parametrize("said", ["twice", "pseudo"], indirect=True)
def test_long_words_have_room(nobody: Desk, above: QWidget, said: str) -> None:
    looker = Looker()
    scenes.windows(nobody, above, looker.room)
    scenes.pages(nobody, above, looker.room)
    nothing(looker.wrong)


@pytest.mark.parametrize(("said", "letters"), [("ja", 2), ("en", 3)], indirect=True)
def test_large_letters_have_room(letters: float, nobody: Desk, above: QWidget, said: str) -> None:
    """In windows of the usual size, as where the system's own text is enlarged."""
    looker = Looker()
    scenes.windows(nobody, above, looker.room)
    scenes.pages(nobody, above, looker.room)
    nothing(looker.wrong)


def test_right_to_left(furnished: QApplication, nobody: Desk, above: QWidget) -> None:
    looker = Looker()
    words.install("en")
    furnished.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scenes.windows(nobody, above, looker.all)
        scenes.pages(nobody, above, looker.all)
    finally:
        furnished.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    nothing(looker.wrong)

"""Time limits: said beforehand, extended by the keyboard as often as one likes, announced once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import front
from ui import words
from ui.clipboard import LIFE_SECONDS, LOW_SECONDS, SecretClipboard
from ui.clipboardclock import ClipboardClock

SECRET = "ABCD-EFGH-JKLM-NPQR-STUV"
MORE_OFTEN = 12  # than the ten times of WCAG 2.2, 2.2.1


# --- the clipboard ------------------------------------------------------------------------------
class Board(QWidget):
    """A button that copies, and the clock below it."""

    def __init__(self) -> None:
        super().__init__()
        words.install("en")
        self.clipboard = SecretClipboard(self)
        self.copy = QPushButton("Copy")
        self.copy.clicked.connect(self._copy)
        self.clock = ClipboardClock(self.clipboard, self.copy, "countdown", "keep")
        column = QVBoxLayout(self)
        column.addWidget(self.copy)
        column.addWidget(self.clock)

    def _copy(self) -> None:
        self.clipboard.copy(SECRET)
        self.clock.copied()

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clipboard.tick()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr("ui.clipboardclock.announce", lambda _widget, text: heard.append(text))
    return heard


@pytest.fixture
def board(dressed: object, qtbot: QtBot, said: list[str]) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.show()
    front.bring(qtbot, made)
    return made


@pytest.fixture
def clipboard(dressed: object) -> QClipboard:
    found = QGuiApplication.clipboard()
    found.clear()
    return found


def test_it_is_said_before_anything_is_copied(board: Board) -> None:
    assert "after a minute" in board.clock.words.plain
    assert "extend" in board.clock.words.plain
    assert not board.clock.keep.isVisible()


def test_the_minute_is_extended_by_the_keyboard_as_often_as_one_likes(
    board: Board, clipboard: QClipboard
) -> None:
    board.copy.setFocus()
    QTest.keyClick(board.copy, Qt.Key.Key_Space)
    QTest.keyClick(board.copy, Qt.Key.Key_Tab)
    assert board.clock.keep.hasFocus()
    for _ in range(MORE_OFTEN):
        board.wait(LIFE_SECONDS - 1)
        assert clipboard.text() == SECRET
        QTest.keyClick(board.clock.keep, Qt.Key.Key_Space)
        assert board.clipboard.left == LIFE_SECONDS
        assert board.clock.keep.hasFocus()
    board.wait(LIFE_SECONDS)
    assert clipboard.text() == ""
    assert board.copy.hasFocus(), "the keyboard isn't lost"


def test_the_keyboard_isnt_lost_where_the_secret_was_wiped(board: Board, qtbot: QtBot) -> None:
    """What had been copied is gone from the page, and its button can't be pressed any more."""

    class Whole(QWidget):
        def first_focus(self) -> QWidget:
            return first

    page, first = Whole(), QPushButton("The ways")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(board)
    column.addWidget(QPushButton("Another"))
    column.addWidget(first)
    page.show()
    front.bring(qtbot, page)
    board.copy.click()
    board.clock.keep.setFocus()
    board.copy.setEnabled(False)
    board.wait(LIFE_SECONDS)
    assert first.hasFocus()
    board.setParent(None)


def test_what_is_cleared_cant_be_extended(board: Board, clipboard: QClipboard) -> None:
    assert not board.clipboard.extend()
    board.copy.click()
    board.wait(LIFE_SECONDS)
    assert not board.clipboard.extend()
    assert board.clipboard.left == 0
    assert not board.clock.keep.isVisible()


def test_a_screen_reader_is_told_once_that_time_runs_low(board: Board, said: list[str]) -> None:
    board.copy.click()
    assert len(said) == 1
    assert "60 seconds" in said[0]
    board.wait(LIFE_SECONDS - LOW_SECONDS - 1)
    assert len(said) == 1
    board.wait(1)
    assert len(said) == 2
    assert "20 seconds" in said[1]
    assert "more time" in said[1]
    board.wait(LOW_SECONDS)
    assert len(said) == 2


def test_it_is_told_again_after_each_extension(board: Board, said: list[str]) -> None:
    board.copy.click()
    board.wait(LIFE_SECONDS - 5)
    said.clear()
    board.clock.keep.click()
    assert ["60 seconds" in text for text in said] == [True]
    board.wait(LIFE_SECONDS - LOW_SECONDS)
    assert len(said) == 2


def test_the_words_change_every_ten_seconds_and_never_promise_too_much(board: Board) -> None:
    board.copy.click()
    seen = [board.clock.words.plain]
    for left in range(LIFE_SECONDS - 1, 0, -1):
        board.wait(1)
        now = board.clock.words.plain
        told = [int(word) for word in now.split() if word.isdigit()]
        assert all(left >= seconds for seconds in told)
        if now != seen[-1]:
            seen.append(now)
    assert len(seen) == 7
    assert "a few seconds" in seen[-1]

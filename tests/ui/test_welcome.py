"""The first page: the whole way at a glance, and two ways to begin of equal weight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.ui import front
from tests.ui.account import press, wait
from tests.ui.homes import opened
from tests.ui.test_fits import LARGE_POINTS
from ui import theme
from ui.bigchoice import BigChoice
from ui.desk import Desk
from ui.home import Home
from ui.widgets import Text
from ui.wizard import JourneyWizard

SMALLEST = QSize(1024, 640)


@pytest.fixture(params=["real", "practice"])
def run(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Desk:
    """A run for real, and a rehearsal."""
    if request.param == "practice":
        desk.settings = Settings(tmp_path, practice=True, language=desk.settings.language)
    return desk


def come(home: Home, qtbot: QtBot) -> JourneyWizard:
    """Begin, and see the first page."""
    press(home, "start_setup")
    wizard = home.windows.open
    assert wizard is not None
    wizard.resize(SMALLEST)
    front.bring(qtbot, wizard)
    return wizard


def choice(wizard: JourneyWizard, name: str) -> BigChoice:
    found = wizard.currentPage().findChild(QPushButton, name)
    assert isinstance(found, BigChoice)
    return found


def test_nothing_scrolls_in_the_smallest_window(run: Desk, qtbot: QtBot, language: str) -> None:
    wizard = come(opened(run, qtbot), qtbot)
    area = wizard.currentPage().area  # type: ignore[attr-defined]
    wait(qtbot, lambda: area.viewport().height() > 0)
    QTest.qWait(50)
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0


def test_the_waiting_stands_below_the_step_that_it_belongs_to(run: Desk, qtbot: QtBot) -> None:
    wizard = come(opened(run, qtbot), qtbot)
    texts = {t.plain: t.y() for t in wizard.currentPage().findChildren(Text) if t.isVisible()}
    first, second, waits = (
        next(y for words, y in texts.items() if words.startswith(begins))
        for begins in ("You make an AWS account", "You put a second lock", "AWS then activates")
    )
    assert first < waits < second


def test_every_step_says_how_long_it_takes(run: Desk, qtbot: QtBot) -> None:
    overview = come(opened(run, qtbot), qtbot).findChild(QWidget, "overview")
    assert overview is not None
    said = [text.plain for text in overview.findChildren(Text)]
    assert sum("minutes" in words for words in said if len(words) < 12) == 4
    assert any("at most in 24 hours" in words for words in said), "AWS's own waiting"
    assert any("company card" in words and "phone" in words for words in said)


def test_neither_way_is_meant_more_than_the_other(desk: Desk, qtbot: QtBot) -> None:
    wizard = come(opened(desk, qtbot), qtbot)
    rehearsal, real = choice(wizard, "rehearse"), choice(wizard, "for_real")
    QTest.qWait(50)
    assert rehearsal.size() == real.size()
    assert rehearsal.y() == real.y()
    assert rehearsal.x() < real.x()
    assert not rehearsal.primary
    assert not real.primary
    assert not wizard.button(QWizard.WizardButton.NextButton).isVisible(), "a third way"
    for way in (rehearsal, real):
        assert way.accessibleName()
        assert way.accessibleDescription()


def test_against_an_address_of_its_own_there_is_next_alone(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    """It is neither a rehearsal nor the company's AWS."""
    desk.settings = Settings(tmp_path, endpoint="http://127.0.0.1:9", language="en")
    wizard = come(opened(desk, qtbot), qtbot)
    assert wizard.button(QWizard.WizardButton.NextButton).isVisible()
    assert not wizard.currentPage().findChildren(BigChoice)


def test_the_keyboard_comes_to_both_and_enter_chooses(desk: Desk, qtbot: QtBot) -> None:
    wizard = come(opened(desk, qtbot), qtbot)
    rehearsal, real = choice(wizard, "rehearse"), choice(wizard, "for_real")
    wait(qtbot, rehearsal.hasFocus)
    QTest.keyClick(rehearsal, Qt.Key.Key_Tab)
    assert real.hasFocus()
    QTest.keyClick(real, Qt.Key.Key_Return)
    assert wizard.step.name == "account"
    following = wizard.button(QWizard.WizardButton.NextButton)
    wait(qtbot, following.isVisible)
    wizard.back()
    wait(qtbot, lambda: not following.isVisible())


def test_the_rehearsal_begins_at_one_press(desk: Desk, qtbot: QtBot) -> None:
    wanted: list[Settings] = []
    desk.switch_wanted.connect(wanted.append)
    wizard = come(opened(desk, qtbot), qtbot)
    wait(qtbot, choice(wizard, "rehearse").hasFocus)
    QTest.keyClick(choice(wizard, "rehearse"), Qt.Key.Key_Space)
    assert [settings.practice for settings in wanted] == [True]


@pytest.mark.parametrize("run", ["practice"], indirect=True)
def test_a_rehearsal_goes_on_with_next_and_over_to_the_real_run(run: Desk, qtbot: QtBot) -> None:
    run.settings = Settings(run.settings.data_dir, practice=True, endpoint="http://127.0.0.1:9")
    wanted: list[Settings] = []
    run.switch_wanted.connect(wanted.append)
    wizard = come(opened(run, qtbot), qtbot)
    assert wizard.findChild(QPushButton, "rehearse") is None
    assert wizard.button(QWizard.WizardButton.NextButton).isVisible()
    press(wizard.currentPage(), "for_real")
    assert [settings.real for settings in wanted] == [True], "the address of practice stays behind"


def test_in_a_narrow_window_the_ways_stand_one_above_the_other(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme._now, "points", LARGE_POINTS)
    wizard = come(opened(desk, qtbot), qtbot)
    wizard.resize(theme.em(22), theme.em(30))
    rehearsal, real = choice(wizard, "rehearse"), choice(wizard, "for_real")
    wait(qtbot, lambda: real.y() >= rehearsal.y() + rehearsal.height())
    area = wizard.currentPage().area  # type: ignore[attr-defined]
    assert area.horizontalScrollBar().maximum() == 0

"""A page is made bit by bit, and is there at once where it is needed before."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP, Step
from ui.desk import Desk
from ui.page import Page
from ui.pageframe import Frame
from ui.pages.account import Account
from ui.setup_wizard import SetupWizard
from ui.wizard import page_class

STEPS = [pytest.param(step, id=step.name) for step in SETUP]


def page(desk: Desk, step: Step, qtbot: QtBot) -> Page:
    made = page_class(step.name)(desk, step)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("step", STEPS)
def test_half_a_page_is_none_and_then_it_is_whole(desk: Desk, step: Step, qtbot: QtBot) -> None:
    made, parts = page(desk, step, qtbot), 0
    while made.prepare_part():
        parts += 1
        desk.know(page=f"elsewhere {parts}")  # half a page mustn't try to follow
    assert parts > 2
    assert not made.prepare()
    made.come()
    assert made.accessibleName() == made.headline()


@pytest.mark.parametrize("parts", range(6))
def test_what_is_learnt_while_it_is_made_is_shown(desk: Desk, parts: int, qtbot: QtBot) -> None:
    made = page(desk, SETUP[1], qtbot)
    assert isinstance(made, Account)
    for _part in range(parts):
        made.prepare_part()
    desk.know(have_account=True)
    made.come()
    assert made.have.box.isChecked()
    assert not made.yours.isHidden()


@pytest.mark.parametrize("step", STEPS)
def test_half_a_page_goes_with_its_language_and_with_its_page(
    desk: Desk, step: Step, qtbot: QtBot
) -> None:
    made = page_class(step.name)(desk, step)
    made.prepare_part()
    made.prepare_part()
    first = made.findChildren(Frame)
    desk.speak("ja")
    made.prepare_part()
    second = [frame for frame in made.findChildren(Frame) if frame not in first]
    assert (len(first), len(second)) == (1, 1)
    qtbot.waitUntil(lambda: not shiboken6.isValid(first[0]))
    shiboken6.delete(made)
    assert not shiboken6.isValid(second[0])
    desk.speak("en")


def test_what_goes_wrong_leaves_no_half_page(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(desk, SETUP[1], qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(Account, "refresh", lambda _page: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            made.prepare()
    made.come()
    assert made.accessibleName() == made.headline()


@pytest.mark.parametrize("step", STEPS)
def test_who_comes_before_it_is_whole_finds_it_whole(desk: Desk, step: Step, qtbot: QtBot) -> None:
    whole, half = page(desk, step, qtbot), page(desk, step, qtbot)
    half.prepare_part()
    for one in (whole, half):
        one.come()
    named = [sorted(w.objectName() for w in p.findChildren(QWidget)) for p in (whole, half)]
    assert named[0] == named[1]


def test_half_a_page_is_made_in_the_language_that_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    made = page(desk, SETUP[1], qtbot)
    made.prepare_part()
    made.prepare_part()
    desk.speak("ja")
    made.come()
    assert made.accessibleName() == made.headline()
    assert not made.headline().isascii()
    desk.speak("en")


def test_the_others_are_made_while_nobody_asks_for_them(desk: Desk, qtbot: QtBot) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    wizard = SetupWizard(desk, above)
    pages = [wizard.page(number) for number in wizard.pageIds()]
    assert any(isinstance(p, Page) and p._content is None for p in pages)
    qtbot.waitUntil(
        lambda: all(isinstance(p, Page) and p._content is not None for p in pages), timeout=20_000
    )


def test_the_buttons_are_told_of_what_is_new_alone(desk: Desk, qtbot: QtBot) -> None:
    """QWizard paints its whole window each time."""
    made = page(desk, SETUP[1], qtbot)
    made.told_complete = made.isComplete()  # as the wizard does
    made.come()
    told: list[bool] = []
    made.completeChanged.connect(lambda: told.append(made.isComplete()))
    made.clear_message()
    assert told == []
    desk.know(have_account=True)
    assert told == [True]
    desk.know(user_name="somebody")
    assert told == [True]
    desk.know(have_account=False)
    assert told == [True, False]

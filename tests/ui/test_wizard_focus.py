"""The keyboard stays where the customer went, whatever else ends or goes away meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.revoke_impact import Impacts
from tests.ui import account
from tests.ui.account import wait
from tests.ui.revokewizard import Wizard
from ui.desk import Desk

pytestmark = pytest.mark.keyring


@pytest.fixture
def looking(
    signed_in: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Wizard, Any]]:
    """The page on which a button is there only until a look ends; the look lasts."""
    ended = Event()

    def quick(*_about: object) -> Impacts:
        ended.wait(timeout=30)
        return Impacts()

    monkeypatch.setattr("app.revoke_impact.quick", quick)
    user_id = account.by_hand(signed_in)
    wizard = Wizard(signed_in, qtbot)
    wizard.choose(user_id)
    wizard.next()
    wizard.wait_for("revoke_preview")
    page: Any = wizard.page
    wait(qtbot, lambda: page.dont_wait.isVisible() and page.name.hasFocus())
    page.dont_wait.setFocus()
    wait(qtbot, lambda: bool(page.dont_wait.hasFocus()))
    QApplication.processEvents()
    yield wizard, page
    ended.set()


def test_who_has_just_left_what_goes_away_stays_where_they_went(
    looking: tuple[Wizard, Any], qtbot: QtBot
) -> None:
    wizard, page = looking
    close = wizard.window.button(wizard.window.WizardButton.CancelButton)
    close.setFocus()
    page.look_first.over()  # in the same turn: nobody has seen yet that the keyboard moved
    assert not page.dont_wait.isVisible()
    qtbot.wait(50)
    assert close.hasFocus()


def test_who_is_on_what_goes_away_comes_to_the_name(
    looking: tuple[Wizard, Any], qtbot: QtBot
) -> None:
    _wizard, page = looking
    page.look_first.over()
    wait(qtbot, lambda: bool(page.name.hasFocus()))

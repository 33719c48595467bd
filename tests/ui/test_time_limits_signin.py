"""The ten minutes of a sign-in: more time is offered before they end, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import signin
from app.practice import Practice
from tests.ui.practice_browser import visit_later
from tests.ui.signinpage import LONG_MS, button, press, shown, waiting
from tests.ui.signinpage import signing as signing  # noqa: PLC0414  (a fixture)
from ui import waitcard
from ui.desk import Desk

pytestmark = pytest.mark.keyring


@pytest.fixture
def practice() -> Iterator[Practice]:
    with Practice() as running:
        yield running


def test_before_the_waiting_ends_more_time_is_offered_as_often_as_one_likes(
    signing: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(waitcard, "announce", lambda _widget, text: said.append(text))
    monkeypatch.setattr(waitcard, "NEAR_SECONDS", signin.WAIT_SECONDS)  # it is near at once
    page, asked = waiting(signing, qtbot)
    attempt, more = page.panel._try.attempt, button(page, "sign_in_more_time")
    assert attempt is not None
    for _ in range(12):
        qtbot.waitUntil(more.isVisible, timeout=LONG_MS)
        assert "two minutes" in said[-1]
        assert more.text() in said[-1]
        before = attempt._deadline
        more.setFocus()
        QTest.keyClick(more, Qt.Key.Key_Space)
        assert attempt._deadline > before
        assert said[-1] == "Aikagi waits ten more minutes."
        assert not more.isVisible()
        assert page.panel._wait.cancel_button is page.window().focusWidget(), "not lost"
    assert sum("two minutes" in text for text in said) == 12, "once each time"
    visit_later(asked[0])
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    assert not more.isVisible()
    assert not page.panel._wait._end.isActive()


def test_the_offer_comes_two_minutes_before_the_end(signing: Desk, qtbot: QtBot) -> None:
    page, _ = waiting(signing, qtbot)
    assert not button(page, "sign_in_more_time").isVisible()
    left = page.panel._wait._end.remainingTime() / 1000
    assert signin.WAIT_SECONDS - 120 - 5 < left <= signin.WAIT_SECONDS - 120
    press(page, "sign_in_cancel")
    assert not page.panel._wait._end.isActive()


def test_a_sign_in_that_ran_out_is_begun_anew(signing: Desk, qtbot: QtBot) -> None:
    page = shown(signing, qtbot)
    follows, signing.open_url = signing.open_url, lambda _url: True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signin, "WAIT_SECONDS", 0.0)
        press(page, "sign_in_button")
        qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "signin-timeout" in page.message.code.plain
    signing.open_url = follows
    press(page, "sign_in_button")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)

"""The manual's window does no more than it has to, and says what a search brought, once."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.manual import Section
from ui import announced
from ui.desk import Desk
from ui.helptext import HelpText
from ui.helpwindow import HelpWindow

SOON_MS = 50


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(desk, None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_opening_a_section_lays_it_out_once(
    window: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = []
    usual = HelpText._lay_out

    def watched(text: HelpText, section: Section) -> None:
        laid_out.append(section.anchor)
        usual(text, section)

    monkeypatch.setattr(HelpText, "_lay_out", watched)
    window.open_at("account")
    window.open_at("account")
    assert laid_out == ["account"]
    window.search.setText("bill")
    laid_out.clear()
    window.open_at("home")
    assert laid_out == ["home"]
    assert window.list.count() == len(window.sections)
    assert window.list.chosen == "home"
    assert not window.text.extraSelections()


def test_what_a_search_brought_is_said_once_when_nobody_types_any_more(
    window: HelpWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(announced, "announce", lambda _widget, text: said.append(text))
    window._found.setInterval(SOON_MS)
    QTest.keyClicks(window.search, "passphrase")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [f"Sections found: {window.list.count()}"]
    window.search.setText("xyzzy")
    QTest.keyClicks(window.search, "zzz")
    qtbot.waitUntil(lambda: len(said) > 1)
    assert said[1:] == [window.nothing.text()]
    QTest.keyClicks(window.search, "z")
    qtbot.wait(4 * SOON_MS)
    assert len(said) == 2

"""One quiet message about an unexpected error, with the file to read and its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app import crashreport
from app.settings import Settings
from ui import crashes
from ui.crashnote import CrashNote
from ui.desk import Desk
from ui.home import Home

LONG_MS = 20_000


@pytest.fixture
def home(data_dir: Path, qtbot: QtBot) -> Home:
    desk = Desk(Settings(data_dir))
    made = Home(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.handovers is not None, timeout=LONG_MS)
    return made


@pytest.fixture
def report(data_dir: Path) -> Path:
    found = crashreport.save(data_dir / crashes.FOLDER, "what happened")
    assert found is not None
    return found


def looked(home: Home, qtbot: QtBot) -> CrashNote:
    note = CrashNote(home)
    note.look()
    qtbot.waitUntil(lambda: not home.desk.background.busy, timeout=LONG_MS)
    qtbot.wait(50)
    return note


def test_without_one_nothing_is_said(home: Home, qtbot: QtBot) -> None:
    looked(home, qtbot)
    assert home.view.message.isHidden()


def test_the_last_times_is_told_once(home: Home, report: Path, qtbot: QtBot) -> None:
    opened: list[str] = []
    home.desk.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    looked(home, qtbot)
    message = home.view.message
    qtbot.waitUntil(message.isVisible, timeout=LONG_MS)
    assert "The last time" in message.what.plain
    assert "Nothing was sent" in message.next.plain
    for name in ("read_report", "find_report"):
        button = message.findChild(QAbstractButton, name)
        assert button is not None
        assert button.isVisible()
        assert button.accessibleName()
        button.click()
    read, find = (message.findChild(QAbstractButton, n) for n in ("read_report", "find_report"))
    assert read is not None
    assert read.nextInFocusChain() is find, "Tab comes by as they stand"
    assert opened == [f"file://{report}", f"file://{report.parent}"]
    qtbot.waitUntil(lambda: crashreport.untold(report.parent) is None, timeout=LONG_MS)


def test_another_message_takes_its_buttons_along(home: Home, report: Path, qtbot: QtBot) -> None:
    looked(home, qtbot)
    message = home.view.message
    message.show_note("Something else")
    qtbot.waitUntil(
        lambda: message.findChild(QAbstractButton, "read_report") is None, timeout=LONG_MS
    )


def test_where_nothing_opens_the_place_is_said(home: Home, report: Path, qtbot: QtBot) -> None:
    home.desk.open_url = lambda _url: False
    looked(home, qtbot)
    button = home.view.message.findChild(QAbstractButton, "read_report")
    assert button is not None
    button.click()
    assert str(report.parent) in home.view.message.next.plain


def test_what_is_shown_already_comes_first(home: Home, report: Path, qtbot: QtBot) -> None:
    home.view.message.show_note("A record couldn't be read")
    looked(home, qtbot)
    assert home.view.message.what.plain == "A record couldn't be read"
    assert crashreport.untold(report.parent) == report, "so it is told the next time"


def test_in_the_middle_it_is_told_on_the_page(home: Home, report: Path, qtbot: QtBot) -> None:
    crashreport.tell(report)
    note = looked(home, qtbot)
    home.start_setup()
    wizard = home.windows.open
    assert wizard is not None
    qtbot.waitUntil(wizard.isVisible, timeout=LONG_MS)
    note.written.emit(str(report))
    page = wizard.currentPage()
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)  # type: ignore[attr-defined]
    assert "start it again" in page.message.next.plain  # type: ignore[attr-defined]
    assert home.view.message.isHidden()

"""Signing in from the page: real listener, real keyring, practice AWS, and every way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.callback import Listener
from app.practice import Practice
from app.settings import Settings
from app.troubles import PRACTICE
from tests.ui.practice_browser import visit, visit_later
from tests.ui.signinpage import LONG_MS, entries, opened, press, shown
from tests.ui.signinpage import signing as signing  # noqa: PLC0414  (a fixture)
from ui import links
from ui.desk import Desk
from ui.pages.sign_in import SignIn
from ui.signin_panel import SignInWindow


@pytest.fixture(scope="module")
def practice() -> Iterator[Practice]:
    with Practice() as running:
        yield running


def ask_for_help(page: SignIn) -> None:
    """While nothing is wrong there is Cancel alone; who asks for help sees the other ways."""
    others = [page.findChild(QPushButton, n) for n in ("copy_link", "start_again", "paste_open")]
    assert [way is not None and way.isVisibleTo(page) for way in others] == [False] * 3
    page.panel.help.head.click()
    assert [way is not None and way.isVisibleTo(page) for way in others] == [True] * 3


@pytest.mark.keyring
def test_signs_in_as_root(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    page = shown(signing, qtbot)
    assert not page.isComplete()
    press(page, "sign_in_button")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    identity = page.findChild(QLabel, "identity")
    assert identity is not None
    assert identity.isVisible()
    assert signing.facts.account in identity.text()
    assert "root user" in identity.text()
    assert entries(secret_service) == ["aikagi-practice/session"]
    signing.sign_out()
    qtbot.waitUntil(lambda: not signing.background.busy, timeout=LONG_MS)
    assert entries(secret_service) == []
    assert not page.isComplete()


@pytest.mark.keyring
def test_a_pasted_code_does_it_too(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    pages: list[str] = []
    signing.open_url = lambda url: not pages.append(url)  # type: ignore[func-returns-value]
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: len(pages) == 1, timeout=LONG_MS)
    ask_for_help(page)
    press(page, "paste_open")
    found = re.search(r'<code id="code"[^>]*>([^<]+)<', visit(pages[1]))
    assert found is not None
    line = page.findChild(QLineEdit, "paste_code")
    assert line is not None
    line.setText("this is not a code")
    press(page, "paste_use")
    assert "signin-paste" in page.message.code.plain
    assert page.panel.waiting
    line.setText(f"  {unescape(found[1])}\n")
    press(page, "paste_use")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    assert line.text() == ""


@pytest.mark.keyring
def test_undo_brings_no_code_back(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    pages: list[str] = []
    signing.open_url = lambda url: not pages.append(url)  # type: ignore[func-returns-value]
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: len(pages) == 1, timeout=LONG_MS)
    ask_for_help(page)
    press(page, "paste_open")
    line = page.findChild(QLineEdit, "paste_code")
    assert line is not None
    QTest.keyClicks(line, "a-code-of-aws")
    press(page, "sign_in_cancel")
    assert not line.isUndoAvailable()
    line.undo()
    assert not line.text()


@pytest.mark.keyring
def test_cancel_is_at_once_and_leaves_nothing(
    signing: Desk, qtbot: QtBot, secret_service: object
) -> None:
    opened: list[str] = []
    signing.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: bool(opened), timeout=LONG_MS)
    press(page, "sign_in_cancel")
    assert not page.panel.waiting
    assert page.panel.start.isVisible()
    qtbot.waitUntil(lambda: not signing.background.busy, timeout=1000)
    assert entries(secret_service) == []
    assert not page.message.isVisible()


@pytest.mark.keyring
def test_start_again_gives_up_the_first(
    signing: Desk, qtbot: QtBot, secret_service: object
) -> None:
    opened: list[str] = []
    signing.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=LONG_MS)
    signing.open_url = visit_later
    ask_for_help(page)
    press(page, "start_again")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)


@pytest.mark.keyring
def test_refused_in_the_browser(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    signing.open_url = partial(visit_later, choice="deny")
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "signin-denied" in page.message.code.plain
    assert page.panel.start.isVisible()
    assert entries(secret_service) == []


def test_no_keyring_is_said(
    dressed: object, data_dir: Path, practice: Practice, no_secret_service: None, qtbot: QtBot
) -> None:
    pages: list[str] = []
    with opened(data_dir, practice) as desk:
        desk.open_url = lambda url: not pages.append(url)  # type: ignore[func-returns-value]
        page = shown(desk, qtbot)
        press(page, "sign_in_button")
        qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
        assert "keyring-missing" in page.message.code.plain
        assert not pages


@pytest.mark.keyring
def test_a_browser_that_does_not_open(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    signing.open_url = lambda _url: False
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "browser" in page.message.code.plain
    assert page.panel.waiting  # the link can be copied
    page.go()
    assert not page.panel.waiting


@pytest.mark.keyring
def test_another_account_is_refused(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    window = SignInWindow(signing, host, expected="999999999999")
    window.show()
    press(window, "sign_in_button")
    qtbot.waitUntil(window.message.isVisible, timeout=LONG_MS)
    assert "wrong-account" in window.message.code.plain
    assert "111122223333" in window.message.what.plain
    assert "999999999999" in window.message.what.plain
    assert signing.session is None
    assert not window.message.again.isVisible(), "the panel has that button"
    press(window, "sign_out_browser")
    assert links.BROWSER_SIGN_OUT in window.message.next.plain
    assert entries(secret_service) == []
    signing.open_url = lambda _url: False
    signing.settings = replace(signing.settings, practice=False, endpoint="")
    press(window, "sign_out_browser")
    assert window.message.link.text() == links.BROWSER_SIGN_OUT
    assert window.message.copy_link.isVisible()


@pytest.mark.keyring
def test_closing_signs_out_without_waiting(
    signing: Desk, qtbot: QtBot, secret_service: object
) -> None:
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    assert entries(secret_service)
    ended: list[bool] = []
    signing.close(lambda: ended.append(True))
    assert not ended
    qtbot.waitUntil(lambda: ended == [True], timeout=LONG_MS)
    assert entries(secret_service) == []


@pytest.mark.keyring
def test_idle_signs_out(signing: Desk, qtbot: QtBot, secret_service: object) -> None:
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not signing.background.busy, timeout=LONG_MS)  # idle, too
    signing.idle.timed_out()
    assert signing.session is None
    assert not page.isComplete()
    qtbot.waitUntil(lambda: not signing.background.busy, timeout=LONG_MS)
    assert entries(secret_service) == []


def test_where_this_computer_cannot_listen_it_says_so_and_offers_to_paste(
    signing: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blocked(*_: object) -> None:
        raise OSError(13, "blocked")

    monkeypatch.setattr(Listener, "__init__", blocked)
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    code = page.findChild(QLineEdit, "paste_code")
    assert code is not None
    qtbot.waitUntil(lambda: code.isVisibleTo(page), timeout=LONG_MS)
    assert "signin-port" in page.message.code.plain
    press(page, "sign_in_cancel")


def test_practice_that_cannot_start_is_said_as_such(
    dressed: object, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_self: Practice) -> str:
        raise OSError(98, "taken")

    monkeypatch.setattr(Practice, "start", taken)
    desk = Desk(Settings(data_dir, practice=True, language="en"))
    desk.open()
    qtbot.waitUntil(lambda: desk.trouble is not None, timeout=LONG_MS)
    assert desk.trouble is not None
    assert desk.trouble.kind is PRACTICE
    assert desk.background.stop(limit=30)

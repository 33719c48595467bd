"""In the smallest window, in practice mode too, the first pages need no scrolling as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import SETUP, step
from app.practice import Practice
from app.settings import Settings
from tests.ui.account import wait
from ui import theme
from ui.desk import Desk
from ui.page import Page
from ui.pages.account import Account
from ui.pages.root_mfa import RootMfa
from ui.pages.security_check import SecurityCheck
from ui.setup_wizard import SetupWizard
from ui.wizard import page_class

Come = Callable[[Desk, str], Page]
WIDTH, HEIGHT = 1024, 640
TURNS = 10
WAITING = "2026-01-31T10:00:00+00:00"
AS_COME: dict[str, tuple[str, dict[str, Any]]] = {
    "no account": ("account", {}),
    "an account": ("account", {"have_account": True}),
    "waiting": ("account", {"waiting_since": WAITING}),
    "all eight done": ("account", {"ticks": tuple(f"account.{n}" for n in range(1, 9))}),
    "no MFA": ("root_mfa", {"have_account": True}),
    "MFA": ("root_mfa", {"have_account": True, "mfa_said": True}),
    "sign-in": ("sign_in", {"have_account": True, "mfa_said": True}),
}


@pytest.fixture
def rehearsing(dressed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk in practice mode, whose strip takes room as well. Nobody answers it."""
    made = Desk(Settings(tmp_path, practice=True, endpoint="http://127.0.0.1:9", language="en"))
    made.open_url = lambda _url: True
    yield made
    assert made.background.stop(limit=10.0)
    made.deleteLater()


@pytest.fixture
def come(qtbot: QtBot) -> Iterator[Come]:
    """Opens the wizard at a page, in the smallest window."""
    host = QWidget()
    qtbot.addWidget(host)
    opened: list[SetupWizard] = []

    def to(desk: Desk, name: str) -> Page:
        wizard = SetupWizard(desk, host)
        opened.append(wizard)
        wizard._go_to(step(SETUP, name))
        wizard.resize(WIDTH, HEIGHT)
        wizard.show()
        assert (wizard.width(), wizard.height()) == (WIDTH, HEIGHT)
        page = wizard.currentPage()
        assert isinstance(page, Page)
        return page

    yield to
    for wizard in opened:
        wizard.done(0)


def below(page: Page) -> int:
    """How many pixels of the page lie below the window's edge."""
    return int(page.area.verticalScrollBar().maximum())


def assert_all_seen(page: Page, qtbot: QtBot) -> None:
    try:
        qtbot.waitUntil(lambda: below(page) == 0, timeout=2000)
    except qtbot.TimeoutError:
        raise AssertionError(f"{below(page)} pixels lie below the window's edge") from None


@pytest.mark.parametrize("state", AS_COME)
def test_a_page_as_it_is_come_to(
    rehearsing: Desk, come: Come, qtbot: QtBot, language: str, state: str
) -> None:
    name, facts = AS_COME[state]
    rehearsing.facts = Facts(**facts)
    page = come(rehearsing, name)
    assert_all_seen(page, qtbot)


@pytest.mark.keyring
@pytest.mark.parametrize("paid", [False, True])
def test_the_security_check(
    signed_in: Desk, practice: Practice, come: Come, qtbot: QtBot, language: str, paid: bool
) -> None:
    if paid:
        practice.state.plan = "PAID"
    signed_in.know(have_account=True, mfa_said=True)
    page = come(signed_in, "security_check")
    assert isinstance(page, SecurityCheck)
    wait(qtbot, lambda: not page.looking)
    assert page.rows["contacts"].isVisible()
    assert page.rows["account_plan"].isVisible() is not paid
    assert_all_seen(page, qtbot)


@pytest.mark.parametrize("name", ["account", "root_mfa"])
def test_each_step_comes_into_view_whole(
    rehearsing: Desk, come: Come, qtbot: QtBot, language: str, name: str
) -> None:
    rehearsing.facts = Facts(have_account=name == "root_mfa")
    page = come(rehearsing, name)
    assert isinstance(page, Account | RootMfa)
    for section in page.steps.sections[:-1]:
        while not section.box.isChecked():
            section.done.click()
        here = page.steps.here
        assert here is not None

        def seen(head: QWidget = here.head, foot: QWidget = here.done) -> bool:
            port = page.area.viewport()
            top = page.steps.where.mapTo(port, QPoint(0, 0)).y()
            end = foot.mapTo(port, QPoint(0, foot.height())).y()
            return top >= 0 and head.isVisible() and end <= port.height() + theme.em(0.5)

        for _ in range(TURNS):  # before that nothing has found its place
            QApplication.processEvents()
        qtbot.waitUntil(seen, timeout=3000)


@pytest.mark.parametrize("number", range(1, 9))
def test_no_step_of_the_sign_up_needs_scrolling(
    rehearsing: Desk, come: Come, qtbot: QtBot, language: str, number: int
) -> None:
    """Nor lies the headline half below the strip: it is all there, or none of it."""
    rehearsing.facts = Facts(ticks=tuple(f"account.{done}" for done in range(1, number)))
    page = come(rehearsing, "account")
    assert isinstance(page, Account)
    section = page.steps.sections[number - 1]
    assert page.steps.here is section
    assert_all_seen(page, qtbot)
    if section.screens is not None:
        section.done.click()
        assert_all_seen(page, qtbot)


def test_all_steps_of_the_sign_up_are_seen_at_once(
    rehearsing: Desk, come: Come, qtbot: QtBot, language: str
) -> None:
    page = come(rehearsing, "account")
    assert isinstance(page, Account)
    page.steps.close_all()
    assert all(section.isVisible() for section in page.steps.sections)
    assert_all_seen(page, qtbot)


def test_the_last_step_of_mfa_is_seen_with_what_follows_it(
    rehearsing: Desk, come: Come, qtbot: QtBot, language: str
) -> None:
    rehearsing.facts = Facts(
        have_account=True, ticks=tuple(f"root_mfa.{done}" for done in range(1, 4))
    )
    page = come(rehearsing, "root_mfa")
    assert isinstance(page, RootMfa)
    assert page.steps.here is page.steps.sections[-1]
    assert page.done.box.isVisible()
    assert_all_seen(page, qtbot)


def test_a_rehearsal_says_at_once_that_no_account_is_made(
    rehearsing: Desk, desk: Desk, come: Come
) -> None:
    page = come(rehearsing, "account")
    assert isinstance(page, Account)
    assert "no account is made" in page.have.box.accessibleDescription()
    real = come(desk, "account")
    assert isinstance(real, Account)
    assert real.have.box.accessibleDescription().startswith("Not the account for shopping")
    assert "rehearsal" not in real.have.box.accessibleDescription()


@pytest.mark.parametrize("width", [40, 26])  # in em; the second as with letters of three times
@pytest.mark.parametrize("name", ["account", "root_mfa"])
def test_no_step_needs_scrolling_sideways(
    rehearsing: Desk, qtbot: QtBot, language: str, name: str, width: int
) -> None:
    rehearsing.facts = Facts(have_account=name == "root_mfa")
    page = page_class(name)(rehearsing, step(SETUP, name))
    qtbot.addWidget(page)
    page.resize(theme.em(width), theme.em(30))
    page.come()
    page.show()
    assert isinstance(page, Account | RootMfa)
    bar = page.area.horizontalScrollBar()
    for section in page.steps.sections[:-1]:
        section.box.click()
        for _ in range(TURNS):
            QApplication.processEvents()
        assert bar.maximum() == 0, section.number + 1
        least = page.steps.where.fontMetrics().horizontalAdvance(page.steps.where.plain)
        assert page.steps.where.width() >= min(least, theme.em(width - 8)), "in one line"

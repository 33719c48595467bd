"""From the question after the account to the sign-in with nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import SETUP, step
from ui import links
from ui.desk import Desk
from ui.page import Page
from ui.setup_wizard import SetupWizard

FAR = 40  # stops, more than any page has
RETURN, SPACE, TAB, BACK = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab


class Keys:
    """A wizard, and a customer without a mouse."""

    def __init__(self, wizard: SetupWizard, qtbot: QtBot) -> None:
        self.wizard, self._qtbot = wizard, qtbot

    @property
    def here(self) -> str:
        """The name of what has the keyboard."""
        focus: QWidget | None = self.wizard.focusWidget()
        return focus.objectName() if focus is not None else ""

    def press(self, key: Qt.Key) -> None:
        """Press `key` where the keyboard is."""
        focus: QWidget | None = self.wizard.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)

    def go(self, name: str, key: Qt.Key = TAB) -> None:
        """Go with Tab to the control `name`, which then can be seen."""
        stops = []
        for _ in range(FAR):
            if self.here == name:
                self.wait(lambda: self.in_view)
                return
            self.press(key)
            stops.append(self.here)
        raise AssertionError(stops)

    def reach(self, name: str) -> None:
        """Wait until the keyboard has been brought to `name`."""
        self.wait(lambda: self.here == name)
        self.wait(lambda: self.in_view)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until that is so."""
        self._qtbot.waitUntil(until)

    @property
    def in_view(self) -> bool:
        """Whether what has the keyboard is to be seen, at least its upper edge."""
        page, focus = self.wizard.currentPage(), self.wizard.focusWidget()
        assert isinstance(page, Page)
        if not page.area.isAncestorOf(focus):
            return bool(focus.isVisible())
        top = focus.mapTo(page.area.viewport(), QPoint(0, 0)).y()
        return focus.isVisible() and 0 <= top < page.area.viewport().height()


@pytest.fixture
def opened(desk: Desk) -> list[str]:
    urls: list[str] = []
    desk.open_url = lambda url: not urls.append(url)  # type: ignore[func-returns-value]
    return urls


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    host = QWidget()
    qtbot.addWidget(host)
    desk.facts = Facts()
    wizard = SetupWizard(desk, host)
    wizard.resize(1024, 640)
    wizard.show()
    wizard._go_to(step(SETUP, "account"))
    yield Keys(wizard, qtbot)
    wizard.done(0)


def page_of(keys: Keys) -> str:
    return str(keys.wizard.currentPage().objectName())


def test_from_no_account_to_the_sign_in(keys: Keys, desk: Desk, opened: list[str]) -> None:
    keys.reach("have_account")
    keys.go("prepare")
    keys.press(SPACE)  # what to have at hand
    keys.go("open_signup")
    keys.press(RETURN)
    for number in range(1, 9):
        keys.go(f"step_{number}_done")
        keys.press(RETURN)
        if number in {5, 7}:  # of two screens
            keys.reach(f"step_{number}_done")
            keys.press(RETURN)
        keys.reach(f"step_{number + 1}_head" if number < 8 else "check_activation")
    keys.go("have_account", BACK)
    keys.press(SPACE)
    keys.go("next")
    keys.press(RETURN)
    keys.wait(lambda: page_of(keys) == "root_mfa")
    keys.reach("open_security_credentials")
    keys.press(RETURN)
    for number in range(1, 5):
        keys.go(f"mfa_step_{number}_done")
        keys.press(RETURN)
        keys.reach(f"mfa_step_{number + 1}_head" if number < 4 else "mfa_done")
    assert desk.facts.mfa_said, "the last step's button says so"
    keys.go("next")
    keys.press(RETURN)
    keys.wait(lambda: page_of(keys) == "sign_in")
    assert opened == [links.SIGN_UP, links.SECURITY_CREDENTIALS]
    assert len(desk.facts.ticks) == 12


def test_the_tick_box_of_a_step_is_as_good_as_its_button(keys: Keys, desk: Desk) -> None:
    keys.go("step_1")
    keys.press(SPACE)
    keys.reach("step_2_head")
    keys.go("step_2", BACK)
    keys.press(SPACE)
    keys.reach("step_3_head")
    assert desk.facts.ticks == ("account.1", "account.2")


def test_any_step_can_be_chosen_from_all(keys: Keys) -> None:
    keys.go("steps_all")
    keys.press(SPACE)
    keys.go("step_7_head")
    keys.press(RETURN)
    keys.reach("step_7_head")
    keys.go("step_7_screen_2")
    keys.press(SPACE)
    keys.go("step_7_trouble")
    keys.press(SPACE)
    keys.go("step_7_ask_aws")

"""The security check by keyboard, and how it looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import SETUP, step
from app.practice import Practice
from tests.ui.account import press, wait
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from tests.ui.checkpage import everything, fill, keyring, told_of
from tests.ui.test_fits import (  # noqa: F401 - `said` and `letters` are fixtures
    assert_fits,
    letters,
    said,
)
from ui import words
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck
from ui.setup_wizard import SetupWizard


# --- by keyboard, and how it looks --------------------------------------------------------------
def walk(wizard: SetupWizard, until: Callable[[], bool]) -> list[str]:
    """Press Tab until it is so; returns what had the keyboard on the way."""
    stops: list[str] = []
    for _ in range(60):
        focus: QWidget | None = wizard.focusWidget()
        assert focus is not None
        stops.append(focus.objectName())
        if until():
            return stops
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(stops)


@keyring
def test_by_keyboard_alone(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    desk_there.facts = desk_there.facts.but(have_account=True, mfa_said=True)
    host = QWidget()
    qtbot.addWidget(host)
    wizard = SetupWizard(desk_there, host)
    wizard.show()
    wizard._go_to(step(SETUP, "security_check"))
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)

    def focus() -> str:
        found: QWidget | None = wizard.focusWidget()
        return found.objectName() if found is not None else ""

    def enter() -> None:
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)

    wait(qtbot, lambda: focus() == "next" and not page.looking)
    page.recheck.setFocus()
    on_the_way = walk(wizard, lambda: focus() == "open_contacts")
    assert on_the_way[:3] == ["recheck", "recheck_account_plan", "open_upgrade"]
    walk(wizard, lambda: focus() == "open_upgrade")
    enter()
    assert focus() == "upgrade_close"  # Enter twice must not do what can't be undone
    enter()
    assert focus() == "open_upgrade"
    enter()
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Backtab)
    assert focus() == "upgrade_confirm"
    enter()
    wait(qtbot, lambda: practice.state.plan == "PAID")
    wait(qtbot, lambda: focus() == "next")
    walk(wizard, lambda: focus() == "open_contacts")
    enter()
    assert focus() == "contact_name"
    wizard.done(0)


@pytest.mark.parametrize("state", ["good", "must", "advised", "unknown"])
def test_rows_are_not_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    state: str,
) -> None:
    desk.facts = Facts(root_mfa=False, activated=False)
    assert_fits(told_of(desk, qtbot, *everything(state)), qtbot)


@pytest.mark.parametrize("name", ["open_upgrade", "open_contacts"])
def test_what_opens_below_a_row_is_not_cut_off(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    name: str,
) -> None:
    page = told_of(desk, qtbot, *everything("advised"))
    press(page, name)
    if name == "open_contacts":
        fill(page, name="Sato", title="General affairs", email="nobody", phone="nobody")
        page.findChild(QLineEdit, "contact_phone").editingFinished.emit()  # type: ignore[union-attr]
    assert_fits(page, qtbot)


def test_all_seven_fit_where_all_is_good(desk: Desk, qtbot: QtBot) -> None:
    words.install("en")
    host = QWidget()
    qtbot.addWidget(host)
    desk.facts = Facts(have_account=True, mfa_said=True, account="111122223333", is_root=True)
    wizard = SetupWizard(desk, host)
    wizard._go_to(step(SETUP, "security_check"))
    wizard.resize(1024, 640)
    wizard.show()
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)
    page.clear_message()
    page._outcomes = {o.check: o for o in everything("good")}
    desk.know(root_mfa=True, root_keys=False, activated=True)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: page.rows["organization"].height() > 0 and bar.maximum() == 0)
    wizard.done(0)

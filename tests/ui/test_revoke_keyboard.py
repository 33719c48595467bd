"""Shutting the vendor out with the keyboard alone: no page needs the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.practice import Practice
from tests.ui import account
from tests.ui.account import text_of, wait
from tests.ui.revokewizard import NAME, Wizard
from ui.desk import Desk

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("no_pauses")]
STOPS = 40  # more than any page has


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


class Keys:
    """A person without a mouse, who sees where the focus is."""

    def __init__(self, wizard: Wizard) -> None:
        self.wizard = wizard

    @property
    def focus(self) -> QWidget:
        there = self.wizard.window.focusWidget()
        assert there is not None
        return there

    def to(self, name: str) -> None:
        """Tab until the control has the focus."""
        for _ in range(STOPS):
            if self.focus.objectName() == name:
                return
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
        pytest.fail(f"Tab never comes to {name}")

    def go_on(self) -> None:
        """To the wizard's own button, and press it."""
        self.to(self.wizard.window.button(QWizard.WizardButton.NextButton).objectName())
        self.press(Qt.Key.Key_Return)
        asked = self.wizard.window.findChild(QPushButton, "go_on_undecided")
        if asked is not None:
            QTest.keyClick(asked, Qt.Key.Key_Space)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focus, key)

    def arrive(self, page: str) -> None:
        """Wait until the page is there and the focus lies in it or on the button that goes on."""
        wait(self.wizard.qtbot, lambda: self.wizard.here == page and not self.wizard.page.working)
        QTest.qWait(50)


@pytest.mark.parametrize("mode", ["disable", "delete"])
def test_from_the_choice_to_the_report(
    desk: Desk, practice: Practice, qtbot: QtBot, mode: str
) -> None:
    account.by_hand(desk, "our-own-user")
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    keys = Keys(wizard)
    keys.arrive("revoke_choose")
    keys.to("revoke_user")
    keys.press(Qt.Key.Key_Home)
    if wizard.page.users.chosen != user_id:
        keys.press(Qt.Key.Key_Down)
    keys.to("revoke_mode_disable")
    while wizard.page.findChild(QWidget, f"revoke_mode_{mode}") is not keys.focus:
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Space)
    keys.go_on()

    keys.arrive("revoke_preview")
    keys.to("confirm_name")
    QTest.keyClicks(keys.focus, NAME)
    wait(qtbot, wizard.page.go_button.isEnabled)
    keys.to("revoke_now")
    keys.press(Qt.Key.Key_Return)

    keys.arrive("revoke_review")
    keys.go_on()

    keys.arrive("revoke_report")
    keys.to("save_report")
    assert "✓" in text_of(wizard.page, "report_summary")
    assert account.vendor_signs_in(practice, NAME) == 401
    assert account.vendor_signs_in(practice, "our-own-user") == 200

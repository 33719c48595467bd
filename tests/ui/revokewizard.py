"""The revoke wizard in a customer's hands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QWidget, QWizard
from pytestqt.qtbot import QtBot

from tests.ui.account import iam, press, wait
from ui.desk import Desk
from ui.pages.revoke_choose import RevokeChoose
from ui.pages.revoke_preview import RevokePreview
from ui.revoke_wizard import RevokeWizard
from ui.rowlist import ROW

NAME = "vendor-admin"


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


class Wizard:
    """The wizard in a person's hands."""

    def __init__(self, desk: Desk, qtbot: QtBot, **how: Any) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.window = RevokeWizard(desk, self.host, **how)
        self.window.show()

    @property
    def here(self) -> str:
        return str(self.window.currentPage().objectName())

    @property
    def page(self) -> Any:
        return self.window.currentPage()

    def wait_for(self, name: str) -> None:
        """Wait for the page; on the way to the report the review is passed by."""
        if name == "revoke_report":
            wait(self.qtbot, lambda: self.here in {name, "revoke_review"} and not self.page.working)
            if self.here == "revoke_review":
                self.next()
        wait(self.qtbot, lambda: self.here == name and not self.page.working)

    def next(self) -> None:
        button = self.window.button(QWizard.WizardButton.NextButton)
        wait(self.qtbot, button.isEnabled)
        button.click()
        pass_undecided(self.window)

    def choose(self, user_id: str = "", mode: str = "") -> RevokeChoose:
        self.wait_for("revoke_choose")
        page = self.page
        assert isinstance(page, RevokeChoose)
        if user_id:
            assert page.users.choose(user_id)
        if mode:
            radio = page.findChild(QRadioButton, f"revoke_mode_{mode}")
            assert radio is not None
            radio.click()
        return page

    def confirm(self, name: str = NAME) -> RevokePreview:
        self.next()
        self.wait_for("revoke_preview")
        page = self.page
        assert isinstance(page, RevokePreview)
        line = page.findChild(QLineEdit, "confirm_name")
        assert line is not None
        line.setText(name)
        wait(self.qtbot, lambda: not page.checking)
        return page

    def go(self, user_id: str = "", mode: str = "") -> None:
        self.choose(user_id, mode)
        press(self.confirm(), "revoke_now")

    def rows(self, name: str) -> list[str]:
        listed = self.page.findChild(QWidget, name)
        assert listed is not None
        return [listed.item(n).data(ROW).spoken for n in range(listed.count())]


def pass_undecided(window: QWidget) -> bool:
    """Go on without deciding, where that is asked. Returns whether it was."""
    asked = window.findChild(QPushButton, "go_on_undecided")
    if asked is not None:
        asked.click()
    return asked is not None


def user_names(desk: Desk) -> list[str]:
    return [user["UserName"] for user in iam(desk, "list_users")["Users"]]

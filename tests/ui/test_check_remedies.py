"""What the security check offers to put right: pages of AWS, and the account's plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.checks import Outcome
from app.journey import SETUP, step
from app.messages import msg
from app.practice import Practice
from tests.ui.account import press, wait
from tests.ui.checkpage import CALLS, button, calls, keyring, offered, seen, tell, told_of
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from ui import links
from ui.button import Button
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck
from ui.setup_wizard import SetupWizard
from ui.widgets import Text


# --- the pages of AWS ---------------------------------------------------------------------------
def test_a_key_is_not_offered_to_be_deleted_at_once(desk: Desk, qtbot: QtBot) -> None:
    there = Outcome("root_keys", "advised", msg("There are some"), msg("None"), "open_keys")
    page = told_of(desk, qtbot, there)
    assert button(page, "open_root_keys").text() == "Open the keys in AWS"


@pytest.mark.parametrize(
    ("outcome", "name", "url"),
    [
        (("root_mfa", "must", "open_mfa"), "open_root_mfa", links.SECURITY_CREDENTIALS),
        (("root_keys", "advised", "open_keys"), "open_root_keys", links.SECURITY_CREDENTIALS),
        (("activated", "must", "wait"), "open_account_support", links.ACCOUNT_SUPPORT),
        (("activated", "must", ""), "open_account_support", links.ACCOUNT_SUPPORT),
        (("signin_policy", "advised", "policy"), "open_signin_policy", links.CONSOLE_ACCESS),
        (("organization", "advised", ""), "open_organization", links.ORGANIZATION),
    ],
)
def test_the_button_opens_the_page_that_helps(
    desk: Desk, qtbot: QtBot, outcome: tuple[str, str, str], name: str, url: str
) -> None:
    went: list[str] = []
    desk.open_url = lambda to: not went.append(to)  # type: ignore[func-returns-value]
    check, state, fix = outcome
    page = told_of(desk, qtbot, Outcome(check, state, msg("Off"), msg("None"), fix))
    press(page, name)
    assert went == [url]


@keyring
def test_in_practice_no_page_of_aws_is_opened(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    went: list[str] = []
    desk_there.open_url = lambda to: not went.append(to)  # type: ignore[func-returns-value]
    tell(practice, root_mfa=False)
    page = seen(desk_there, qtbot)
    press(page, "open_root_mfa")
    assert not went
    assert "isn't opened" in page.message.what.plain


# --- the plan -----------------------------------------------------------------------------------
UPGRADE = "freetier:UpgradeAccountPlan"


@pytest.fixture
def in_wizard(desk_there: Desk, qtbot: QtBot) -> Iterator[SecurityCheck]:
    """The page in a window of the usual size, once all has been looked at."""
    host = QWidget()
    qtbot.addWidget(host)
    desk_there.know(have_account=True, mfa_said=True)
    wizard = SetupWizard(desk_there, host)
    wizard._go_to(step(SETUP, "security_check"))
    wizard.resize(1024, 640)
    wizard.show()
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)
    wait(qtbot, lambda: not page.looking)
    yield page
    wizard.close()


@keyring
@pytest.mark.parametrize("name", ["upgrade", "contacts"])
def test_next_steps_back_while_something_stands_open(in_wizard: SecurityCheck, name: str) -> None:
    page = in_wizard
    onward = page.wizard().button(QWizard.WizardButton.NextButton)

    def filled() -> bool:
        return isinstance(onward, Button) and onward.primary

    assert filled()
    press(page, f"open_{name}")
    assert not filled()
    press(page, f"{name}_close")
    assert filled()
    press(page, f"open_{name}")
    page.wizard().back()
    assert filled()


@keyring
def test_the_contacts_button_is_in_sight_as_the_form_opens(
    in_wizard: SecurityCheck, qtbot: QtBot
) -> None:
    page = in_wizard
    press(page, "open_contacts")
    save, first = button(page, "contacts_save"), page.findChild(QWidget, "contact_name")
    assert first is not None
    seen_of = page.area.viewport()

    def inside(widget: QWidget) -> bool:
        return seen_of.rect().contains(QRect(widget.mapTo(seen_of, QPoint(0, 0)), widget.size()))

    wait(qtbot, lambda: inside(save) and inside(first))


@keyring
def test_the_upgrade_asks_first(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    press(page, "open_upgrade")
    shown = page.findChild(QWidget, "upgrade_plan")
    assert shown is not None
    assert offered(page.rows["account_plan"]) == ""
    told = [text.plain for text in page.findChildren(Text) if text.isVisible()]
    told.append(shown.accessibleDescription())
    assert " ".join(told).count("be undone") == 1, "once is enough, where it is pressed"
    assert not any("changed back" in words for words in told)
    press(page, "upgrade_close")
    assert offered(page.rows["account_plan"]) == "open_upgrade"
    press(page, "open_upgrade")
    assert not calls(practice)
    press(page, "upgrade_confirm")
    assert page.working
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")
    assert calls(practice) == [UPGRADE, CALLS["account_plan"]]
    assert practice.state.plan == "PAID"


@keyring
def test_an_upgrade_that_aws_refuses_is_said_and_can_be_tried_again(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.fail(UPGRADE, "ValidationException", 400)
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert "aws-refused" in page.message.code.plain
    assert practice.state.plan == "FREE"
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")


@keyring
def test_an_upgrade_whose_answer_is_lost_is_looked_at(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.fail(UPGRADE, "InternalServerException", 500, times=9, after=True)
    press(page, "upgrade_confirm")
    wait(qtbot, lambda: page.rows["account_plan"].word.plain == "Good")
    assert page.message.isVisible()
    assert (
        page.findChild(QWidget, "upgrade_confirm") is None
        or not button(page, "upgrade_confirm").isVisible()
    )


@keyring
def test_while_it_upgrades_nothing_else_is_begun(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_upgrade")
    practice.state.delay = 0.3
    press(page, "upgrade_confirm")
    for name in ("recheck", "recheck_contacts", "open_contacts", "upgrade_confirm"):
        assert not button(page, name).isEnabled(), name
    assert not page.isComplete()
    wait(qtbot, lambda: not page.working and not page.looking)
    assert button(page, "open_contacts").isEnabled()

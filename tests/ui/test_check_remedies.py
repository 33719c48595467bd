"""What the security check offers to put right: pages of AWS, and the account's plan."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.checks import Outcome
from app.messages import msg
from app.practice import Practice
from tests.ui.account import press, wait
from tests.ui.checkpage import CALLS, button, calls, keyring, offered, seen, tell, told_of
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from ui import links
from ui.desk import Desk
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

"""Letting a disabled vendor in again, from the home window: shown, done, and seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import revoke
from app.denial import DENY_ALL_ARN
from app.handoverfile import Handover
from app.practice import Practice
from app.work import Token
from tests.ui import account
from tests.ui.account import iam, press, wait
from tests.ui.homes import opened as home_of
from tests.ui.revokewizard import pass_undecided
from ui import theme
from ui.desk import Desk
from ui.home import Home
from ui.review_wizard import ReviewWizard
from ui.undoing import UndoWindow
from ui.widgets import Text

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("no_pauses")]


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


@pytest.fixture
def disabled(desk: Desk, tmp_path: Path) -> Handover:
    made = account.let_in(desk, tmp_path)
    iam(desk, "create_access_key", UserName=made.user_name)
    assert desk.session is not None
    revoke.carry_out(desk.session, made.user_id, "disable", desk.records, Token())
    (record,) = desk.records.handovers()
    assert record.state == "disabled"
    return record


def window_of(home: Home, qtbot: QtBot) -> UndoWindow:
    press(home, "undo_revoke")
    window = home.windows._beside["undo"]
    assert isinstance(window, UndoWindow)
    wait(qtbot, lambda: window._looked is not None and not window.account.busy)
    assert not window.go.isEnabled()
    assert window.typed.isVisible() == window.go.isVisible()
    window.typed.setText(window.handover.user_name)
    return window


def test_it_speaks_another_language_at_once(desk: Desk, disabled: Handover, qtbot: QtBot) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    window.act()
    wait(qtbot, lambda: window._outcome is not None and not window.account.busy)
    english = window.windowTitle(), window.frame.message.what.plain, window.reissue.text()
    assert "removed" in english[1]
    desk.speak("ja")
    japanese = window.windowTitle(), window.frame.message.what.plain, window.reissue.text()
    desk.speak("en")
    assert all(japanese)
    assert not set(english) & set(japanese)
    assert window.frame.message.isVisible()


def test_the_plan_stays_in_another_language(desk: Desk, disabled: Handover, qtbot: QtBot) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    before = window.plan.accessibleDescription()
    desk.speak("ja")
    japanese = window.plan.accessibleDescription()
    desk.speak("en")
    assert "Remove the block" not in japanese
    assert window.plan.accessibleDescription() == before
    assert window.go.isVisible()


def test_plan_then_act_then_a_new_password(desk: Desk, disabled: Handover, qtbot: QtBot) -> None:
    home = home_of(desk, qtbot)
    window = window_of(home, qtbot)
    said = window.plan.accessibleDescription()
    assert "access key" in said
    assert "Remove Aikagi's own block" in said
    assert "password" not in window.notes.plain  # step 2 tells of it
    assert "once step 1 is done" in window.password.findChildren(Text)[1].plain
    assert iam(desk, "list_user_policies", UserName="vendor-admin")["PolicyNames"]
    assert window.reissue.isVisible()
    assert not window.reissue.isEnabled()
    assert "AdministratorAccess" in window.rights.plain
    wait(qtbot, window.typed.hasFocus)
    wait(qtbot, window.go.isEnabled)
    QTest.keyClick(window.go, Qt.Key.Key_Return)  # without a mouse
    wait(qtbot, window.reissue.isEnabled)
    assert "removed" in window.frame.message.what.plain
    assert iam(desk, "list_user_policies", UserName="vendor-admin")["PolicyNames"] == []
    keys = iam(desk, "list_access_keys", UserName="vendor-admin")["AccessKeyMetadata"]
    assert [key["Status"] for key in keys] == ["Active"]
    assert "Press the button" in window.password.findChildren(Text)[1].plain
    assert window.reissue.primary
    wait(qtbot, lambda: home.chosen is not None and home.chosen.state == "reissuing")
    assert not home.view.acts.undo.isVisible()
    press(window, "undo_reissue")
    wait(qtbot, lambda: home.windows.open is not None)
    assert home.windows.open is not None
    assert home.windows.open.objectName() == "reissue_wizard"
    home.windows.open.leave(lambda: None)


def test_close_stands_at_the_left_in_a_row_of_its_own_not_with_the_second_step(
    desk: Desk, disabled: Handover, qtbot: QtBot
) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    window.resize(1024, 640)
    close, reissue, line = window.close_button, window.reissue, window.typed

    def corner(widget: QWidget) -> QPoint:
        return widget.mapTo(window, QPoint(0, 0))

    wait(qtbot, lambda: corner(close).x() == corner(line).x())
    assert corner(close).y() > corner(reissue).y() + reissue.height()
    assert window.frame.area.verticalScrollBar().maximum() == 0
    window.resize(theme.em(19), theme.em(30))
    wait(qtbot, lambda: window.frame.area.verticalScrollBar().maximum() > 0)
    assert not window.frame.area.isAncestorOf(close)  # it stays in sight while the page scrolls
    foot = window.frame.area.geometry().bottom()
    wait(qtbot, lambda: foot < corner(close).y() < below(close, window) < window.height())
    assert corner(close).x() + close.width() <= window.width()


def below(widget: QWidget, window: UndoWindow) -> int:
    """Where its lower edge is in the window."""
    return widget.mapTo(window, widget.rect().bottomLeft()).y()


def test_what_is_refused_is_said_and_gone_on_with(
    desk: Desk, disabled: Handover, practice: Practice, qtbot: QtBot
) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    practice.state.fail("iam:DetachUserPolicy", "AccessDenied", 403, times=99)
    press(window, "undo_now")
    wait(qtbot, window.frame.message.isVisible)
    wait(qtbot, lambda: not window.account.busy)
    assert not window.reissue.isEnabled()
    practice.state.clear()
    press(window, "undo_now")
    wait(qtbot, window.reissue.isEnabled)


def test_what_denied_everything_before_stays(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(desk, tmp_path)
    iam(desk, "attach_user_policy", UserName=made.user_name, PolicyArn=DENY_ALL_ARN)
    assert desk.session is not None
    revoke.carry_out(desk.session, made.user_id, "disable", desk.records, Token())
    window = window_of(home_of(desk, qtbot), qtbot)
    press(window, "undo_now")
    wait(qtbot, lambda: window._outcome is not None and not window.account.busy)
    assert "“AWSDenyAll” stays" in window.frame.message.what.plain
    assert "before Aikagi did so" in window.notes.plain
    for gone in (window.go, window.again, window.reissue, window.password):
        assert not gone.isVisible()
    attached = iam(desk, "list_attached_user_policies", UserName=made.user_name)
    assert DENY_ALL_ARN in [one["PolicyArn"] for one in attached["AttachedPolicies"]]


def test_look_again_shows_the_plan_as_it_is_now(
    desk: Desk, disabled: Handover, practice: Practice, qtbot: QtBot
) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    before = window.plan.accessibleDescription()
    practice.state.fail("iam:DeleteUserPolicy", "AccessDenied", 403, times=99)
    press(window, "undo_now")
    wait(qtbot, lambda: window._outcome is not None and not window.account.busy)
    practice.state.clear()
    press(window, "undo_look")
    wait(qtbot, lambda: not window.account.busy)
    assert window._outcome is None
    assert window.plan.accessibleDescription() != before
    press(window, "undo_now")
    wait(qtbot, window.reissue.isEnabled)


def test_reissue_goes_by_the_record_as_it_is_now(
    desk: Desk, disabled: Handover, qtbot: QtBot
) -> None:
    window = window_of(home_of(desk, qtbot), qtbot)
    press(window, "undo_now")
    wait(qtbot, window.reissue.isEnabled)
    (record,) = desk.records.handovers()
    desk.records.save(replace(record, issue=7))
    wanted: list[Handover] = []
    window.reissue_wanted.disconnect()
    window.reissue_wanted.connect(wanted.append)
    press(window, "undo_reissue")
    wait(qtbot, lambda: bool(wanted))
    assert wanted[0].issue == 7
    assert wanted[0].state in {"made", "reissuing"}


def test_a_user_that_is_gone(desk: Desk, disabled: Handover, qtbot: QtBot) -> None:
    assert desk.session is not None
    revoke.carry_out(desk.session, disabled.user_id, "delete", desk.records, Token())
    desk.records.save(disabled)
    window = window_of(home_of(desk, qtbot), qtbot)
    assert "isn't in the account any more" in window.plan.accessibleDescription()
    assert not window.go.isVisible()


def test_only_who_is_disabled_can_be_let_in_again(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    account.let_in(desk, tmp_path)
    home = home_of(desk, qtbot)
    found = home.findChild(QPushButton, "undo_revoke")
    assert found is not None
    assert not found.isVisible()


@pytest.mark.parametrize("anybody", [False, True])
def test_review_at_any_time(desk: Desk, tmp_path: Path, qtbot: QtBot, anybody: bool) -> None:
    if anybody:
        account.let_in(desk, tmp_path)
    home = home_of(desk, qtbot)
    press(home, "review_account")
    wizard = home.windows.open
    assert isinstance(wizard, ReviewWizard)
    page = wizard.currentPage()
    assert page.objectName() == "revoke_review"
    wait(qtbot, lambda: desk.facts.reviewed)
    wizard.next()
    pass_undecided(wizard)
    report = wizard.currentPage()
    assert report.objectName() == "revoke_report"
    found = report.findChild(QPushButton, "save_report")
    assert found is not None
    assert found.isEnabled()
    for name in ("report.pdf", "report.txt"):
        report.save(tmp_path / name)  # type: ignore[attr-defined]
        wait(qtbot, lambda name=name: (tmp_path / name).exists())
        wait(qtbot, lambda: not report.working)  # type: ignore[attr-defined]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-1.")
    text = (tmp_path / "report.txt").read_text("utf-8-sig")
    assert desk.facts.account in text
    assert "report on other ways into the account" in text
    wizard.leave(lambda: None)

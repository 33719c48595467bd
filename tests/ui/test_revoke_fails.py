"""The revoke wizard where something fails: refused, cut short, cancelled, signed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.practice import Practice
from tests.ui import account
from tests.ui.account import iam, press, text_of, wait
from tests.ui.revokewizard import NAME, Wizard, user_names
from tests.ui.revokewizard import desk as desk  # noqa: PLC0414  (a fixture)
from ui import revocation
from ui.desk import Desk
from ui.pages.revoke_progress import RevokeProgress

pytestmark = pytest.mark.usefixtures("no_pauses")

TRIES = 4  # botocore's attempts at one call


@pytest.mark.keyring
def test_user_deleted_by_somebody_else_meanwhile(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(desk, tmp_path)
    user_id = account.by_hand(desk, "second")
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    iam(desk, "delete_login_profile", UserName="second")
    iam(desk, "detach_user_policy", UserName="second", PolicyArn=made.policy_arn)
    iam(desk, "delete_user", UserName="second")
    page = wizard.confirm("second")
    assert "isn't in the account any more" in page.message.what.plain
    assert not page.go_button.isVisibleTo(page)
    iam(desk, "delete_login_profile", UserName=NAME)
    iam(desk, "detach_user_policy", UserName=NAME, PolicyArn=made.policy_arn)
    iam(desk, "delete_user", UserName=NAME)
    wizard.window.back()
    wizard.wait_for("revoke_choose")
    assert "vendor-admin" in wizard.page.message.what.plain


@pytest.mark.keyring
@pytest.mark.parametrize(
    "operation",
    [
        "iam:GetUser",
        "iam:PutUserPolicy",
        "iam:AttachUserPolicy",
        "iam:ListAccessKeys",
        "iam:UpdateAccessKey",
        "iam:DeleteLoginProfile",
        "iam:DeleteAccessKey",
        "iam:RemoveUserFromGroup",
        "iam:DeactivateMFADevice",
        "iam:DeleteVirtualMFADevice",
        "iam:DetachUserPolicy",
        "iam:DeleteUserPolicy",
        "iam:DeleteUser",
    ],
)
@pytest.mark.parametrize("after", [False, True], ids=["refused", "reply lost"])
def test_carries_on_whatever_call_fails(
    desk: Desk, practice: Practice, qtbot: QtBot, operation: str, after: bool
) -> None:
    user_id = account.by_hand(desk)
    account.furnish(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id, "delete")
    page = wizard.confirm()
    practice.state.fail(operation, times=TRIES, after=after)
    press(page, "revoke_now")
    wait(qtbot, lambda: desk.facts.revoked or not wizard.page.working)
    if wizard.here == "revoke_progress":
        progress = wizard.page
        assert isinstance(progress, RevokeProgress)
        assert progress.message.isVisible()
        press(progress, "try_again")
    wizard.wait_for("revoke_report")
    if not revocation.of(desk).outcome.complete:  # type: ignore[union-attr]
        press(wizard.page, "do_again")
        wizard.wait_for("revoke_report")
    assert revocation.of(desk).outcome.complete  # type: ignore[union-attr]
    assert user_names(desk) == []
    assert iam(desk, "list_virtual_mfa_devices")["VirtualMFADevices"] == []


@pytest.mark.keyring
def test_what_stays_refused_is_said_and_can_be_done_later(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    user_id = account.by_hand(desk)
    account.furnish(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id, "delete")
    page = wizard.confirm()
    practice.state.fail("iam:RemoveUserFromGroup", "AccessDenied", 403, times=99)
    practice.state.fail("iam:DeleteUser", "DeleteConflict", 409, times=99)
    press(page, "revoke_now")
    wizard.wait_for("revoke_report")
    report = wizard.page
    assert "shut out, but some steps are left" in report.sentence.plain
    summary = text_of(report, "report_summary")
    assert "Take it out of the group “builders”" in summary
    assert "AWS doesn't allow this" in summary
    assert account.vendor_signs_in(practice, NAME) == 401
    practice.state.clear()
    press(report, "do_again")
    wizard.wait_for("revoke_report")
    assert user_names(desk) == []
    assert "is deleted" in report.sentence.plain


@pytest.mark.keyring
def test_cancel_after_the_deny_keeps_the_deny(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    account.furnish(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id, "delete")
    page = wizard.confirm()
    practice.state.delay = 0.05
    press(page, "revoke_now")
    progress = wizard.page
    assert isinstance(progress, RevokeProgress)
    wait(qtbot, progress.out.isVisible)
    press(progress, "cancel_work")
    practice.state.delay = 0.0
    wizard.wait_for("revoke_report")
    assert "block on the user stays" in wizard.page.then.plain
    assert NAME in user_names(desk)
    assert "AikagiRevoked" in iam(desk, "list_user_policies", UserName=NAME)["PolicyNames"]
    press(wizard.page, "do_again")
    wizard.wait_for("revoke_report")
    assert user_names(desk) == []


@pytest.mark.keyring
def test_cancel_before_the_deny_changes_nothing(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    page = wizard.confirm()
    page.press()
    progress = wizard.page
    assert isinstance(progress, RevokeProgress)
    assert progress.errand is not None
    progress.errand.cancel()
    wait(qtbot, lambda: not progress.working)
    if wizard.here == "revoke_progress":  # else the deny was quicker than the cancel
        assert "before anything was changed" in progress.message.what.plain
        assert iam(desk, "list_user_policies", UserName=NAME)["PolicyNames"] == []
        press(progress, "try_again")
    wizard.wait_for("revoke_report")


@pytest.mark.keyring
@pytest.mark.parametrize("steps", [1, 5, 12, 18])
def test_what_a_crash_left_is_finished(desk: Desk, qtbot: QtBot, steps: int) -> None:
    from app import revoke
    from app.plan import perform
    from app.work import Token

    user_id = account.by_hand(desk)
    account.furnish(desk)
    assert desk.session is not None
    clients = desk.session.clients
    plan = revoke.plan("delete", revoke.look(clients, user_id, Token(), NAME))
    for action in plan[:steps]:  # and then the power went
        perform(action, clients, Token(), {})
    wizard = Wizard(desk, qtbot)
    wizard.go(user_id, "delete")
    wizard.wait_for("revoke_report")
    assert user_names(desk) == []
    assert iam(desk, "list_virtual_mfa_devices")["VirtualMFADevices"] == []


@pytest.mark.keyring
def test_session_that_ends_in_the_middle_is_begun_again(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id, "delete")
    page = wizard.confirm()
    practice.state.fail("iam:DeleteLoginProfile", "ExpiredToken", 403)
    press(page, "revoke_now")
    progress = wizard.page
    assert isinstance(progress, RevokeProgress)
    wait(qtbot, progress.message.isVisible)
    assert "session-expired" in progress.message.code.plain
    assert progress.out.isVisible()
    press(progress, "sign_in_again")
    from ui.signin_panel import SignInWindow

    window = progress.findChild(SignInWindow)
    assert window is not None
    press(window, "sign_in_button")
    wizard.wait_for("revoke_report")
    assert user_names(desk) == []


@pytest.mark.keyring
def test_signed_out_meanwhile(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    page = wizard.confirm()
    session = desk.session
    desk.session = None
    press(page, "revoke_now")
    assert wizard.here == "revoke_progress"
    assert "not-signed-in" in wizard.page.message.code.plain
    desk.session = session
    press(wizard.page, "try_again")
    wizard.wait_for("revoke_report")


@pytest.mark.keyring
def test_other_account_is_refused(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    page = wizard.confirm()
    revocation.of(desk).account = "999999999999"
    press(page, "revoke_now")
    assert "wrong-account" in wizard.page.message.code.plain
    assert not [c for c in practice.state.calls if "AikagiRevoked" in c]
    assert iam(desk, "list_user_policies", UserName=NAME)["PolicyNames"] == []

"""The home window with AWS behind it: looking, signing in and out, and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.practice import Practice
from app.troubles import KEYRING_LOCKED, Trouble
from tests.ui import account
from tests.ui.account import LONG_MS, iam, press, text_of, wait
from tests.ui.homes import button, opened, record, rows
from ui.desk import Desk
from ui.signin_panel import SignInWindow


# --- with AWS -----------------------------------------------------------------------------------
@pytest.mark.keyring
def test_check_now_sees_the_first_sign_in_and_who_else_is_there(
    signed_in: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    account.let_in(signed_in, tmp_path)
    iam(signed_in, "update_login_profile", UserName="vendor-admin", Password=account.PASSWORD)
    account.by_hand(signed_in, "stranger")
    home = opened(signed_in, qtbot)
    assert len(rows(home)) == 1
    assert account.vendor_signs_in(practice, "vendor-admin") == 200
    home.view.acts.check_now.setFocus()
    press(home, "check_now")
    assert home.focusWidget() is home.view.busy.stop  # not the next button, which revokes
    wait(qtbot, lambda: len(rows(home)) == 2)
    assert home.focusWidget() is home.view.acts.check_now
    press(home, "check_now")  # and where nothing in the window changes
    wait(qtbot, lambda: not home.asking.busy)
    assert home.focusWidget() is home.view.acts.check_now
    press(home, "check_now")
    press(home, "cancel_work")
    assert home.focusWidget() in {None, home}  # a key meets nothing until it has stopped
    wait(qtbot, lambda: not home.asking.busy)
    assert home.focusWidget() is home.view.acts.check_now
    assert "signed in" in rows(home)[0]
    assert "has signed in and can work" in rows(home)[0]
    assert rows(home)[1].startswith("stranger. not on record")
    assert "Checked" in home.view.checked.plain
    assert signed_in.records.handovers()[0].last_used


@pytest.mark.keyring
def test_whoever_looks_around_is_not_led_to_what_revokes(signed_in: Desk, qtbot: QtBot) -> None:
    account.by_hand(signed_in, "stranger")
    home = opened(signed_in, qtbot)
    home.view.acts.look_around.setFocus()
    press(home, "look_around")
    wait(qtbot, lambda: not home.asking.busy and bool(rows(home)))
    assert not home.view.acts.look_around.isVisible()
    assert home.focusWidget() is home.view.acts.check_now


@pytest.mark.keyring
def test_user_that_is_on_no_record_can_be_revoked(
    signed_in: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    account.let_in(signed_in, tmp_path)
    stranger = account.by_hand(signed_in, "stranger")
    home = opened(signed_in, qtbot)
    press(home, "check_now")
    wait(qtbot, lambda: len(rows(home)) == 2)
    home.view.list.setCurrentRow(1)
    press(home, "revoke_vendor")
    wait(qtbot, lambda: signed_in.facts.revoke_user == stranger)


@pytest.mark.keyring
def test_deleted_behind_our_back(signed_in: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(signed_in, tmp_path)
    iam(signed_in, "delete_login_profile", UserName="vendor-admin")
    iam(signed_in, "detach_user_policy", UserName="vendor-admin", PolicyArn=made.policy_arn)
    iam(signed_in, "delete_user", UserName="vendor-admin")
    home = opened(signed_in, qtbot)
    press(home, "check_now")
    wait(qtbot, lambda: "Deleted" in rows(home)[0])


@pytest.mark.keyring
def test_check_now_signs_in_first(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object, qtbot: QtBot
) -> None:
    with account.run(data_dir, practice, signed_in=False) as desk:
        desk.records.save(record(account=practice.state.account))
        home = opened(desk, qtbot)
        press(home, "check_now")
        window = home.findChild(SignInWindow)
        assert window is not None
        press(window, "sign_in_button")
        qtbot.waitUntil(lambda: "Deleted" in rows(home)[0], timeout=LONG_MS)
        assert "111122223333" in text_of(home, "signed_in_as")


@pytest.mark.keyring
def test_sign_out_says_whether_aws_confirmed(signed_in: Desk, qtbot: QtBot) -> None:
    home = opened(signed_in, qtbot)
    assert "111122223333" in text_of(home, "signed_in_as")
    press(home, "sign_out")
    assert "Signing out" in home.view.message.what.plain
    wait(qtbot, lambda: home.view.message.what.plain != "Signing out …")
    assert "AWS has confirmed it" in home.view.message.what.plain
    assert not button(home, "sign_out").isEnabled()
    assert "Not signed in" in text_of(home, "signed_in_as")


@pytest.mark.keyring
def test_sign_out_that_aws_does_not_confirm(
    signed_in: Desk, practice: Practice, qtbot: QtBot
) -> None:
    home = opened(signed_in, qtbot)
    practice.state.sign_out_everyone()
    press(home, "sign_out")
    wait(qtbot, lambda: home.view.message.what.plain != "Signing out …")
    assert "didn't confirm" in home.view.message.what.plain


@pytest.mark.keyring
@pytest.mark.parametrize(("confirmed", "said"), [(True, "opens nothing"), (False, "twelve hours")])
def test_sign_out_that_the_keyring_holds_up_is_not_called_gone(
    signed_in: Desk,
    practice: Practice,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    confirmed: bool,
    said: str,
) -> None:
    def refuse(*_: object) -> None:
        raise Trouble(KEYRING_LOCKED)

    home = opened(signed_in, qtbot)
    if not confirmed:
        practice.state.sign_out_everyone()
    monkeypatch.setattr("app.secretstore.SecretStore.drop", refuse)
    press(home, "sign_out")
    wait(qtbot, lambda: home.view.message.what.plain != "Signing out …")
    assert "didn't let go" in home.view.message.what.plain
    assert said in home.view.message.changed.plain
    assert "keyring-kept" in home.view.message.code.plain
    again = opened(signed_in, qtbot)  # as the next start does
    signed_in.leftover.expect()
    signed_in.leftover.forget(signed_in.settings)
    wait(qtbot, lambda: "earlier start" in again.view.message.changed.plain)


@pytest.mark.keyring
def test_expired_session_is_begun_again_and_the_check_goes_on(
    signed_in: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    account.let_in(signed_in, tmp_path)
    home = opened(signed_in, qtbot)
    practice.state.fail("iam:ListUsers", "ExpiredToken", 403)
    press(home, "check_now")
    wait(qtbot, home.view.message.isVisible)
    assert "session-expired" in home.view.message.code.plain
    press(home, "sign_in_again")
    window = home.findChild(SignInWindow)
    assert window is not None
    press(window, "sign_in_button")
    wait(qtbot, lambda: "Checked" in home.view.checked.plain)


@pytest.mark.keyring
def test_revoking_shows_on_the_way_back(signed_in: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    from app import revoke
    from app.work import Token

    made = account.let_in(signed_in, tmp_path)
    home = opened(signed_in, qtbot)
    press(home, "revoke_vendor")
    assert signed_in.session is not None
    revoke.carry_out(
        signed_in.session, made.user_id, "disable", signed_in.records, Token(), "vendor-admin"
    )
    home.windows.open.leave(lambda: None)  # type: ignore[union-attr]
    wait(qtbot, lambda: "shut out" in rows(home)[0])

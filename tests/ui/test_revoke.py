"""The whole revoke wizard against practice AWS: every way through it, and every way it can fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.practice import Practice
from app.records import Records, write_handover_file
from app.troubles import Trouble
from tests.ui import account
from tests.ui.account import iam, press, text_of, wait
from ui import revocation
from ui.desk import Desk
from ui.pages.revoke_choose import RevokeChoose
from ui.pages.revoke_preview import RevokePreview
from ui.pages.revoke_progress import RevokeProgress
from ui.revoke_wizard import RevokeWizard
from ui.rowlist import ROW

pytestmark = pytest.mark.usefixtures("no_pauses")
NAME = "vendor-admin"
TRIES = 4  # botocore's attempts at one call


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


class Wizard:
    """The wizard in a person's hands."""

    def __init__(self, desk: Desk, qtbot: QtBot, **how: str) -> None:
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


@pytest.mark.keyring
@pytest.mark.parametrize("mode", ["disable", "delete"])
def test_whole_wizard(desk: Desk, practice: Practice, qtbot: QtBot, mode: str) -> None:
    user_id = account.by_hand(desk)
    account.by_hand(desk, "our-own-user")
    app = account.furnish(desk)
    assert account.vendor_signs_in(practice, NAME, app=app) == 200
    wizard = Wizard(desk, qtbot)
    wizard.go(user_id, mode)
    wizard.wait_for("revoke_report")
    assert account.vendor_signs_in(practice, NAME, app=app) == 401
    assert account.vendor_signs_in(practice, "our-own-user") == 200
    assert (NAME in user_names(desk)) == (mode == "disable")
    assert "our-own-user" in user_names(desk)
    outcome = revocation.of(desk).outcome
    assert outcome is not None
    assert outcome.complete
    assert "✓" in text_of(wizard.page, "report_summary")
    assert not wizard.page.again.isVisibleTo(wizard.page)
    if mode == "disable":
        keys = iam(desk, "list_access_keys", UserName=NAME)["AccessKeyMetadata"]
        assert {key["Status"] for key in keys} == {"Inactive"}
    wizard.window.back()  # to the review, but not over the act
    assert wizard.here == "revoke_review"
    assert not wizard.window.button(QWizard.WizardButton.BackButton).isEnabled()


@pytest.mark.keyring
def test_delete_with_everything_attached(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    account.furnish(desk)
    wizard = Wizard(desk, qtbot)
    wizard.go(user_id, "delete")
    wizard.wait_for("revoke_report")
    assert user_names(desk) == []
    assert iam(desk, "list_virtual_mfa_devices")["VirtualMFADevices"] == []
    assert iam(desk, "get_group", GroupName="builders")["Users"] == []


@pytest.mark.keyring
def test_our_user_is_offered_and_its_record_kept(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    from app import handover

    made = account.let_in(desk, tmp_path)
    account.by_hand(desk, "somebody-else")
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    assert desk.facts.revoke_user == made.user_id
    assert desk.facts.revoke_mode == "disable"
    rows = wizard.rows("revoke_user")
    assert rows[0].startswith("vendor-admin. in Aikagi's list. Vendor: Hoshi Works")
    assert "not in Aikagi's list" in rows[1]
    assert page.isComplete()
    wizard.go()
    wizard.wait_for("revoke_report")
    assert desk.records.handovers()[0].state == "disabled"
    with pytest.raises(Trouble) as lost:
        handover.passphrase(desk.settings, made)
    assert lost.value.kind.code == "keyring-lost"


@pytest.mark.keyring
def test_wrong_name_does_nothing(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    wizard = Wizard(desk, qtbot)
    account.by_hand(desk)
    wizard.choose()
    press(wizard.page, "list_again")
    wizard.choose(iam(desk, "get_user", UserName=NAME)["User"]["UserId"])
    page = wizard.confirm("Vendor-Admin")
    button = page.findChild(QPushButton, "revoke_now")
    assert button is not None
    for wrong, said in (
        ("Vendor-Admin", "Capital"),
        ("ｖｅｎｄｏｒ-ａｄｍｉｎ", "half-width"),
        ("vendor-adm", "Go on"),
        ("somebody", "isn't the name"),
        ("", "makes sure"),
    ):
        page.name.setText(wrong)
        assert not button.isEnabled()
        assert said in page.hint.plain
        button.click()
        page.press()
    assert wizard.here == "revoke_preview"
    assert not [c for c in practice.state.calls if "PutUserPolicy" in c]
    page.name.setText(f"  {NAME}\t")
    assert button.isEnabled()


@pytest.mark.keyring
def test_plan_says_each_thing_once_and_what_is_so(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    account.furnish(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    wizard.confirm()
    rows = wizard.rows("revoke_plan")
    assert "Switch its access keys off. 2 steps" in rows
    assert len(rows) == len(set(rows))
    press(wizard.page, "revoke_now")
    wizard.wait_for("revoke_report")
    again = Wizard(desk, qtbot)
    again.choose(user_id)
    page = again.confirm()
    assert all("so already" in row for row in again.rows("revoke_plan"))
    assert "so already" in page.message.what.plain
    press(page, "revoke_now")
    again.wait_for("revoke_report")
    assert "disabled" in again.page.sentence.plain


@pytest.mark.keyring
def test_renamed_user_is_recognised_and_its_decoy_is_not(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    made = account.let_in(desk, tmp_path)
    iam(desk, "update_user", UserName=NAME, NewUserName="hidden")
    account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose()
    assert desk.facts.revoke_user == made.user_id
    rows = wizard.rows("revoke_user")
    assert "It was called “vendor-admin” then" in rows[0]
    assert "it is another one" in rows[1]
    press(wizard.confirm("hidden"), "revoke_now")
    wizard.wait_for("revoke_report")
    assert account.vendor_signs_in(practice, NAME) == 200  # not the vendor's
    policies = iam(desk, "list_user_policies", UserName="hidden")["PolicyNames"]
    assert policies == ["AikagiRevoked"]


@pytest.mark.keyring
def test_handover_file_from_another_computer(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(desk, tmp_path)
    kept = tmp_path / "handover.json"
    write_handover_file(kept, made)
    other = tmp_path / "other computer"
    desk.records = Records(other, practice=True)
    iam(desk, "update_user", UserName=NAME, NewUserName="hidden")
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    assert "no record" in wizard.rows("revoke_user")[0]
    page.read_file(kept)
    wizard.wait_for("revoke_choose")
    assert "It was called" in wizard.rows("revoke_user")[0]
    assert "hidden" in page.message.what.plain
    assert desk.facts.revoke_user == made.user_id
    press(wizard.confirm("hidden"), "revoke_now")
    wizard.wait_for("revoke_report")
    assert desk.records.handovers()[0].state == "disabled"


@pytest.mark.keyring
def test_handover_file_that_is_none_or_of_another_account(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    made = account.let_in(desk, tmp_path)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    damaged = tmp_path / "damaged.json"
    damaged.write_text("{ not a record", encoding="utf-8")
    page.read_file(damaged)
    wizard.wait_for("revoke_choose")
    assert "record-damaged" in page.message.code.plain
    foreign = tmp_path / "foreign.json"
    write_handover_file(foreign, made)
    content = json.loads(foreign.read_text(encoding="utf-8"))
    foreign.write_text(json.dumps({**content, "account": "999999999999"}), encoding="utf-8")
    page.read_file(foreign)
    wizard.wait_for("revoke_choose")
    assert "999999999999" in page.message.what.plain
    assert revocation.of(desk).opened == []


@pytest.mark.keyring
def test_nobody_to_shut_out(desk: Desk, qtbot: QtBot) -> None:
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    assert "nobody" in page.message.what.plain
    assert not page.isComplete()


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


@pytest.mark.keyring
def test_report_is_saved_as_text(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.go(user_id)
    wizard.wait_for("revoke_report")
    done: Any = wizard.window.button(QWizard.WizardButton.FinishButton)
    page = wizard.page
    assert page.decide.isVisible()
    assert page.mark.state == "warn"
    assert "can no longer get in" not in page.sentence.plain
    assert (page.decide.primary, page.save_button.primary, done.primary) == (True, False, False)
    revocation.of(desk).reviewing.review = None
    page.refresh()
    assert not page.decide.isVisible()
    assert (wizard.page.save_button.primary, done.primary) == (True, False)
    target = tmp_path / "報告 書.txt"
    target.write_text("an older one", encoding="utf-8")
    wizard.page.save(target)
    wizard.wait_for("revoke_report")
    assert (wizard.page.save_button.primary, done.primary) == (False, True)
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert NAME in text
    assert user_id in text
    assert text.count("\r\n") == text.count("\n") > 8
    assert str(target) in wizard.page.message.next.plain
    wizard.page.save(tmp_path / "nowhere" / "report.txt")
    wizard.wait_for("revoke_report")
    assert "folder-gone" in wizard.page.message.code.plain


@pytest.mark.keyring
def test_starts_with_a_sign_in_where_there_is_none(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object, qtbot: QtBot
) -> None:
    with account.run(data_dir, practice, signed_in=False) as desk:
        wizard = Wizard(desk, qtbot)
        assert wizard.here == "sign_in"
        press(wizard.page, "sign_in_button")
        wizard.next()
        wizard.wait_for("revoke_choose")

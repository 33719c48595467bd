"""The whole revoke wizard against practice AWS: every way through it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWizard
from pytestqt.qtbot import QtBot

from app.practice import Practice
from app.records import Records, write_handover_file
from app.troubles import Trouble
from tests.ui import account
from tests.ui.account import iam, press, text_of
from tests.ui.revokewizard import NAME, Wizard, user_names
from tests.ui.revokewizard import desk as desk  # noqa: PLC0414  (a fixture)
from ui import revocation
from ui.desk import Desk

pytestmark = pytest.mark.usefixtures("no_pauses")


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
    assert "“vendor-admin” is shut out." in again.page.sentence.plain


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

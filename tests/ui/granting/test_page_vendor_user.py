"""The page that makes the vendor's user: success, every trouble, and coming back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QProgressBar, QWidget

from app.grant import POLICIES
from app.handoverfile import Handover
from app.practice import Practice
from tests.ui.granting.conftest import Scene
from ui.planlist import PlanList
from ui.signin_panel import SignInWindow

pytestmark = pytest.mark.keyring
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def plan(scene: Scene) -> str:
    return scene.find(PlanList, "plan_list").accessibleDescription()


def note(scene: Scene) -> str:
    shown = scene.find(QLabel, "user_name_note")
    return scene.find(QLineEdit, "user_name").accessibleDescription() if shown.isVisible() else ""


def test_makes_the_user_and_the_file_and_goes_on(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "user_name").text() == "vendor-admin"
    assert plan(scene).startswith("Make the user “vendor-admin” for the vendor.")
    assert plan(scene).endswith(
        "You can undo these steps. You can't undo what the vendor changes or deletes."
    )
    assert not scene.next_enabled()
    assert "iam:CreateUser" not in scene.practice.state.calls
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/aikagi/vendor-admin"]
    assert [path.suffix for path in scene.files()] == [".zip"]
    assert scene.record().state == "made"
    assert scene.wizard is not None
    scene.wizard.back()
    assert scene.page.objectName() == "package", "there is no way back over an act"


def test_the_plan_follows_the_wish(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert "until the vendor has set up MFA" in plan(scene), "on, unless the profile says else"
    scene.find(QCheckBox, "require_mfa").click()
    assert "MFA" not in plan(scene)
    scene.find(QCheckBox, "require_mfa").click()
    rights = scene.find(QComboBox, "permission")
    rights.setCurrentIndex(rights.findData(READ_ONLY))
    assert "“ReadOnlyAccess”" in plan(scene)
    scene.type("user_name", "builder")
    scene.until(lambda: "“builder”" in plan(scene))
    facts = scene.desk.facts
    assert (facts.user_name, facts.permission, facts.require_mfa) == ("builder", READ_ONLY, True)
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/aikagi/builder"]
    inline = scene.iam("list_user_policies", UserName="builder")["PolicyNames"]
    assert inline == ["AikagiRequireMFA"]


def test_begins_with_what_the_vendor_asks_for(scene: Scene) -> None:
    own = "arn:aws:iam::aws:policy/job-function/SystemAdministrator"
    scene.profile(f'user_name = "example"\npolicy_arn = "{own}"\nrequire_mfa = false')
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "user_name").text() == "example"
    rights = scene.find(QComboBox, "permission")
    assert rights.currentData() == own
    assert rights.count() == len(POLICIES) + 1
    assert not scene.find(QCheckBox, "require_mfa").isChecked()
    assert "“SystemAdministrator”" in plan(scene)
    assert not scene.shown("change_password"), "nothing more is asked for"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Enter a name"),
        ("two words", "can't have spaces"),
        ("全角\u3000空白", "can't have spaces"),
        ("ベンダー", "Latin letters"),
        ("x" * 65, "64 characters"),
    ],
)
def test_a_bad_name_is_said_while_it_is_typed(scene: Scene, name: str, said: str) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.type("user_name", name)
    assert said in note(scene)
    assert not scene.find(QWidget, "create").isEnabled()
    assert not scene.shown("take_over")
    scene.until(lambda: "First choose a name" in plan(scene))
    scene.type("user_name", "good-name")
    assert not note(scene)
    scene.until_enabled("create")


def test_somebody_elses_user_is_never_taken_over_unasked(scene: Scene) -> None:
    scene.iam("create_user", UserName="Vendor-Admin")
    scene.iam("create_login_profile", UserName="Vendor-Admin", Password="Old-pass-word-1")
    scene.at("vendor_user")
    scene.until(lambda: note(scene))
    assert "Aikagi didn't make it" in note(scene)
    assert not scene.find(QWidget, "create").isEnabled()
    scene.find(QLineEdit, "user_name").setText("Vendor-Admin")
    scene.find(QCheckBox, "take_over").click()
    scene.until_enabled("create")
    assert "The old one stops working" in plan(scene)
    assert "Make the user “Vendor-Admin” for the vendor: Already so" in plan(scene)
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/Vendor-Admin"]


def test_another_name_takes_the_word_back(scene: Scene) -> None:
    scene.iam("create_user", UserName="vendor-admin")
    scene.at("vendor_user")
    scene.until(lambda: scene.shown("take_over"))
    scene.find(QCheckBox, "take_over").click()
    scene.type("user_name", "other")
    assert not scene.shown("take_over")
    scene.type("user_name", "vendor-admin")
    assert not scene.find(QCheckBox, "take_over").isChecked()


def test_another_vendor_gets_a_user_of_its_own(scene: Scene) -> None:
    first = scene.made()
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "user_name").text() == "vendor-admin-2"
    assert not note(scene)
    assert "“vendor-admin-2”" in plan(scene)
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/aikagi/vendor-admin", "/aikagi/vendor-admin-2"]
    assert scene.record().id != first.id
    assert first in scene.desk.records.handovers()


def test_the_name_of_a_vendor_who_is_let_in_is_refused_as_it_is_typed(scene: Scene) -> None:
    scene.made()
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.type("user_name", "Vendor-Admin")
    assert "“Re-issue” on the home window" in note(scene)
    assert not scene.find(QWidget, "create").isEnabled()
    assert not scene.shown("take_over")


def test_a_user_from_another_computer_is_taken_only_by_name(scene: Scene) -> None:
    made = scene.made()
    (scene.desk.records.home / "handovers" / f"{made.id}.json").unlink()
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "user_name").text() == "vendor-admin-2"
    scene.type("user_name", "vendor-admin")
    scene.until(lambda: "Already so" in plan(scene))
    assert "the one in use now stops working" in note(scene)


def test_a_name_that_the_customer_chose_never_changes_by_itself(scene: Scene) -> None:
    scene.made()
    scene.at("vendor_user", user_name="vendor-admin")
    scene.until(lambda: note(scene))
    assert scene.find(QLineEdit, "user_name").text() == "vendor-admin"
    assert not scene.find(QWidget, "create").isEnabled()


def test_a_re_issue_that_was_cut_short_is_none_of_this_pages(scene: Scene) -> None:
    left = replace(scene.made(), state="reissuing")
    scene.desk.records.save(left)
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert not scene.shown("take_back"), "its user is a vendor's"
    assert scene.find(QLineEdit, "user_name").text() == "vendor-admin-2"


def test_a_policy_that_only_looks_like_awss_is_shown_whole(scene: Scene) -> None:
    own = "arn:aws:iam::111122223333:policy/ReadOnlyAccess"
    scene.profile(f'policy_arn = "{own}"')
    scene.at("vendor_user")
    scene.until(lambda: own in plan(scene))
    rights = scene.find(QComboBox, "permission")
    assert f"({own}, made in this account)" in rights.currentText()


def folder_note(scene: Scene) -> str:
    return scene.find(QLineEdit, "save_to").accessibleDescription()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("", "Choose a folder"),
        ("documents", "whole path"),
        ("/nowhere/at/all", "isn't there any more"),
        ("/proc", ""),
    ],
)
def test_a_folder_that_cannot_be_used_is_said_at_the_field(
    scene: Scene, where: str, said: str
) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.type("save_to", where)
    scene.until(lambda: folder_note(scene))
    assert said in folder_note(scene)
    assert not scene.find(QWidget, "create").isEnabled()
    scene.type("save_to", str(scene.folder))
    scene.until(lambda: not folder_note(scene))
    scene.until_enabled("create")
    assert not scene.files(), "looking leaves nothing behind"


def test_a_refusal_in_the_middle_is_taken_back_and_tried_again(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.practice.state.fail("iam:AttachUserPolicy", "AccessDenied", 403)
    scene.press("create")
    said = scene.until_message()
    assert "taken back" in said
    assert scene.users() == []
    assert not scene.files()
    assert not scene.desk.facts.handover
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/aikagi/vendor-admin"]


def test_cancel_in_the_middle_undoes_everything(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.practice.state.delay = 0.3
    scene.press("create")
    bar = scene.find(QProgressBar, "progress")
    scene.until(lambda: bar.maximum() > 1 and bar.value() == 1)
    scene.press("cancel_work")
    scene.until(lambda: not scene.page.working)
    scene.practice.state.delay = 0.0
    assert "Stopped, as you wished." in scene.until_message()
    assert scene.users() == []
    assert not scene.files()
    assert [h.state for h in scene.desk.records.handovers()] == ["undone"]
    assert "Taken back" not in plan(scene)
    scene.until_enabled("create")


def test_an_ended_session_is_renewed_and_carried_on(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.practice.state.sign_out_everyone()
    scene.press("create")
    scene.until_message()
    scene.press("sign_in_again")
    (window,) = scene.page.findChildren(SignInWindow)
    window.close()
    scene.sign_in()
    scene.page.signed_in_again()
    scene.until_enabled("create")
    scene.press("create")
    scene.until_page("package")
    assert scene.users() == ["/aikagi/vendor-admin"]


def test_the_account_is_named_and_no_other_is_asked_for(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    number = scene.practice.state.account
    assert number in scene.find(QLabel, "plan_account").text()
    scene.desk.sign_out()  # as half an hour without use does
    assert not scene.desk.facts.account
    scene.press("create")
    scene.until_message()
    scene.press("sign_in_again")
    (window,) = scene.page.findChildren(SignInWindow)
    assert window.panel.expected == number
    window.close()


def test_a_plan_for_another_account_is_made_anew(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    prospect = scene.page.prospect  # type: ignore[attr-defined]
    prospect.account = "999988887777"  # as where that one was signed in when the page came up
    scene.practice.state.clear()
    scene.desk.know(ticks=("account.1",))
    assert not scene.find(QWidget, "create").isEnabled()
    scene.until_enabled("create")
    assert prospect.account == scene.practice.state.account
    assert "iam:ListUsers" in scene.practice.state.calls


def test_without_a_session_it_offers_to_sign_in(scene: Scene) -> None:
    scene.desk.session = None
    scene.at("vendor_user")
    assert "aren't signed in" in scene.until_message()
    assert scene.shown("sign_in_again")
    scene.until(lambda: "Sign in first" in plan(scene))
    assert not scene.find(QWidget, "create").isEnabled()


def test_offline_says_so_and_looks_again(scene: Scene, practice: Practice) -> None:
    scene.practice.state.fail("iam:ListUsers", times=20)
    scene.at("vendor_user")
    assert scene.until_message()
    assert not scene.find(QWidget, "create").isEnabled()
    practice.state.clear()
    scene.press("look_again")
    scene.until_enabled("create")
    assert not scene.page.message.isVisible()
    practice.stop()
    scene.press("create")
    assert "can't reach AWS" in scene.until_message()
    assert not scene.files()


def test_a_locked_keyring_is_said_before_anything_is_changed(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.practice.state.clear()
    request.getfixturevalue("locked_secret_service")
    scene.press("create")
    assert "keyring" in scene.until_message()
    assert "iam:CreateUser" not in scene.practice.state.calls
    assert not scene.files()


def test_coming_back_shows_what_was_made(scene: Scene) -> None:
    record = scene.made()
    scene.at("vendor_user", handover=record.id)
    scene.until(lambda: record.zip_path in scene.text())
    assert not scene.shown("create")
    assert not scene.shown("user_name")
    assert scene.next_enabled()


def test_coming_back_keeps_what_was_typed(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.type("user_name", "builder")
    scene.find(QCheckBox, "require_mfa").click()
    assert scene.wizard is not None
    scene.wizard.back()
    scene.wizard.next()
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "user_name").text() == "builder"
    assert not scene.find(QCheckBox, "require_mfa").isChecked()
    assert "“builder”" in plan(scene)


def cut_short(scene: Scene) -> Handover:
    """What a power cut right after CreateUser leaves."""
    left = Handover(
        account=scene.practice.state.account,
        user_name="half-made",
        policy_arn=READ_ONLY,
        require_mfa=True,
    )
    scene.desk.records.save(left)
    tags = [{"Key": "aikagi:handover", "Value": left.id}]
    scene.iam("create_user", UserName="half-made", Path="/aikagi/", Tags=tags)
    return left


def test_what_a_crash_left_is_finished(scene: Scene) -> None:
    left = cut_short(scene)
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert "interrupted while it made the user “half-made”" in scene.text()
    assert scene.find(QLineEdit, "user_name").text() == "half-made"
    assert not scene.find(QLineEdit, "user_name").isEnabled()
    assert not note(scene)
    scene.press("create")
    scene.until_page("package")
    assert scene.desk.facts.handover == left.id
    assert scene.record().policy_arn == READ_ONLY


def test_what_a_crash_left_stays_that_vendors(scene: Scene) -> None:
    left = replace(
        cut_short(scene), vendor="Hoshi Works", documents_asked=("図面",), channels=("chat", "sms")
    )
    scene.desk.records.save(left)
    scene.profile('name = "Others"\ndocuments = ["theirs"]')
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.press("create")
    scene.until_page("package")
    made = scene.record()
    assert (made.vendor, made.documents_asked) == ("Hoshi Works", ("図面",))
    assert made.channels == scene.desk.facts.channels == ("chat", "sms")


def test_the_record_has_what_the_vendor_said(scene: Scene) -> None:
    scene.profile('name = "Hoshi"\ndocuments = ["図面"]\nchannels = ["chat", "phone"]')
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.press("create")
    scene.until_page("package")
    made = scene.record()
    assert (made.vendor, made.documents_asked) == ("Hoshi", ("図面",))
    assert made.channels == scene.desk.facts.channels == ("chat", "phone")
    assert not scene.desk.vendor.unused


def test_what_a_crash_left_is_taken_back(scene: Scene) -> None:
    left = cut_short(scene)
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.press("take_back")
    assert "Everything was taken back." in scene.until_message()
    assert scene.users() == []
    assert [(h.id, h.state) for h in scene.desk.records.handovers()] == [(left.id, "undone")]
    scene.until_enabled("create")
    assert not scene.shown("take_back")


def test_folder_dialog_stops_nothing(scene: Scene, tmp_path: Path) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    scene.press("choose_folder")
    dialog = scene.find(QWidget, "folder_dialog")
    other = tmp_path / "other"
    other.mkdir()
    dialog.fileSelected.emit(str(other))  # type: ignore[attr-defined]
    dialog.close()
    assert scene.find(QLineEdit, "save_to").text() == str(other)
    scene.until(lambda: scene.desk.facts.folder == str(other))


def test_a_hand_over_of_another_account_is_not_shown_as_made(scene: Scene) -> None:
    made = scene.made()
    scene.desk.records.save(replace(made, account="999999999999"))
    scene.at("vendor_user", handover=made.id)
    scene.until_enabled("create")
    assert scene.desk.facts.handover == ""


def test_a_folder_typed_before_aws_answers_stays(scene: Scene) -> None:
    scene.practice.state.delay = 0.3
    scene.at("vendor_user")
    scene.find(QLineEdit, "save_to").setText(str(scene.folder))
    scene.until_enabled("create")
    assert scene.find(QLineEdit, "save_to").text() == str(scene.folder)


def test_the_plan_ends_with_the_file(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert f"Save the encrypted file in “{scene.folder.name}”." in plan(scene)


def test_what_is_done_is_told_once_and_stays_ticked(scene: Scene, announced: list[str]) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert "Done" not in plan(scene)
    scene.practice.state.delay = 0.3  # a step lasts until what tells by itself has ticked
    announced.clear()
    scene.press("create")
    scene.until(lambda: len(announced) > 2)
    assert not scene.shown("user_name"), "nothing else is asked for meanwhile"
    listed = scene.find(PlanList, "plan_list")
    scene.until_page("package")
    scene.practice.state.delay = 0.0
    steps = [words.partition(": ")[0] for words in announced if " of " in words]
    assert steps == ["1 of 5", "2 of 5", "3 of 5", "4 of 5"]
    assert any("“vendor-admin”" in words for words in announced)
    assert any("encrypted file" in words for words in announced)
    assert len(announced) == len(set(announced)), announced
    assert listed.accessibleDescription().count(": Done.") == 5

"""User and zip as one act: done whole, undone whole, and finished after a crash."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app import grant, handover, revoke, troubles
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant import Found, Wish
from app.handover_act import entry
from app.handoverfile import Handover
from app.package import PackageFile
from app.plan import apply
from app.practice import Practice
from app.records import Records
from app.secretstore import SecretStore
from app.troubles import Trouble
from app.work import Cancelled, Token
from tests.app.handedover import Desk, attached, can_sign_in, place_fails, unzip
from tests.app.handedover import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import folder as folder  # noqa: PLC0414  (a fixture)


def test_user_zip_passphrase_and_record(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(vendor="ベンダー"))
    row = unzip(made.zip_path, handover.passphrase(desk.settings, made))
    assert list(row) == ["User name", "Password", "Console sign-in URL"]
    assert row["User name"] == "vendor-admin"
    assert can_sign_in(practice, row)
    assert made.state == "made"
    assert made.user_id.startswith("AIDA")
    assert desk.records.handovers() == (made,)
    assert [p.suffix for p in desk.folder.iterdir()] == [".zip"]


def test_it_takes_no_call_more_than_it_needs(desk: Desk, practice: Practice) -> None:
    practice.state.clear()
    desk.create()
    assert practice.state.calls == [
        "iam:GetAccountPasswordPolicy",  # to be met
        "iam:GetUser",  # is the name free?
        "iam:CreateUser",
        "iam:CreateLoginProfile",
        "iam:AttachUserPolicy",
        # what is there now
        "iam:GetUser",
        "iam:ListAttachedUserPolicies",
        "iam:GetLoginProfile",
        "iam:ListUserPolicies",
    ]


@pytest.mark.parametrize("state", ["made", "reissuing", "revoking", "disabled"])
def test_another_vendors_user_is_never_taken_for_a_new_one(
    desk: Desk, practice: Practice, state: str
) -> None:
    first = replace(desk.create(Wish(vendor="First")), state=state)
    desk.records.save(first)
    old = unzip(first.zip_path, handover.passphrase(desk.settings, first))
    name = {"UserName": "vendor-admin"}
    desk.root.clients.call("iam", "untag_user", **name, TagKeys=["aikagi:handover"])
    for user_id in (first.user_id, ""):  # known by its id, or only by its tag
        desk.records.save(replace(first, user_id=user_id))
        practice.state.clear()
        for take_over in (False, True):
            with pytest.raises(Trouble) as caught:
                desk.create(Wish(vendor="Second", policy_arn=grant.READ_ONLY, take_over=take_over))
            assert caught.value.kind is troubles.USER_LET_IN
        assert not [c for c in practice.state.calls if ":Get" not in c and ":List" not in c]
        tag = [{"Key": "aikagi:handover", "Value": first.id}]
        desk.root.clients.call("iam", "tag_user", **name, Tags=tag)
    assert can_sign_in(practice, old)
    assert [h.vendor for h in desk.records.handovers()] == ["First"]


def test_a_record_of_another_account_is_neither_believed_nor_touched(desk: Desk) -> None:
    other = replace(desk.create(), account="999999999999", user_id="AIDAOTHER")
    desk.records.save(other)
    made = desk.create()
    assert made.id != other.id
    assert set(desk.records.handovers()) == {made, other}


@pytest.mark.parametrize(
    "operation", ["iam:CreateUser", "iam:CreateLoginProfile", "iam:AttachUserPolicy"]
)
@pytest.mark.parametrize("after", [False, True])
def test_what_fails_is_undone(
    desk: Desk, practice: Practice, operation: str, *, after: bool
) -> None:
    practice.state.fail(operation, "AccessDenied", 403, after=after)
    with pytest.raises(Trouble) as caught:
        desk.create()
    if not after:
        assert desk.users() == []
        assert list(desk.folder.iterdir()) == []
        assert [h.state for h in desk.records.handovers()] == ["undone"]
        assert desk.passphrases(desk.records.handovers()[0]) is None
    assert caught.value.kind is troubles.NOT_ALLOWED


def test_a_lost_reply_of_create_user_is_our_own_user(desk: Desk, practice: Practice) -> None:
    practice.state.fail("iam:CreateUser", "ServiceFailure", 500, after=True)
    made = desk.create()  # botocore tries again, and AWS says that the user exists
    assert desk.users() == ["vendor-admin"]
    assert made.state == "made"


def test_a_lost_reply_of_the_password_is_set_again(desk: Desk, practice: Practice) -> None:
    practice.state.fail("iam:CreateLoginProfile", "ServiceFailure", 500, after=True)
    made = desk.create()
    assert can_sign_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))


def test_aws_gone_in_the_middle_leaves_a_record_to_finish(desk: Desk, practice: Practice) -> None:
    practice.state.fail("iam:CreateLoginProfile", "ServiceFailure", 500, times=99)
    practice.state.fail("iam:DeleteUser", "ServiceFailure", 500, times=99)
    with pytest.raises(Trouble) as caught:
        desk.create()
    assert caught.value.left
    assert [h.state for h in handover.unfinished(desk.records)] == ["making"]
    practice.state.clear()
    made = desk.create()
    assert [h.id for h in desk.records.handovers()] == [made.id]
    assert can_sign_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))


def test_an_unfinished_one_can_be_taken_back(desk: Desk, practice: Practice) -> None:
    practice.state.fail("iam:CreateLoginProfile", "ServiceFailure", 500, times=99)
    practice.state.fail("iam:DeleteUser", "ServiceFailure", 500, times=99)
    with pytest.raises(Trouble):
        desk.create()
    practice.state.clear()
    left = handover.unfinished(desk.records)[0]
    handover.take_back(desk.root, left, desk.records, desk.settings, Token())
    assert desk.users() == []
    assert [h.state for h in desk.records.handovers()] == ["undone"]


def test_taking_back_never_touches_another_user(desk: Desk) -> None:
    desk.root.clients.call("iam", "create_user", UserName="vendor-admin")
    stale = Handover(account=desk.root.identity.account, user_name="vendor-admin")
    handover.take_back(desk.root, stale, desk.records, desk.settings, Token())
    assert desk.users() == ["vendor-admin"]


@pytest.mark.parametrize("at", range(1, 6))
def test_cancel_at_any_report_leaves_nothing(desk: Desk, at: int) -> None:
    count = 0

    def stop(_: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            token.cancel()

    token = Token(stop)
    with pytest.raises(Cancelled):
        desk.create(token=token)
    assert desk.users() == []
    assert list(desk.folder.iterdir()) == []
    assert desk.passphrases(desk.records.handovers()[0]) is None


def test_a_folder_that_is_gone_changes_nothing(desk: Desk, practice: Practice) -> None:
    shutil.rmtree(desk.folder)
    with pytest.raises(Trouble) as caught:
        desk.create()
    assert caught.value.kind is troubles.FOLDER_GONE
    assert not any(call.startswith("iam:Create") for call in practice.state.calls)


def test_a_folder_removed_in_the_middle_undoes_the_user(desk: Desk) -> None:
    token = Token(lambda _: shutil.rmtree(desk.folder, ignore_errors=True))
    with pytest.raises(Trouble):
        desk.create(token=token)
    assert desk.users() == []


def test_a_keyring_that_is_missing_changes_nothing(
    desk: Desk, practice: Practice, no_secret_service: None
) -> None:
    with pytest.raises(Trouble) as caught:
        desk.create()
    assert caught.value.kind is troubles.KEYRING_MISSING
    assert not any(call.startswith("iam:Create") for call in practice.state.calls)
    assert list(desk.folder.iterdir()) == []


def test_a_password_policy_is_met(desk: Desk) -> None:
    desk.root.clients.call(
        "iam",
        "update_account_password_policy",
        MinimumPasswordLength=64,
        RequireSymbols=True,
        RequireNumbers=True,
        RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True,
    )
    made = desk.create()
    row = unzip(made.zip_path, handover.passphrase(desk.settings, made))
    assert len(row["Password"]) >= 64


def test_delivered_passphrases_are_forgotten(desk: Desk) -> None:
    made = desk.create()
    handover.forget_passphrase(desk.settings, made)
    with pytest.raises(Trouble) as caught:
        handover.passphrase(desk.settings, made)
    assert caught.value.kind is troubles.KEYRING_LOST


def test_nothing_secret_is_written_or_shown(
    desk: Desk, data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0, "app")
    made = desk.create()
    passphrase = handover.passphrase(desk.settings, made)
    password = unzip(made.zip_path, passphrase)["Password"]
    files = [p.read_bytes() for p in (*data_dir.rglob("*"), *desk.folder.iterdir()) if p.is_file()]
    for secret in (passphrase, password):
        assert all(secret.encode() not in content for content in files)
        assert secret not in caplog.text
        assert secret not in repr(made)
        assert secret not in made.zip_path


CHILD = """
import os, signal, sys
from pathlib import Path
from app import handover
from app.grant import Found, Wish
from app.records import Records
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in

folder, data, endpoint, at = sys.argv[1:]
settings = Settings(data_dir=Path(data), practice=True, endpoint=endpoint, language="en")
count = 0
def report(_):
    global count
    count += 1
    if count == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
root = sign_in(settings)
records = Records(settings.data_dir, True)
handover.create(root, Wish(), Path(folder), records, settings, Token(report))
"""


@pytest.mark.parametrize("at", range(1, 9))
def test_killed_at_any_point_the_next_start_finishes(
    at: int, desk: Desk, practice: Practice
) -> None:
    command = [sys.executable, "-c", CHILD, str(desk.folder), str(desk.settings.data_dir)]
    done = subprocess.run(
        [*command, practice.address, str(at)], env=os.environ, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    for path in desk.settings.data_dir.rglob("*.json"):
        json.loads(path.read_bytes())
    if at < 8:
        assert [h.state for h in handover.unfinished(desk.records)] == ["making"]
    made = desk.create()
    assert desk.users() == ["vendor-admin"]
    assert [h.id for h in desk.records.handovers()] == [made.id]
    assert can_sign_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))
    assert not [p for p in desk.folder.iterdir() if p.suffix == ".part"]


def test_a_disabled_user_stays_disabled_where_letting_it_in_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.create()
    revoke.carry_out(desk.root, made.user_id, "disable", desk.records, Token(), hint="vendor-admin")
    desk.forget()
    place_fails(monkeypatch)
    with pytest.raises(Trouble):
        desk.create()
    assert DENY_ALL_ARN in attached(desk)
    inline = grant.look(desk.root.clients, "vendor-admin", Token()).inline
    assert DENY_POLICY_NAME in inline
    monkeypatch.undo()


def test_a_note_that_cannot_be_kept_does_not_deny_what_was_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Records.save

    def fail(self: Records, record: Handover) -> None:
        if record.state == "made":
            raise Trouble(troubles.DISK_FULL)
        save(self, record)

    monkeypatch.setattr(Records, "save", fail)
    with pytest.raises(Trouble) as caught:
        desk.create()
    assert caught.value.changed is troubles.MADE_ALL_THE_SAME
    assert desk.users() == ["vendor-admin"]
    monkeypatch.undo()


def test_a_lost_reply_and_then_a_failure_leave_nothing(desk: Desk, practice: Practice) -> None:
    practice.state.fail("iam:CreateUser", "ServiceFailure", 500, after=True)
    practice.state.fail("iam:AttachUserPolicy", "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        desk.create()
    assert desk.users() == []
    assert caught.value.changed is troubles.ALL_UNDONE


def test_fewer_rights_take_the_old_ones_away(desk: Desk) -> None:
    desk.create()
    desk.forget()
    desk.create(Wish(policy_arn=grant.READ_ONLY))
    assert attached(desk) == {grant.READ_ONLY, grant.CHANGE_PASSWORD}


def test_nothing_is_done_that_was_not_shown(desk: Desk) -> None:
    shown = grant.plan(Wish(), grant.Found())
    desk.create()
    desk.forget()
    with pytest.raises(Trouble) as caught:
        handover.create(
            desk.root, Wish(), desk.folder, desk.records, desk.settings, Token(), shown=shown
        )
    assert caught.value.kind is troubles.CONFLICT


def test_rights_that_do_not_exist_are_said_before_anything_is_made(
    desk: Desk, practice: Practice
) -> None:
    with pytest.raises(Trouble) as caught:
        desk.create(Wish(policy_arn="arn:aws:iam::111122223333:policy/no-such-policy"))
    assert caught.value.kind is troubles.POLICY_MISSING
    assert not any(call.startswith("iam:Create") for call in practice.state.calls)


def test_an_id_that_came_late_is_found_later(desk: Desk) -> None:
    made = replace(desk.create(), user_id="", user_created="")
    desk.records.save(made)
    seen = handover.check(desk.root, made, desk.records, Token())
    assert seen.user_id.startswith("AIDA")


def test_taking_back_in_another_account_is_refused(desk: Desk) -> None:
    other = Handover(account="999999999999", user_name="vendor-admin")
    with pytest.raises(Trouble) as caught:
        handover.take_back(desk.root, other, desk.records, desk.settings, Token())
    assert caught.value.kind is troubles.WRONG_ACCOUNT


def test_a_user_that_was_there_before_is_not_called_undone(desk: Desk) -> None:
    desk.root.clients.call("iam", "create_user", UserName="vendor-admin")
    half = Handover(account=desk.root.identity.account, user_name="vendor-admin", existed=True)
    desk.records.save(half)
    with pytest.raises(Trouble) as caught:
        handover.take_back(desk.root, half, desk.records, desk.settings, Token())
    assert caught.value.kind is troubles.NOT_UNDONE
    assert handover.unfinished(desk.records) == (half,)


def test_an_unknown_error_keeps_the_record_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprise(_self: object) -> None:
        raise ValueError

    monkeypatch.setattr(PackageFile, "place", surprise)
    with pytest.raises(ValueError):  # noqa: PT011  (any will do)
        desk.create()
    assert [h.state for h in handover.unfinished(desk.records)] == ["making"]
    monkeypatch.undo()


def test_a_user_that_another_computer_has_just_made_is_not_taken_over(
    desk: Desk, tmp_path: Path
) -> None:
    """Only the password was still to be made: what is left of the plan was all shown."""
    wish = Wish(user_name="vendor-admin")
    shown = grant.plan(wish, grant.look(desk.root.clients, wish.user_name, Token()))
    there = grant.plan(wish, Found(), handover="of-another-computer")
    apply(there[:1], desk.root.clients, Token())
    with pytest.raises(Trouble) as caught:
        handover.create(
            desk.root, wish, desk.folder, desk.records, desk.settings, Token(), shown=shown
        )
    assert caught.value.kind is troubles.CONFLICT
    assert not list(desk.folder.iterdir())


def test_delivered_passphrases_are_swept(desk: Desk) -> None:
    waiting = desk.create()
    sent = replace(desk.create(Wish(user_name="another")), password_sent_at="2026-01-01T00:00:00Z")
    desk.records.save(sent)
    handover.forget_delivered(desk.records, desk.settings)
    assert desk.passphrases(sent) is None
    assert desk.passphrases(waiting) is not None


@pytest.mark.parametrize("state", ["undone", "disabled", "deleted"])
def test_passphrases_that_open_nothing_are_swept(desk: Desk, state: str) -> None:
    waiting = desk.create()
    store = SecretStore.open(desk.settings.service)
    for issue in (2, 3):
        store.put(entry(replace(waiting, issue=issue)), "left by a keyring that was locked")
    desk.records.save(replace(waiting, issue=2, state=state))
    handover.forget_delivered(desk.records, desk.settings)
    assert [desk.passphrases(replace(waiting, issue=n)) for n in (1, 2, 3)] == [None] * 3

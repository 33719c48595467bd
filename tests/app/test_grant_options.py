"""What guards the vendor's user, asked of AWS itself: may it, or may it not?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import enddate, grant, handover, revoke, troubles
from app.denial import DENY_POLICY_NAME
from app.enddate import END_POLICY_NAME
from app.facts import Facts
from app.grant import ADMINISTRATOR, CHANGE_PASSWORD, MFA_POLICY_NAME, READ_ONLY, Wish
from app.handoverfile import Handover
from app.plan import Progress, remaining
from app.practice import Practice
from app.standing import CHECK, standing
from app.troubles import Trouble
from app.work import Token
from tests.app.guarded import (
    ALL,
    LATER,
    MUCH_LATER,
    NAME,
    check,
    give,
    move,
    reissue,
    reset_required,
    seen,
)
from tests.app.guarded import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import Desk, unzip
from tests.app.vendorcalls import VendorCalls


def readme(desk: Desk, made: Handover) -> str:
    phrase = handover.passphrase(desk.settings, made)
    command = ["7z", "x", f"-p{phrase}", "-so", made.zip_path, "README.txt"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8-sig")


# change of password ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "attached"),
    [
        (Wish(change_password=True), False),  # these rights contain it
        (Wish(change_password=True, rights_later=True), True),
        (Wish(change_password=True, policy_arn=READ_ONLY), True),
        (Wish(change_password=True, policy_arn=grant.POWER_USER, require_mfa=True), True),
    ],
)
def test_the_vendor_can_make_the_change_that_is_asked_of_it(
    desk: Desk, practice: Practice, wish: Wish, *, attached: bool
) -> None:
    made = desk.create(wish)
    assert made.change_password
    assert reset_required(desk)
    assert (CHANGE_PASSWORD in seen(desk).attached) is attached
    old = unzip(made.zip_path, handover.passphrase(desk.settings, made))["Password"]
    vendor = VendorCalls(practice, made.user_id)  # MFA comes after the password
    assert vendor.may("change_password", OldPassword=old, NewPassword=old[::-1])


def test_without_that_right_it_could_not(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(policy_arn=READ_ONLY))
    old = unzip(made.zip_path, handover.passphrase(desk.settings, made))["Password"]
    arn = {"UserName": NAME, "PolicyArn": CHANGE_PASSWORD}
    desk.root.clients.call("iam", "detach_user_policy", **arn)
    vendor = VendorCalls(practice, made.user_id)
    assert not vendor.may("change_password", OldPassword=old, NewPassword=old[::-1])


def test_a_change_that_is_not_wished_any_more_is_not_asked_for(desk: Desk) -> None:
    desk.create(Wish(change_password=True, policy_arn=READ_ONLY))
    desk.forget()
    desk.create(Wish(policy_arn=READ_ONLY))
    assert not reset_required(desk)


def test_what_the_customer_attached_by_hand_stays(desk: Desk) -> None:
    call = desk.root.clients.call
    call("iam", "create_user", UserName=NAME)
    call("iam", "attach_user_policy", UserName=NAME, PolicyArn=CHANGE_PASSWORD)
    desk.create(Wish(policy_arn=READ_ONLY, take_over=True))
    assert seen(desk).attached == {READ_ONLY, CHANGE_PASSWORD}


# MFA ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [ADMINISTRATOR, READ_ONLY])
def test_nothing_works_without_mfa_but_setting_it_up(
    desk: Desk, practice: Practice, policy: str
) -> None:
    made = desk.create(Wish(policy_arn=policy, require_mfa=True))
    without = VendorCalls(practice, made.user_id)
    assert not without.may("list_users")
    assert not without.may("list_buckets", "s3")
    assert without.may("list_mfa_devices", UserName=NAME)
    assert without.may("create_virtual_mfa_device", VirtualMFADeviceName="phone")
    assert VendorCalls(practice, made.user_id, mfa=True).may("list_users")


def test_what_was_let_in_elsewhere_claims_nothing_of_what_was_sent() -> None:
    made = Handover(state="made", elsewhere=True, made_at="2026-01-01T00:00:00+00:00")
    stands = standing(made, Facts(), datetime.now(UTC))
    assert (stands.next, stands.mark) == (CHECK, "none")
    assert "isn't known here" in str(stands.sentence)


# in which order -------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [ADMINISTRATOR, READ_ONLY])
@pytest.mark.parametrize("there", [False, True])
def test_what_guards_the_rights_is_there_before_them(
    desk: Desk, practice: Practice, policy: str, *, there: bool
) -> None:
    if there:
        desk.root.clients.call("iam", "create_user", UserName=NAME, Path="/aikagi/")
    order: list[str] = []
    token = Token(
        lambda said: (
            order.append(said.action.id) if isinstance(said, Progress) and said.done else None
        )
    )
    desk.create(Wish(policy_arn=policy, require_mfa=True, ends_at=LATER), token)
    guards = [f"put-{MFA_POLICY_NAME}", f"put-{END_POLICY_NAME}"]
    assert [step for step in order if step in (*guards, "attach-policy")] == [
        *guards,
        "attach-policy",
    ]


# all of it ------------------------------------------------------------------------------------


def test_the_plan_says_all_of_it_before(desk: Desk) -> None:
    says = [str(action.message) for action in grant.plan(ALL, grant.Found())]
    assert says == [
        "Make the user “vendor-admin” for the vendor, without rights for now",
        "Give it a password for the AWS console, to be changed at the first sign-in",
        "Let it change its own password (IAMUserChangePassword)",
        "Let it do nothing until the vendor has set up MFA (a second lock)",
        f"Make {enddate.last_day(LATER)} its last day: from the day after it can do nothing",
    ]
    desk.create(ALL)
    left = remaining(grant.plan(ALL, seen(desk)))
    assert [action.id for action in left] == ["new-password"]


def test_the_note_in_the_zip_says_what_the_vendor_will_meet(desk: Desk) -> None:
    note = readme(desk, desk.create(ALL))
    assert "Your customer requires MFA" in note
    assert "asks you for a new password" in note
    assert "tell your customer that you have signed in" in note
    assert enddate.to_the_minute(LATER) in note
    given = give(desk, desk.records.handovers()[0])
    assert "tell your customer that you have signed in" not in readme(desk, reissue(desk, given))


def test_what_is_not_wished_any_more_goes(desk: Desk) -> None:
    give(desk, desk.create(ALL))
    desk.forget()
    again = desk.create(Wish(policy_arn=READ_ONLY))
    assert seen(desk).attached == {READ_ONLY, CHANGE_PASSWORD}
    assert seen(desk).inline == frozenset()
    assert not reset_required(desk)
    kept = (again.require_mfa, again.change_password, again.rights_later, again.ends_at)
    assert kept == (False, False, False, "")


@pytest.mark.parametrize(
    "operation",
    ["iam:CreateLoginProfile", "iam:AttachUserPolicy", "iam:PutUserPolicy"],
)
def test_what_fails_is_undone(desk: Desk, practice: Practice, operation: str) -> None:
    practice.state.fail(operation, "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        desk.create(ALL)
    assert caught.value.changed is troubles.ALL_UNDONE
    assert desk.users() == []
    assert [h.state for h in desk.records.handovers()] == ["undone"]


def test_a_second_grant_that_fails_leaves_the_guards_as_they_were(
    desk: Desk, practice: Practice
) -> None:
    desk.create(Wish(require_mfa=True, ends_at=LATER, policy_arn=READ_ONLY, change_password=True))
    before = seen(desk)
    desk.forget()
    practice.state.fail("iam:UpdateLoginProfile", "AccessDenied", 403)
    with pytest.raises(Trouble):
        desk.create(Wish(ends_at=MUCH_LATER))
    after = seen(desk)
    assert (after.attached, after.guards) == (before.attached, before.guards)
    practice.state.fail("iam:UpdateLoginProfile", "AccessDenied", 403)
    with pytest.raises(Trouble):
        desk.create(Wish(ends_at=MUCH_LATER, rights_later=True))
    assert (seen(desk).attached, seen(desk).guards) == (before.attached, before.guards)


def test_half_of_it_can_be_taken_back_whatever_was_wished(desk: Desk, practice: Practice) -> None:
    for wish in (ALL, Wish(policy_arn=READ_ONLY, require_mfa=True)):
        practice.state.fail("iam:PutUserPolicy", "ServiceFailure", 500, times=99, after=True)
        practice.state.fail("iam:DetachUserPolicy", "ServiceFailure", 500, times=99)
        practice.state.fail("iam:DeleteUser", "ServiceFailure", 500, times=99)
        with pytest.raises(Trouble):
            desk.create(wish)
        practice.state.clear()
    (left,) = handover.unfinished(desk.records)
    handover.take_back(desk.root, left, desk.records, desk.settings, Token())
    assert desk.users() == []
    assert [h.state for h in desk.records.handovers()] == ["undone"]


CHILD = """
import os, signal, sys
from pathlib import Path
from app import handover
from app.grant import Wish
from app.records import Records
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in

folder, data, endpoint, at, ends_at = sys.argv[1:]
settings = Settings(data_dir=Path(data), practice=True, endpoint=endpoint, language="en")
count = 0
def report(_):
    global count
    count += 1
    if count == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
root = sign_in(settings)
records = Records(settings.data_dir, True)
wish = Wish(require_mfa=True, change_password=True, rights_later=True, ends_at=ends_at)
handover.create(root, wish, Path(folder), records, settings, Token(report))
"""


@pytest.mark.parametrize("at", [5, 7, 9, 11])
def test_killed_in_the_middle_it_is_finished_or_taken_back(
    at: int, desk: Desk, practice: Practice
) -> None:
    command = [sys.executable, "-c", CHILD, str(desk.folder), str(desk.settings.data_dir)]
    done = subprocess.run(
        [*command, practice.address, str(at), LATER],
        env=os.environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    (left,) = handover.unfinished(desk.records)
    assert (left.change_password, left.rights_later, left.ends_at) == (True, True, LATER)
    if at % 4 == 1:
        handover.take_back(desk.root, left, desk.records, desk.settings, Token())
        assert desk.users() == []
    else:
        made = desk.create(ALL)
        assert made.id == left.id
        assert [a.id for a in remaining(grant.plan(ALL, seen(desk)))] == ["new-password"]


@pytest.mark.parametrize("wish", [ALL, replace(ALL, rights_later=False, policy_arn=READ_ONLY)])
@pytest.mark.parametrize("mode", ["disable", "delete"])
def test_a_guarded_vendor_is_revoked_whole(
    desk: Desk, practice: Practice, wish: Wish, mode: str
) -> None:
    made = desk.create(wish)
    outcome = revoke.carry_out(desk.root, made.user_id, mode, desk.records, Token())
    assert outcome.complete
    assert outcome.shut_out
    if mode == "delete":
        assert desk.users() == []
        return
    assert {DENY_POLICY_NAME, MFA_POLICY_NAME, END_POLICY_NAME} <= seen(desk).inline
    vendor = VendorCalls(practice, made.user_id, mfa=True)
    assert not vendor.may("list_mfa_devices", UserName=NAME)
    desk.forget()
    again = desk.create(Wish())  # and let in again, without what isn't wished
    assert seen(desk).attached == {ADMINISTRATOR, CHANGE_PASSWORD}
    assert seen(desk).inline == frozenset()
    assert again.state == "made"


def test_the_revocations_plan_says_what_the_guards_are(desk: Desk) -> None:
    made = desk.create(ALL)
    state = revoke.look(desk.root.clients, made.user_id, Token())
    said = {a.id: str(a.message) for a in revoke.plan(revoke.DELETE, state)}
    for policy in (MFA_POLICY_NAME, END_POLICY_NAME):
        assert "MFA, last day" in said[f"drop-{policy}"]
    assert said[f"detach-{CHANGE_PASSWORD}"] == "Take its rights away"


def test_a_condition_that_somebody_lifted_is_seen(desk: Desk) -> None:
    made = desk.create(Wish(require_mfa=True, ends_at=LATER))
    assert check(desk, made) == made
    call = desk.root.clients.call
    for policy in (MFA_POLICY_NAME, END_POLICY_NAME):
        call("iam", "delete_user_policy", UserName=NAME, PolicyName=policy)
    lifted = check(desk, made)
    assert lifted.missing == ("require_mfa", "ends_at")
    now = datetime.now(UTC)
    assert "isn't in the account any more" in str(standing(lifted, Facts(), now).sentence)
    again = move(desk, lifted, LATER)
    assert again.missing == ("require_mfa",)
    assert "isn't demanded any more" in str(standing(again, Facts(), now).sentence)
    assert check(desk, reissue(desk, again)).missing == ()

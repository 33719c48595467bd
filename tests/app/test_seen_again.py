"""A user that others have changed in AWS: what a look and a re-issue make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import enddate, grant, handover, revoke, troubles
from app.enddate import END_POLICY_NAME
from app.facts import Facts
from app.grant import (
    ADMINISTRATOR,
    CHANGE_PASSWORD,
    MFA_POLICY,
    MFA_POLICY_NAME,
    POWER_USER,
    READ_ONLY,
    Wish,
)
from app.handoverfile import Handover
from app.mfa_policy import demands_mfa
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.standing import CHECK, DEMAND_MFA, REVOKE, SET_END, standing
from app.troubles import Trouble
from app.work import Token
from tests.app.handedover import Desk

NAME = {"UserName": "vendor-admin"}
LATER = enddate.deny_from(datetime.now(UTC).date() + timedelta(days=60))
MUCH_LATER = enddate.deny_from(datetime.now(UTC).date() + timedelta(days=200))
OVER = enddate.deny_from(datetime.now(UTC).date() - timedelta(days=3))


@pytest.fixture
def desk(root: RootSession, tmp_path: Path, records: Records, settings: Settings) -> Desk:
    return Desk(root, tmp_path, records, settings)


def iam(desk: Desk, operation: str, **parameters: str) -> None:
    desk.root.clients.call("iam", operation, **NAME, **parameters)


def seen(desk: Desk) -> grant.Found:
    return grant.look(desk.root.clients, "vendor-admin", Token())


def check(desk: Desk, made: Handover) -> Handover:
    found = handover.check(desk.root, made, desk.records, Token())
    assert desk.records.handovers() == (found,)
    return found


def reissue(desk: Desk, made: Handover) -> Handover:
    return handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())


def guard(desk: Desk, ends_at: str = "", *, mfa: bool = False) -> None:
    """What another computer sets."""
    for policy, document in (
        (END_POLICY_NAME, enddate.end_policy(ends_at) if ends_at else ""),
        (MFA_POLICY_NAME, MFA_POLICY if mfa else ""),
    ):
        if document:
            iam(desk, "put_user_policy", PolicyName=policy, PolicyDocument=document)


def change_rights(desk: Desk, gone: str, *new: str) -> None:
    iam(desk, "detach_user_policy", PolicyArn=gone)
    for arn in new:
        iam(desk, "attach_user_policy", PolicyArn=arn)


# what guards it -------------------------------------------------------------------------------
@pytest.mark.parametrize("before", ["", LATER])
def test_a_guard_that_another_computer_set_is_taken_over(desk: Desk, before: str) -> None:
    made = desk.create(Wish(ends_at=before))
    guard(desk, MUCH_LATER, mfa=True)
    found = check(desk, made)
    assert (found.ends_at, found.require_mfa, found.missing) == (MUCH_LATER, True, ())


@pytest.mark.parametrize("looked", [True, False])
@pytest.mark.parametrize("before", ["", LATER])
def test_a_re_issue_leaves_what_another_computer_set(desk: Desk, before: str, looked: bool) -> None:
    made = desk.create(Wish(ends_at=before))
    guard(desk, MUCH_LATER, mfa=True)
    again = reissue(desk, check(desk, made) if looked else made)
    assert (again.ends_at, again.require_mfa) == (MUCH_LATER, True)
    assert enddate.read(seen(desk).guards[END_POLICY_NAME]) == MUCH_LATER
    assert demands_mfa(seen(desk).guards[MFA_POLICY_NAME])


def test_a_guard_that_says_something_else_is_missing_and_no_re_issue_drops_it(desk: Desk) -> None:
    made = desk.create(Wish(ends_at=LATER))
    other = enddate.end_policy(LATER).replace('"Action":"*"', '"Action":"s3:*"')
    iam(desk, "put_user_policy", PolicyName=END_POLICY_NAME, PolicyDocument=other)
    iam(desk, "put_user_policy", PolicyName=MFA_POLICY_NAME, PolicyDocument=other)
    found = check(desk, made)
    assert (found.ends_at, found.require_mfa, found.missing) == (LATER, False, ("ends_at",))
    assert reissue(desk, found).missing == ()
    assert enddate.read(seen(desk).guards[END_POLICY_NAME]) == LATER
    assert MFA_POLICY_NAME in seen(desk).guards


def test_an_end_that_has_come_stops_a_re_issue_though_it_isnt_known_here(desk: Desk) -> None:
    made = desk.create()
    guard(desk, OVER)
    with pytest.raises(Trouble) as caught:
        reissue(desk, made)
    assert caught.value.kind is troubles.END_PASSED


def test_mfa_that_was_lifted_can_be_demanded_again(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(require_mfa=True))
    iam(desk, "delete_user_policy", PolicyName=MFA_POLICY_NAME)
    lifted = check(desk, made)
    assert standing(lifted, Facts(), datetime.now(UTC)).next == DEMAND_MFA
    again = handover.demand_mfa(desk.root, lifted, desk.records, Token())
    assert (again.require_mfa, again.missing) == (True, ())
    assert desk.records.handovers() == (again,)
    assert demands_mfa(seen(desk).guards[MFA_POLICY_NAME])
    practice.state.clear()
    assert handover.demand_mfa(desk.root, again, desk.records, Token()) == again
    assert "iam:PutUserPolicy" not in practice.state.calls, "it is so"


def test_a_demand_that_aws_refuses_is_not_noted(desk: Desk, practice: Practice) -> None:
    made = desk.create()
    practice.state.fail("iam:PutUserPolicy", "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        handover.demand_mfa(desk.root, made, desk.records, Token())
    assert caught.value.kind is troubles.NOT_ALLOWED
    assert desk.records.handovers() == (made,)


# the end, once it has come --------------------------------------------------------------------
def test_that_nothing_works_any_more_is_said_once_it_was_seen(desk: Desk) -> None:
    made = check(desk, desk.create(Wish(ends_at=LATER)))
    after = datetime.now(UTC) + timedelta(days=61)
    unseen = standing(made, Facts(), after)
    assert (unseen.next, "should be able" in str(unseen.sentence)) == (CHECK, True)
    guard(desk, OVER)  # the day has come
    found = check(desk, replace(made, ends_at=OVER))
    said = standing(found, Facts(), after)
    assert (said.next, "can do nothing any more" in str(said.sentence)) == (REVOKE, True)
    iam(desk, "delete_user_policy", PolicyName=END_POLICY_NAME)
    lifted = standing(check(desk, found), Facts(), after)
    assert (lifted.next, lifted.mark) == (REVOKE, "bad")
    assert "may still get in" in str(lifted.sentence)


def test_a_last_day_that_was_lifted_is_to_be_set_again(desk: Desk) -> None:
    made = desk.create(Wish(ends_at=LATER))
    iam(desk, "delete_user_policy", PolicyName=END_POLICY_NAME)
    assert standing(check(desk, made), Facts(), datetime.now(UTC)).next == SET_END


# rights ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("now", [(), (READ_ONLY,), (POWER_USER, READ_ONLY)])
def test_rights_that_were_changed_are_told_and_no_re_issue_touches_them(
    desk: Desk, now: tuple[str, ...]
) -> None:
    made = desk.create()
    change_rights(desk, ADMINISTRATOR, *now)
    found = check(desk, made)
    assert (found.missing, found.rights_seen) == (("policy_arn",), tuple(sorted(now)))
    stands = standing(
        replace(found, last_used=datetime.now(UTC).isoformat()), Facts(), datetime.now(UTC)
    )
    assert stands.mark == "warn"
    assert "rights have been changed in AWS" in str(stands.sentence)
    again = reissue(desk, found)
    assert (again.missing, again.rights_seen) == (found.missing, found.rights_seen)
    assert seen(desk).attached - {CHANGE_PASSWORD} == set(now)
    change_rights(desk, now[0] if now else CHANGE_PASSWORD, ADMINISTRATOR)
    if len(now) < 2:
        back = check(desk, again)
        assert (back.missing, back.rights_seen) == ((), ())


def test_a_re_issue_without_a_look_before_gives_nothing_back(desk: Desk) -> None:
    made = desk.create()
    change_rights(desk, ADMINISTRATOR, READ_ONLY)
    again = reissue(desk, made)
    assert seen(desk).attached == {READ_ONLY, CHANGE_PASSWORD}
    assert again.rights_seen == (READ_ONLY,)


def test_a_re_issue_takes_nothing_that_came_before_its_rights(desk: Desk) -> None:
    made = desk.create(Wish(rights_later=True))
    iam(desk, "attach_user_policy", PolicyArn=READ_ONLY)
    again = reissue(desk, made)
    assert seen(desk).attached == {READ_ONLY, CHANGE_PASSWORD}
    assert (again.rights_later, again.rights_given_at) == (True, "")
    assert again.rights_seen == (READ_ONLY,)


def test_more_rights_than_were_given_are_told_too(desk: Desk) -> None:
    made = desk.create(Wish(policy_arn=READ_ONLY))
    assert check(desk, made) == made, "what Aikagi adds for the password is none"
    iam(desk, "attach_user_policy", PolicyArn=ADMINISTRATOR)
    assert check(desk, made).rights_seen == (ADMINISTRATOR, READ_ONLY)


@pytest.mark.parametrize("state", ["made", "reissuing"])
def test_who_is_shut_out_is_not_let_in_by_a_re_issue(desk: Desk, state: str) -> None:
    made = replace(desk.create(), state=state)
    desk.records.save(made)
    elsewhere = Records(desk.folder / "another computer", practice=True)
    revoke.carry_out(desk.root, made.user_id, "disable", elsewhere, Token())
    before = seen(desk)
    with pytest.raises(Trouble) as caught:
        reissue(desk, made)
    assert caught.value.kind is troubles.CONFLICT
    assert (seen(desk).attached, seen(desk).inline) == (before.attached, before.inline)
    assert desk.records.handovers() == (made,)
    assert check(desk, made).state == "revoking"

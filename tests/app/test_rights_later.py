"""Rights that are given only once the vendor has signed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import revoke, troubles
from app.enddate import END_POLICY_NAME
from app.facts import Facts
from app.grant import ADMINISTRATOR, CHANGE_PASSWORD, MFA_POLICY_NAME, Wish
from app.practice import Practice
from app.standing import GIVE_RIGHTS, NOTHING, standing
from app.troubles import Trouble
from app.work import Token
from tests.app.guarded import ALL, NAME, check, give, reissue, reset_required, seen, signed_in
from tests.app.guarded import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import Desk
from tests.app.vendorcalls import VendorCalls

# rights later ---------------------------------------------------------------------------------


def test_the_rights_come_once_the_vendor_has_signed_in(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(rights_later=True))
    assert seen(desk).attached == {CHANGE_PASSWORD}
    assert not VendorCalls(practice, made.user_id, mfa=True).may("list_users")
    now = datetime.now(UTC)
    stands = standing(signed_in(made), Facts(), now)
    assert (stands.next, stands.mark) == (GIVE_RIGHTS, "warn")
    given = give(desk, made)
    assert given.rights_given_at
    assert desk.records.handovers() == (given,)
    assert VendorCalls(practice, made.user_id).may("list_users")
    assert standing(signed_in(given), Facts(), now).next == NOTHING


def test_giving_twice_changes_nothing(desk: Desk, practice: Practice) -> None:
    given = give(desk, desk.create(Wish(rights_later=True)))
    practice.state.clear()
    give(desk, given)
    assert not any(call.startswith("iam:Attach") for call in practice.state.calls)


def test_giving_takes_no_call_more_than_it_needs(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(rights_later=True))
    practice.state.clear()
    give(desk, made)
    looked = [
        "iam:GetUser",
        "iam:ListAttachedUserPolicies",
        "iam:GetLoginProfile",
        "iam:ListUserPolicies",
    ]
    assert practice.state.calls == [*looked, "iam:AttachUserPolicy", *looked]


def test_rights_that_cannot_be_given_are_not_noted(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(rights_later=True))
    practice.state.fail("iam:AttachUserPolicy", "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        give(desk, made)
    assert caught.value.kind is troubles.NOT_ALLOWED
    assert desk.records.handovers() == (made,)
    assert seen(desk).attached == {CHANGE_PASSWORD}


def test_a_shut_out_user_is_given_nothing(desk: Desk) -> None:
    made = desk.create(Wish(rights_later=True))
    revoke.carry_out(desk.root, made.user_id, "disable", desk.records, Token())
    with pytest.raises(Trouble) as caught:
        give(desk, made)
    assert caught.value.kind is troubles.CONFLICT
    assert ADMINISTRATOR not in seen(desk).attached


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"user_id": "AIDAGONE"}, troubles.USER_GONE),
        ({"account": "999999999999"}, troubles.WRONG_ACCOUNT),
        ({"policy_arn": ""}, troubles.POLICY_MISSING),
        ({"policy_arn": "arn:aws:iam::111122223333:policy/gone"}, troubles.POLICY_MISSING),
    ],
)
def test_rights_are_given_to_nobody_else(
    desk: Desk, changes: dict[str, str], kind: troubles.Kind
) -> None:
    made = desk.create(Wish(rights_later=True))
    with pytest.raises(Trouble) as caught:
        give(desk, replace(made, **changes))  # type: ignore[arg-type]
    assert caught.value.kind is kind
    assert seen(desk).attached == {CHANGE_PASSWORD}


def test_rights_given_by_hand_are_noted_when_looked_at(desk: Desk) -> None:
    made = desk.create(Wish(rights_later=True))
    assert check(desk, made) == made
    arn = {"UserName": NAME, "PolicyArn": ADMINISTRATOR}
    desk.root.clients.call("iam", "attach_user_policy", **arn)
    assert check(desk, made).rights_given_at


def test_a_reissue_gives_no_rights_early(desk: Desk) -> None:
    made = desk.create(ALL)
    again = reissue(desk, made)
    assert seen(desk).attached == {CHANGE_PASSWORD}
    assert reset_required(desk)
    assert set(seen(desk).guards) == {MFA_POLICY_NAME, END_POLICY_NAME}
    kept = ("require_mfa", "change_password", "rights_later", "ends_at", "rights_given_at")
    assert [getattr(again, k) for k in kept] == [getattr(made, k) for k in kept]


def test_a_reissue_leaves_rights_that_were_given(desk: Desk) -> None:
    given = give(desk, desk.create(ALL))
    again = reissue(desk, given)
    assert ADMINISTRATOR in seen(desk).attached
    assert (again.rights_later, again.rights_given_at) == (True, given.rights_given_at)
    assert standing(signed_in(again), Facts(), datetime.now(UTC)).next == NOTHING


def test_letting_in_anew_can_take_the_rights_back(desk: Desk) -> None:
    give(desk, desk.create(Wish(rights_later=True)))
    desk.forget()
    again = desk.create(Wish(rights_later=True))
    assert seen(desk).attached == {CHANGE_PASSWORD}
    assert (again.rights_later, again.rights_given_at) == (True, "")

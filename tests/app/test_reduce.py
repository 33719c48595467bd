"""Leaving the vendor in with less: what it was given goes, what was chosen stays, sessions end."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import handover, reduce_run, revoke, revoke_act
from app.denial import (
    DENY_ALL_ARN,
    DENY_POLICY_NAME,
    SESSIONS_POLICY_NAME,
    ended_until,
    sessions_ended,
)
from app.enddate import END_POLICY_NAME, end_policy
from app.grant import ADMINISTRATOR, Wish
from app.grant_rights import CHANGE_PASSWORD, POWER_USER, READ_ONLY
from app.handoverfile import Handover
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.plan import Plan, remaining
from app.practice import Practice
from app.records import Records
from app.reduce import Less
from app.reduce import plan as less_plan
from app.reduce_rights import CHOICES, MONITORING, SUPPORT, VIEW_ONLY
from app.revoke import DISABLE, REDUCE, Outcome
from app.revoke_outcome import NOT_WRITTEN
from app.revoke_plan import UNBLOCKING
from app.revoke_state import denied
from app.session import RootSession
from app.settings import Settings
from app.troubles import DISK_FULL, POLICY_MISSING, SAFE_TO_REPEAT, USER_SHUT_OUT, Trouble
from app.work import Token
from tests.app.vendorcalls import VendorCalls
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")

FAR = "2099-01-01T00:00:00Z"
PUT = "put_user_policy"


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish().certify()


def reduce(vendor: Vendor, records: Records, *rights: str, mfa: bool = False) -> Outcome:
    return revoke.carry_out(
        vendor.root,
        vendor.user_id,
        REDUCE,
        records,
        Token(),
        hint=vendor.name,
        rights=rights or (READ_ONLY,),
        require_mfa=mfa,
    )


def test_only_what_was_chosen_is_left(vendor: Vendor, records: Records) -> None:
    outcome = reduce(vendor, records, VIEW_ONLY, SUPPORT)
    state = vendor.state()
    assert outcome.complete
    assert outcome.rights == (VIEW_ONLY, SUPPORT)
    assert set(state.attached) == {VIEW_ONLY, SUPPORT, CHANGE_PASSWORD}
    assert state.inline == (SESSIONS_POLICY_NAME,)
    assert not (*state.keys, *state.certificates, *state.ssh_keys, *state.service_credentials)
    assert not state.groups
    assert state.mfa
    assert state.has_password
    seen = [str(one) for one in outcome.seen]
    assert "It has these rights and no others: ViewOnlyAccess, AWSSupportAccess" in seen


def test_what_is_shown_is_what_is_done(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    shown = revoke.plan(REDUCE, vendor.state(), rights=(READ_ONLY,), require_mfa=True)
    outcome = reduce(vendor, records, READ_ONLY, mfa=True)
    wanted = [str(action.message) for action in remaining(shown)]
    done = [str(call.message) for call in outcome.calls]
    assert done[: len(wanted)] == wanted
    assert set(done[len(wanted) :]) <= {wanted[0]}, "a slow machine ends sessions once more"
    assert all(call.done and call.request_id for call in outcome.calls)
    assert outcome.calls[0].operation == "iam:PutUserPolicy"


def test_sessions_end_and_new_ones_have_the_new_rights(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.shift = -600
    before = VendorCalls(practice, vendor.user_id)
    practice.state.shift = 0
    assert before.may("list_users")
    reduce(vendor, records)
    assert not before.may("list_users")
    practice.state.shift = 60
    later = VendorCalls(practice, vendor.user_id)
    assert later.may("list_users")
    assert not later.may("create_user", UserName="x")


def test_mfa_can_be_demanded(vendor: Vendor, records: Records, practice: Practice) -> None:
    assert reduce(vendor, records, mfa=True).complete
    practice.state.shift = 60
    assert not VendorCalls(practice, vendor.user_id).may("list_users")
    assert VendorCalls(practice, vendor.user_id, mfa=True).may("list_users")


def test_conditions_stay_and_those_that_were_changed_do_not(
    vendor: Vendor, records: Records
) -> None:
    changed = json.loads(MFA_POLICY)
    changed["Statement"].append({"Effect": "Allow", "Action": "*", "Resource": "*"})
    own = {"name": vendor.name}
    vendor.call(PUT, **own, PolicyName=MFA_POLICY_NAME, PolicyDocument=json.dumps(changed))
    vendor.call(PUT, **own, PolicyName=END_POLICY_NAME, PolicyDocument=end_policy(FAR))
    assert reduce(vendor, records, mfa=True).complete
    state = vendor.state()
    assert json.loads(state.document(MFA_POLICY_NAME)) == json.loads(MFA_POLICY)
    assert json.loads(state.document(END_POLICY_NAME)) == json.loads(end_policy(FAR))
    opened = json.loads(end_policy(FAR))
    opened["Statement"][0] |= {"Effect": "Allow"}
    vendor.call(PUT, **own, PolicyName=END_POLICY_NAME, PolicyDocument=json.dumps(opened))
    assert reduce(vendor, records).complete
    assert vendor.state().inline == (SESSIONS_POLICY_NAME,)


def test_a_hollow_end_of_sessions_is_put_right(vendor: Vendor, records: Records) -> None:
    hollow = sessions_ended(datetime.now(UTC) + timedelta(days=1)).replace("Deny", "Allow")
    vendor.call(PUT, name=vendor.name, PolicyName=SESSIONS_POLICY_NAME, PolicyDocument=hollow)
    assert reduce(vendor, records).complete
    assert ended_until(vendor.state().document(SESSIONS_POLICY_NAME))


def test_full_quotas_are_no_refuge(vendor: Vendor, records: Records) -> None:
    outcome = reduce(vendor.stuff(), records, POWER_USER, mfa=True)
    state = vendor.state()
    assert outcome.complete
    assert set(state.attached) == {POWER_USER, CHANGE_PASSWORD}
    assert set(state.inline) == {SESSIONS_POLICY_NAME, MFA_POLICY_NAME}


def test_doing_it_again_is_safe(vendor: Vendor, records: Records) -> None:
    reduce(vendor, records)
    again = reduce(vendor, records)
    assert again.complete
    assert {call.operation for call in again.calls} <= {"iam:PutUserPolicy"}, "the sessions"
    assert reduce(vendor, records, MONITORING).complete
    assert set(vendor.state().attached) == {MONITORING, CHANGE_PASSWORD}


def test_who_is_shut_out_has_nothing_to_reduce(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    before = vendor.state()
    with pytest.raises(Trouble) as caught:
        reduce(vendor, records)
    assert caught.value.kind is USER_SHUT_OUT
    assert caught.value.changed is not SAFE_TO_REPEAT
    assert vendor.state() == before
    with pytest.raises(Trouble):
        revoke.plan(REDUCE, before, rights=(READ_ONLY,))


@pytest.mark.parametrize("times", [1, 2, 99])
@pytest.mark.parametrize("put_on", [PUT, "attach_user_policy", "both"])
def test_a_block_that_was_not_seen_at_first_is_not_lifted(
    vendor: Vendor, records: Records, practice: Practice, put_on: str, times: int
) -> None:
    vendor.shut(DISABLE, records)
    if put_on == PUT:
        vendor.call("detach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)
    if put_on == "attach_user_policy":
        vendor.call("delete_user_policy", name=vendor.name, PolicyName=DENY_POLICY_NAME)
    for operation in ("ListAttachedUserPolicies", "GetUserPolicy"):
        practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=times)
    try:
        outcome = reduce(vendor, records)
    except Trouble as trouble:
        assert trouble.kind is USER_SHUT_OUT  # noqa: PT017  (it may also end without one)
    else:
        assert not outcome.complete
        assert times > 1
    practice.state.clear()
    assert denied(vendor.state())


def test_no_plan_of_less_rights_has_a_step_that_lifts_a_block(
    vendor: Vendor, records: Records
) -> None:
    vendor.shut(DISABLE, records)
    steps = less_plan(Less((READ_ONLY,)), vendor.state(), datetime.now(UTC))
    assert steps
    assert not UNBLOCKING.intersection(step.id for step in steps)


def test_who_is_shut_out_meanwhile_stays_so(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def block(self: revoke_act.Steps, steps: Plan, token: Token) -> None:
        act(self, steps, token)
        vendor.call("attach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)

    act = revoke_act.Steps.act
    monkeypatch.setattr(revoke_act.Steps, "act", block)
    with pytest.raises(Trouble) as caught:
        reduce(vendor, records)
    assert caught.value.kind is USER_SHUT_OUT
    assert caught.value.changed is reduce_run.SHUT_OUT_MEANWHILE
    assert denied(vendor.state())


def test_a_full_disk_does_not_hide_what_was_done(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Trouble(DISK_FULL)

    account = vendor.root.identity.account
    records.save(Handover(state="made", account=account, user_id=vendor.user_id))
    for broken in ("save", "drop_journal"):
        with monkeypatch.context() as patch:
            patch.setattr(records, broken, full)
            outcome = reduce(vendor, records)
        assert outcome.complete
        assert outcome.notes == (NOT_WRITTEN,)
    assert reduce(vendor, records).notes == ()


@pytest.mark.parametrize("rights", [(), (ADMINISTRATOR,), (READ_ONLY, ADMINISTRATOR)])
def test_only_what_is_on_the_list_can_be_left(
    vendor: Vendor, records: Records, rights: tuple[str, ...]
) -> None:
    before = vendor.state()
    with pytest.raises(Trouble) as caught:
        revoke.carry_out(vendor.root, vendor.user_id, REDUCE, records, Token(), rights=rights)
    assert caught.value.kind is POLICY_MISSING
    assert vendor.state() == before


def test_every_choice_is_a_policy_of_awss(root: RootSession) -> None:
    for choice in CHOICES:
        found = root.clients.call("iam", "get_policy", PolicyArn=choice.arn)["Policy"]
        assert found["PolicyName"] == choice.name
        assert str(choice.title)
        assert str(choice.explains)


def test_a_boundary_of_the_customers_stays(vendor: Vendor, records: Records) -> None:
    vendor.call("put_user_permissions_boundary", name=vendor.name, PermissionsBoundary=READ_ONLY)
    reduce(vendor, records)
    assert vendor.state().boundary == READ_ONLY


@pytest.mark.parametrize(
    "refused", ["iam:DetachUserPolicy", "iam:DeleteAccessKey", "iam:RemoveUserFromGroup"]
)
def test_what_keeps_failing_is_said_and_the_rest_is_done(
    vendor: Vendor, records: Records, practice: Practice, refused: str
) -> None:
    practice.state.fail(refused, "AccessDenied", 403, times=99)
    outcome = reduce(vendor, records)
    assert not outcome.complete
    assert outcome.left
    assert outcome.troubles
    assert any(call.error == "AccessDenied" for call in outcome.calls)
    assert not vendor.state().ssh_keys


@pytest.mark.parametrize(
    "refused", ["iam:ListAttachedUserPolicies", "iam:ListUserPolicies", "iam:ListAccessKeys"]
)
def test_what_was_not_seen_is_not_said_to_be_well(
    vendor: Vendor, records: Records, practice: Practice, refused: str
) -> None:
    practice.state.fail(refused, "AccessDenied", 403, times=99)
    outcome = reduce(vendor, records)
    assert not outcome.complete
    assert any("didn't show" in str(one) for one in outcome.seen)


def test_a_last_day_that_was_not_read_stays(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    own = {"name": vendor.name, "PolicyName": END_POLICY_NAME}
    vendor.call(PUT, **own, PolicyDocument=end_policy(FAR))
    practice.state.fail("iam:GetUserPolicy", "AccessDenied", 403, times=99)
    assert not reduce(vendor, records).complete
    practice.state.clear()
    assert END_POLICY_NAME in vendor.state().inline
    assert reduce(vendor, records).complete
    assert END_POLICY_NAME in vendor.state().inline


def test_a_user_that_is_gone_is_said(root: RootSession, records: Records) -> None:
    outcome = revoke.carry_out(
        root, "AIDAGONE", REDUCE, records, Token(), hint="gone", rights=(READ_ONLY,)
    )
    assert not outcome.found
    assert not outcome.exists


def test_the_record_says_what_the_vendor_has_now(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    revoke.carry_out(
        root, made.user_id, REDUCE, records, Token(), rights=(READ_ONLY,), require_mfa=True
    )
    (kept,) = records.handovers()
    assert (kept.state, kept.contract, kept.policy_arn) == ("made", "A", READ_ONLY)
    assert kept.require_mfa
    seen = handover.check(root, kept, records, Token())
    assert seen.missing == ()
    assert handover.reissue(root, seen, tmp_path, records, settings, Token()).state == "made"


def test_ended_sessions_are_read_back() -> None:
    moment = datetime(2026, 11, 27, 12, 0, 5, 900_000, tzinfo=UTC)
    assert ended_until(sessions_ended(moment)) == datetime(2026, 11, 27, 12, 0, 6, tzinfo=UTC)
    for other in ("", "[]", "{}", '{"Statement":[{}]}', sessions_ended(moment)[:-1]):
        assert ended_until(other) is None
    other_effect: Any = json.loads(sessions_ended(moment))
    other_effect["Statement"][0]["Effect"] = "Allow"
    assert ended_until(json.dumps(other_effect)) is None
    assert DENY_ALL_ARN not in sessions_ended(moment)

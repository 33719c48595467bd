"""Shutting out where calls fail, come late or aren't allowed: nothing else is stopped by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import revoke, revoke_act, revoke_run
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.plan import Action, Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, CutOff
from app.revoke_look import NO_WAY_TO_AWS, is_denied
from app.revoke_state import denied
from app.settings import Settings
from app.troubles import OFFLINE, SAFE_TO_REPEAT, Kind, Trouble
from app.work import Token
from tests.app.shuttingout import vendor as vendor  # noqa: PLC0414  (a fixture)
from tests.app.vendoruser import HARMLESS, Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")

PAUSES = revoke.PAUSES
IAM_LATE, TOO_LONG = 4.0, 12.0  # seconds
WRITES = (
    "iam:PutUserPolicy",
    "iam:AttachUserPolicy",
    "iam:UpdateAccessKey",
    "iam:UpdateSSHPublicKey",
    "iam:UpdateServiceSpecificCredential",
    "iam:DeleteLoginProfile",
    "iam:DeleteAccessKey",
    "iam:DeleteSSHPublicKey",
    "iam:DeleteServiceSpecificCredential",
    "iam:RemoveUserFromGroup",
    "iam:DeactivateMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:DetachUserPolicy",
    "iam:DeleteUserPolicy",
    "iam:DeleteUser",
)


@pytest.mark.parametrize("operation", WRITES)
def test_a_call_that_fails_once_is_made_good(
    vendor: Vendor, records: Records, practice: Practice, operation: str
) -> None:
    practice.state.fail(operation, "ConcurrentModification", 409)
    assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists


@pytest.mark.parametrize("operation", WRITES)
def test_a_lost_reply_is_made_good(
    vendor: Vendor, records: Records, practice: Practice, operation: str
) -> None:
    practice.state.fail(operation, "ConcurrentModification", 409, after=True)
    assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists


def test_what_keeps_failing_is_said_and_the_rest_is_done(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:DeleteSSHPublicKey", "AccessDenied", 403, times=999)
    outcome = vendor.shut(DELETE, records)
    state = vendor.state()
    assert not outcome.complete
    assert outcome.left
    assert outcome.troubles
    assert state.exists
    assert not state.keys
    assert records.handovers() == ()


@pytest.mark.parametrize(
    "refused", ["iam:PutUserPermissionsBoundary", "iam:RemoveUserFromGroup", "iam:DeleteUser"]
)
def test_the_block_is_not_taken_away_where_the_user_stays(
    vendor: Vendor, records: Records, practice: Practice, refused: str
) -> None:
    practice.state.fail(refused, "AccessDenied", 403, times=99)
    practice.state.fail("iam:DeleteUser", "DeleteConflict", 409, times=99)
    outcome = vendor.shut(DELETE, records)
    assert outcome.exists
    assert outcome.shut_out
    assert denied(vendor.state())


def test_without_a_way_to_aws_it_stops_at_once(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    actions: list[str] = []

    def unplug(report: object) -> None:
        if isinstance(report, CutOff):
            practice.stop()
        elif isinstance(report, Progress) and not report.done:
            actions.append(report.action.id)

    with pytest.raises(Trouble) as caught:
        vendor.shut(DELETE, records, Token(unplug))
    assert caught.value.kind is OFFLINE
    assert caught.value.changed is SAFE_TO_REPEAT
    assert actions == ["deny-inline", "deny-attached"]


@pytest.mark.parametrize("kind", NO_WAY_TO_AWS, ids=lambda kind: str(kind.code))
def test_a_step_that_finds_no_way_to_aws_is_the_last(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    tried: list[str] = []

    def perform(action: Action, *_: object) -> bool:
        tried.append(action.id)
        raise Trouble(kind)

    monkeypatch.setattr(revoke_act, "perform", perform)
    with pytest.raises(Trouble) as caught:
        vendor.shut(DELETE, records)
    assert caught.value.kind is kind
    assert tried == ["deny-inline"]


class Late(Token):
    """IAM doesn't show the denies before somebody has waited so long."""

    waited = 0.0

    def wait(self, seconds: float) -> None:
        super().wait(0)
        self.waited += seconds


def test_a_deny_that_is_shown_late_is_waited_for(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, real = Late(), revoke.look

    def late(clients: Clients, user_id: str, asked: Token, hint: str) -> revoke.State:
        state = real(clients, user_id, asked, hint=hint)
        if token.waited < IAM_LATE:
            return replace(state, deny_intact=False, attached=())
        return state

    monkeypatch.setattr(revoke, "PAUSES", PAUSES)
    monkeypatch.setattr(revoke_run, "look", late)
    assert vendor.shut(DISABLE, records, token).complete
    assert IAM_LATE <= token.waited < TOO_LONG


def test_the_pause_between_rounds_can_be_cancelled(
    vendor: Vendor, records: Records, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (600.0,))
    practice.state.fail("iam:UpdateSSHPublicKey", "AccessDenied", 403, times=99)

    class Impatient(Token):
        def wait(self, seconds: float) -> None:
            self.cancel()
            super().wait(seconds)

    outcome = vendor.shut(DISABLE, records, Impatient())
    assert outcome.cancelled
    assert outcome.shut_out


LISTINGS = (
    "iam:ListUserPolicies",
    "iam:GetUserPolicy",
    "iam:ListAttachedUserPolicies",
    "iam:GetLoginProfile",
    "iam:ListAccessKeys",
    "iam:ListSigningCertificates",
    "iam:ListSSHPublicKeys",
    "iam:ListServiceSpecificCredentials",
    "iam:ListGroupsForUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
)


@pytest.mark.parametrize("refused", LISTINGS)
def test_a_listing_that_is_refused_stops_nothing_else(
    vendor: Vendor, records: Records, practice: Practice, refused: str
) -> None:
    practice.state.fail(refused, "AccessDenied", 403, times=99)
    reports: list[object] = []
    outcome = vendor.shut(DELETE, records, Token(reports.append))
    assert any(isinstance(report, CutOff) for report in reports)
    assert outcome.shut_out
    practice.state.clear()
    state = vendor.state()
    if outcome.exists:
        assert not outcome.complete
        assert outcome.troubles
        assert not state.has_password
        assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists


def test_what_was_not_seen_is_not_said_to_be_well(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:ListAccessKeys", "AccessDenied", 403, times=99)
    outcome = vendor.shut(DISABLE, records)
    assert "AWS didn't show its access keys." in [str(m) for m in outcome.seen]
    assert [str(m) for m in outcome.left] == ["See its access keys"]


def test_what_disabling_does_not_go_by_need_not_be_seen(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:ListGroupsForUser", "AccessDenied", 403, times=99)
    assert vendor.shut(DISABLE, records).complete


def test_is_denied_sees_each_deny_and_nothing_else(vendor: Vendor) -> None:
    clients, name = vendor.root.clients, vendor.name
    assert not is_denied(clients, name, vendor.user_id)
    assert not is_denied(clients, "nobody", vendor.user_id)
    vendor.call("put_user_permissions_boundary", name=name, PermissionsBoundary=DENY_ALL_ARN)
    assert is_denied(clients, name, vendor.user_id)
    vendor.call("delete_user_permissions_boundary", name=name)
    vendor.call("attach_user_policy", name=name, PolicyArn=DENY_ALL_ARN)
    assert is_denied(clients, name, vendor.user_id)
    vendor.call("detach_user_policy", name=name, PolicyArn=DENY_ALL_ARN)
    put = {"name": name, "PolicyName": DENY_POLICY_NAME}
    vendor.call("put_user_policy", **put, PolicyDocument=HARMLESS)
    assert not is_denied(clients, name, vendor.user_id)
    vendor.call("put_user_policy", **put, PolicyDocument=DENY_POLICY)
    assert is_denied(clients, name, vendor.user_id)


def test_a_deny_that_is_refused_does_not_keep_the_user_from_being_deleted(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:PutUserPolicy", "AccessDenied", 403, times=99)
    assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists


def test_an_ended_session_can_be_carried_on(
    vendor: Vendor, records: Records, practice: Practice, settings: Settings
) -> None:
    from tests.support.signingin import sign_in

    token = Token(lambda report: _end(practice, report))
    with pytest.raises(Trouble) as caught:
        vendor.shut(DELETE, records, token)
    assert caught.value.kind.sign_in_again
    assert caught.value.changed is SAFE_TO_REPEAT
    vendor.root = sign_in(settings)
    assert vendor.shut(DELETE, records).complete


def _end(practice: Practice, report: object) -> None:
    if isinstance(report, CutOff):
        practice.state.sign_out_everyone()

"""Shutting the vendor out: the deny first, everything after, and looked at in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import handover, revoke, revoke_act, revoke_run, users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.facts import Facts
from app.grant import Wish
from app.handoverfile import Handover
from app.plan import Action, Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, CutOff
from app.revoke_look import NO_WAY_TO_AWS, is_denied
from app.revoke_outcome import NOT_WRITTEN
from app.revoke_state import denied
from app.session import RootSession
from app.settings import Settings
from app.standing import REVOKE, standing
from app.troubles import DISK_FULL, OFFLINE, SAFE_TO_REPEAT, Kind, Trouble
from app.users import UserSeen
from app.work import Token
from tests.app.vendoruser import HARMLESS, Vendor

PAUSES = revoke.PAUSES
IAM_LATE, TOO_LONG = 4.0, 12.0  # seconds
LAST_READS = ("iam:Get", "iam:List")


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


@pytest.fixture
def bystander(root: RootSession) -> Callable[[], None]:
    """The customer's own user and group; call it to see that nothing of theirs changed."""
    own = Vendor(root, "our-own")
    before = own.state()

    def unchanged() -> None:
        assert own.state() == before

    return unchanged


def disabled(state: revoke.State) -> bool:
    held = (*state.keys, *state.certificates, *state.ssh_keys, *state.service_credentials)
    return (
        state.deny_intact
        and DENY_ALL_ARN in state.attached
        and not state.has_password
        and not any(credential.active for credential in held)
    )


def test_disable_shuts_everything_and_deletes_nothing(
    vendor: Vendor, records: Records, bystander: Callable[[], None]
) -> None:
    outcome = vendor.shut(DISABLE, records)
    state = vendor.state()
    assert outcome.complete
    assert disabled(state)
    assert len(state.keys) == 2
    assert state.mfa
    assert state.groups == ("builders",)
    bystander()


def test_delete_leaves_nothing_of_it(
    vendor: Vendor, records: Records, bystander: Callable[[], None]
) -> None:
    outcome = vendor.shut(DELETE, records)
    assert outcome.complete
    assert not vendor.state().exists
    assert vendor.root.clients.pages("iam", "list_virtual_mfa_devices", "VirtualMFADevices") == []
    assert vendor.call("get_group", GroupName="builders")["Users"] == []
    bystander()


def test_access_ends_with_the_first_writes(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.clear()
    vendor.shut(DELETE, records)
    writes = [c for c in practice.state.calls if not c.startswith(LAST_READS)]
    assert writes[:2] == ["iam:PutUserPolicy", "iam:AttachUserPolicy"]
    assert writes[-3:] == ["iam:DetachUserPolicy", "iam:DeleteUserPolicy", "iam:DeleteUser"]
    assert practice.state.calls[0] == "iam:GetUser"


def test_the_cut_is_told_as_soon_as_it_was_seen(vendor: Vendor, records: Records) -> None:
    reports: list[object] = []
    vendor.shut(DISABLE, records, Token(reports.append))
    at = next(i for i, report in enumerate(reports) if isinstance(report, CutOff))
    assert at == 4, "right after the two denies"


@pytest.mark.parametrize("mode", [DISABLE, DELETE])
def test_doing_it_again_is_safe(vendor: Vendor, records: Records, mode: str) -> None:
    first, again = vendor.shut(mode, records), vendor.shut(mode, records)
    assert first.complete
    assert again.complete
    assert first.seen == again.seen


def test_delete_after_disable(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists


def test_a_user_is_its_id_and_not_its_name(vendor: Vendor, records: Records) -> None:
    vendor.call("update_user", name="vendor-admin", NewUserName="renamed")
    decoy = Vendor(vendor.root, "vendor-admin")
    before = decoy.state()
    assert vendor.shut(DISABLE, records).user_name == "renamed"
    assert disabled(vendor.state())
    assert decoy.state() == before


def test_full_quotas_do_not_save_the_vendor(vendor: Vendor, records: Records) -> None:
    vendor.stuff()
    outcome = vendor.shut(DISABLE, records)
    assert vendor.state().boundary == DENY_ALL_ARN
    assert outcome.complete


def test_a_deny_that_was_hollowed_out_is_put_back(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    vendor.call(
        "put_user_policy",
        name="vendor-admin",
        PolicyName=DENY_POLICY_NAME,
        PolicyDocument=HARMLESS,
    )
    assert not vendor.state().deny_intact
    vendor.shut(DISABLE, records)
    assert vendor.state().deny_intact


def test_cancel_after_the_deny_stops_the_rest_and_never_the_deny(
    vendor: Vendor, records: Records
) -> None:
    token = Token(lambda report: token.cancel() if isinstance(report, CutOff) else None)
    outcome = vendor.shut(DELETE, records, token)
    assert outcome.cancelled
    assert not outcome.complete
    assert outcome.left
    assert vendor.state().deny_intact


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
    from tests.app.conftest import sign_in

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


def test_a_user_that_is_gone_is_said(root: RootSession, records: Records) -> None:
    outcome = revoke.carry_out(root, "AIDAGONE", DELETE, records, Token(), hint="gone")
    assert outcome.complete
    assert not outcome.exists
    assert not outcome.found


def test_the_record_says_what_was_seen(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    revoke.carry_out(root, made.user_id, DISABLE, records, Token(), hint=made.user_name)
    assert [h.state for h in records.handovers()] == ["disabled"]
    revoke.carry_out(root, made.user_id, DELETE, records, Token(), hint=made.user_name)
    assert [h.state for h in records.handovers()] == ["deleted"]
    assert records.handovers()[0].revoked_at


def let_in(root: RootSession, records: Records, settings: Settings, folder: Path) -> Handover:
    made = handover.create(root, Wish(), folder, records, settings, Token())
    records.save(replace(made, last_used="2099-01-01T00:00:00+00:00"))
    return made


def on_record(records: Records) -> tuple[str, bool, str]:
    """State, whether a deny was seen, and what is to be done next."""
    (found,) = records.handovers()
    stands = standing(found, Facts(), datetime.now(UTC))
    return found.state, bool(found.revoked_at), stands.next


def test_a_revocation_that_was_cancelled_is_offered_to_be_gone_on_with(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = let_in(root, records, settings, tmp_path)
    token = Token(lambda report: token.cancel() if isinstance(report, CutOff) else None)
    assert revoke.carry_out(root, made.user_id, DISABLE, records, token).cancelled
    assert on_record(records) == ("revoking", True, REVOKE)
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    assert on_record(records)[0] == "disabled"


@pytest.mark.parametrize(("at", "cut"), [(1, False), (3, True)])
def test_a_crash_leaves_word_that_it_was_begun(  # noqa: PLR0917
    root: RootSession,
    records: Records,
    settings: Settings,
    practice: Practice,
    tmp_path: Path,
    at: int,
    cut: bool,
) -> None:
    made = let_in(root, records, settings, tmp_path)
    command = [sys.executable, "-c", CHILD, str(settings.data_dir), practice.address]
    done = subprocess.run(
        [*command, made.user_id, str(at), "before"],
        env=os.environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert on_record(records) == ("revoking", cut, REVOKE)


def test_where_no_deny_was_seen_the_record_does_not_say_so(
    root: RootSession, records: Records, settings: Settings, practice: Practice, tmp_path: Path
) -> None:
    made = let_in(root, records, settings, tmp_path)
    for operation in ("PutUserPolicy", "AttachUserPolicy", "PutUserPermissionsBoundary"):
        practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=99)
    assert not revoke.carry_out(root, made.user_id, DISABLE, records, Token()).shut_out
    assert on_record(records) == ("revoking", False, REVOKE)


def test_a_record_that_cannot_be_written_does_not_keep_the_vendor_in(
    root: RootSession,
    records: Records,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = let_in(root, records, settings, tmp_path)

    def full(_: object) -> None:
        raise Trouble(DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(records, "save", full)
        outcome = revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    assert outcome.complete
    assert NOT_WRITTEN in outcome.notes
    assert is_denied(root.clients, made.user_name, made.user_id)
    with monkeypatch.context() as patch:
        patch.setattr(records, "drop_journal", full)
        outcome = revoke.carry_out(root, made.user_id, DELETE, records, Token())
    assert outcome.complete
    assert NOT_WRITTEN in outcome.notes
    again = revoke.carry_out(root, made.user_id, DELETE, records, Token())
    assert not again.notes
    assert on_record(records)[0] == "deleted"


def test_a_decoys_block_is_not_taken_for_the_vendors(vendor: Vendor, records: Records) -> None:
    def rename(report: object) -> None:
        if isinstance(report, Progress) and report.action.id == "deny-inline" and not decoys:
            decoys.append(vendor.renamed("elsewhere"))
        if isinstance(report, CutOff):
            said.append(denied(vendor.state()))

    decoys: list[Vendor] = []
    said: list[bool] = []
    outcome = vendor.shut(DISABLE, records, Token(rename))
    assert outcome.complete
    assert denied(decoys[0].state()), "it caught the deny that was meant for the vendor"
    assert any(f"“{decoys[0].name}”" in str(note) for note in outcome.notes), "and that is said"
    assert said
    assert all(said)
    clients = vendor.root.clients
    assert is_denied(clients, decoys[0].name, decoys[0].user_id)
    assert not is_denied(clients, decoys[0].name, vendor.user_id)


def test_a_name_that_goes_to_another_user_meanwhile_does_not_find_that_one(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(clients: Clients, token: Token) -> tuple[UserSeen, ...]:
        found = list_users(clients, token)
        if vendor.name != "elsewhere":
            vendor.renamed("elsewhere")
        return found

    list_users = users.list_users
    monkeypatch.setattr(users, "list_users", renamed)
    found = users.find_by_id(vendor.root.clients, vendor.user_id, Token())
    assert found is not None
    assert (found.user_id, found.name) == (vendor.user_id, "elsewhere")


CHILD = """
import os, signal, sys
from pathlib import Path
from app import revoke
from app.clients import Clients
from app.records import Records
from app.settings import Settings
from app.work import Token
from tests.app.conftest import sign_in

data, endpoint, user_id, at, when = sys.argv[1:]
settings = Settings(data_dir=Path(data), practice=True, endpoint=endpoint, language="en")
root = sign_in(settings)
count, call = 0, Clients.call

def counted(self, service, operation, **parameters):
    global count
    write = not operation.startswith(("get_", "list_"))
    count += write
    if write and count == int(at) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    reply = call(self, service, operation, **parameters)
    if write and count == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return reply

Clients.call = counted
records = Records(settings.data_dir, True)
revoke.carry_out(root, user_id, "delete", records, Token(), hint="vendor-admin")
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", [1, 2, 4, 8, 11, 12, 13, 14, 16, 18])
def test_killed_at_a_write_it_is_carried_on(
    vendor: Vendor, records: Records, practice: Practice, settings: Settings, at: int, when: str
) -> None:
    command = [sys.executable, "-c", CHILD, str(settings.data_dir), practice.address]
    done = subprocess.run(
        [*command, vendor.user_id, str(at), when], env=os.environ, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert vendor.shut(DELETE, records).complete
    assert not vendor.state().exists
    assert vendor.root.clients.pages("iam", "list_virtual_mfa_devices", "VirtualMFADevices") == []

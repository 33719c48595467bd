"""Shutting the vendor out: the deny first, everything after, and looked at in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from app import revoke, users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, CutOff
from app.revoke_look import is_denied
from app.revoke_state import denied
from app.session import RootSession
from app.settings import Settings
from app.users import UserSeen
from app.work import Token
from tests.app.shuttingout import CHILD
from tests.app.shuttingout import vendor as vendor  # noqa: PLC0414  (a fixture)
from tests.app.vendoruser import HARMLESS, Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")

LAST_READS = ("iam:Get", "iam:List")


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


def test_a_user_that_is_gone_is_said(root: RootSession, records: Records) -> None:
    outcome = revoke.carry_out(root, "AIDAGONE", DELETE, records, Token(), hint="gone")
    assert outcome.complete
    assert not outcome.exists
    assert not outcome.found


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

"""Deleting for good: what comes back is told, what a crash left is found, and when it is wise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import handover, revoke
from app.grant import Wish
from app.handoverfile import Handover
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, journal_of, when_to_delete
from app.revoke_state import denied
from app.session import RootSession
from app.settings import Settings
from app.standing import SESSIONS_LIVE
from app.work import Token
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish(device_name="phone-of-somebody").certify()


def devices(vendor: Vendor) -> list[str]:
    found = vendor.root.clients.pages("iam", "list_virtual_mfa_devices", "VirtualMFADevices")
    return [device["SerialNumber"].rpartition("/")[2] for device in found]


def test_what_is_made_anew_each_time_is_said(vendor: Vendor, records: Records) -> None:
    def make_anew(report: object) -> None:
        if isinstance(report, Progress) and not report.done and report.action.id == "delete-user":
            vendor.call("create_access_key", name=vendor.name)

    outcome = vendor.shut(DELETE, records, Token(make_anew))
    assert outcome.exists
    assert outcome.shut_out
    assert not outcome.complete
    assert any("making it anew" in str(note) for note in outcome.notes)
    assert denied(vendor.state())
    assert vendor.shut(DELETE, records).complete


def test_what_came_back_once_is_deleted_all_the_same(vendor: Vendor, records: Records) -> None:
    made: list[object] = []

    def make_once(report: object) -> None:
        begins = isinstance(report, Progress) and not report.done
        if begins and not made and report.action.id == "delete-user":  # type: ignore[attr-defined]
            made.append(vendor.call("create_access_key", name=vendor.name))

    outcome = vendor.shut(DELETE, records, Token(make_once))
    assert outcome.complete
    assert outcome.notes == ()


def test_a_device_of_any_name_is_found_after_a_crash(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    own = vendor.call("create_virtual_mfa_device", VirtualMFADeviceName="of-the-customer")
    assert own
    practice.state.fail("iam:DeleteVirtualMFADevice", "AccessDenied", 403, times=99)
    assert not vendor.shut(DELETE, records).complete
    assert sorted(devices(vendor)) == ["of-the-customer", "phone-of-somebody"]
    practice.state.clear()
    outcome = vendor.shut(DELETE, records)
    assert outcome.complete
    assert devices(vendor) == ["of-the-customer"]


def test_a_device_is_found_even_where_somebody_else_deleted_the_user(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:DeleteVirtualMFADevice", "AccessDenied", 403, times=99)
    practice.state.fail("iam:DeleteUser", "AccessDenied", 403, times=99)
    vendor.shut(DELETE, records)
    practice.state.clear()
    state = vendor.state()
    for policy in state.inline:
        vendor.call("delete_user_policy", name=vendor.name, PolicyName=policy)
    for arn in state.attached:
        vendor.call("detach_user_policy", name=vendor.name, PolicyArn=arn)
    vendor.call("delete_user", name=vendor.name)
    assert devices(vendor) == ["phone-of-somebody"]
    outcome = vendor.shut(DELETE, records)
    assert outcome.complete
    assert not outcome.found
    assert devices(vendor) == []


def test_each_call_is_in_the_outcome(vendor: Vendor, records: Records, practice: Practice) -> None:
    practice.state.clear()
    outcome = vendor.shut(DELETE, records)
    writes = [call for call in practice.state.calls if not call.startswith(("iam:Get", "iam:List"))]
    assert [call.operation for call in outcome.calls] == writes
    assert len({call.request_id for call in outcome.calls}) == len(writes)
    tell = timedelta(seconds=2)  # AWS's clock is told in whole seconds
    began, ended = outcome.started - tell, outcome.ended + tell
    assert all(began <= call.when <= ended for call in outcome.calls)


def test_what_aws_refused_is_in_the_outcome(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:DeleteSSHPublicKey", "AccessDenied", 403, times=99)
    outcome = vendor.shut(DELETE, records)
    refused = [call for call in outcome.calls if not call.done]
    assert {call.operation for call in refused} >= {"iam:DeleteSSHPublicKey"}
    assert all(call.request_id for call in refused)


def test_nothing_is_kept_of_a_user_that_is_deleted(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    assert list((records.home / "revocations").iterdir())
    vendor.shut(DELETE, records)
    assert list((records.home / "revocations").iterdir()) == []


def test_when_it_is_wise_is_by_awss_clock(
    root: RootSession,
    records: Records,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    later = timedelta(days=400)
    monkeypatch.setattr(root.clients, "now", lambda: datetime.now(UTC) + later)
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    journal = journal_of(records, made.account, made.user_id)
    when = when_to_delete(journal)
    assert when is not None
    assert abs(when - later - SESSIONS_LIVE - datetime.now(UTC)) < timedelta(minutes=5)
    (kept,) = records.handovers()
    without = when_to_delete(None, kept)
    assert without is not None
    assert abs(without - when) < timedelta(minutes=1)


def test_when_it_is_wise_may_not_be_known() -> None:
    assert when_to_delete(None) is None
    assert when_to_delete(None, Handover()) is None
    dated = replace(Handover(), revoked_at="2026-11-27T00:00:00+00:00")
    assert when_to_delete(None, dated) == datetime(2026, 11, 28, 12, tzinfo=UTC)

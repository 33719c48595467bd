"""Undoing where the disable, or what was denied before it, isn't known on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.grant_rights import READ_ONLY
from app.practice import Practice
from app.records import Records
from app.revoke import DISABLE, Holding, journal_of
from app.revoke_state import denied
from app.revoke_undo import not_restored, undo_plan
from app.work import Token
from tests.app.undoing import attach, limit, on_record, put, undo
from tests.app.undoing import vendor as vendor  # noqa: PLC0414  (a fixture)
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_on_another_computer_keys_stay_off_and_it_is_said(
    vendor: Vendor, records: Records, tmp_path: Path
) -> None:
    vendor.shut(DISABLE, records)
    other = Records(tmp_path / "other", practice=True)
    outcome = undo(vendor, other)
    state = vendor.state()
    assert outcome.complete
    assert not denied(state)
    assert not any(key.active for key in state.keys)
    assert any("doesn't know what the user had" in str(note) for note in outcome.notes)


@pytest.mark.parametrize("disabled_there", [False, True])
def test_on_another_computer_what_was_denied_before_stays(
    vendor: Vendor, records: Records, tmp_path: Path, disabled_there: bool
) -> None:
    attach(vendor)
    vendor.shut(DISABLE, records)
    other = Records(tmp_path / "other", practice=True)
    if disabled_there:
        vendor.shut(DISABLE, other)
    journal = journal_of(other, vendor.root.identity.account, vendor.user_id)
    said = [str(note) for note in not_restored(journal, vendor.state())]
    assert any("That stays" in note for note in said)
    for _ in range(2):
        outcome = undo(vendor, other)
        assert (outcome.complete, outcome.shut_out) == (True, True)
        state = vendor.state()
        assert DENY_ALL_ARN in state.attached
        assert DENY_POLICY_NAME not in state.inline
        assert any("stays" in str(note) for note in outcome.notes)


def test_what_was_denied_before_is_known_after_the_watch_put_it_back(
    vendor: Vendor, records: Records, tmp_path: Path
) -> None:
    def lift(report: object) -> None:
        if isinstance(report, Holding) and not lifted:
            lifted.append(report)
            vendor.call("delete_user_policy", name=vendor.name, PolicyName=DENY_POLICY_NAME)

    lifted: list[object] = []
    attach(vendor)
    assert vendor.shut(DISABLE, records, Token(lift)).resisted
    assert undo(vendor, Records(tmp_path / "other", practice=True)).shut_out


def test_on_another_computer_what_aws_does_not_show_is_not_lifted(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    vendor.shut(DISABLE, records)
    practice.state.fail("iam:GetUserPolicy", "AccessDenied", 403, times=99)
    state = vendor.state()
    assert f"detach-{DENY_ALL_ARN}" not in {step.id for step in undo_plan(state, None)}
    assert any("didn't show whether" in str(note) for note in not_restored(None, state))


def test_on_another_computer_it_is_said_before_what_may_not_have_been_aikagis(
    vendor: Vendor, records: Records, tmp_path: Path
) -> None:
    vendor.shut(DISABLE, records)
    assert any("is detached as well" in str(note) for note in not_restored(None, vendor.state()))
    other = Records(tmp_path / "other", practice=True)
    assert not undo(vendor, other).shut_out
    attach(vendor)  # somebody else does
    assert any("without Aikagi's own" in str(note) for note in not_restored(None, vendor.state()))
    assert undo(vendor, other).shut_out


def test_a_disable_that_another_computer_began_is_known_for_that(
    vendor: Vendor, records: Records, tmp_path: Path
) -> None:
    limit(vendor)
    vendor.shut(DISABLE, records)
    other = Records(tmp_path / "other", practice=True)
    vendor.shut(DISABLE, other)
    outcome = undo(vendor, other)
    assert outcome.complete
    assert not outcome.shut_out
    assert any("doesn't know what the user had" in str(note) for note in outcome.notes)
    assert vendor.state().boundary == READ_ONLY


def test_a_file_that_is_opened_later_does_not_make_it_forget(
    vendor: Vendor, records: Records
) -> None:
    before = vendor.state()
    vendor.shut(DISABLE, records)
    on_record(vendor, records)
    vendor.shut(DISABLE, records)
    outcome = undo(vendor, records)
    assert outcome.complete
    assert not outcome.notes
    assert vendor.state() == before


def test_a_block_that_may_have_been_there_before_is_not_lifted(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    attach(vendor)
    practice.state.fail("iam:ListAttachedUserPolicies", "AccessDenied", 403, times=1)
    vendor.shut(DISABLE, records)
    journal = journal_of(records, vendor.root.identity.account, vendor.user_id)
    assert any("didn't show whether" in str(n) for n in not_restored(journal, vendor.state()))
    outcome = undo(vendor, records)
    assert outcome.complete
    assert outcome.shut_out
    assert denied(vendor.state())
    assert any("didn't show whether" in str(note) for note in outcome.notes)


@pytest.mark.parametrize("disabled_there", [False, True])
def test_a_limit_that_another_computer_knows_is_not_lost(
    vendor: Vendor, records: Records, tmp_path: Path, disabled_there: bool
) -> None:
    limit(vendor)
    vendor.stuff()
    # The inline block is put on in the end, when there is room: what is known here is its content.
    vendor.shut(DISABLE, records)
    vendor.call("delete_user_policy", name=vendor.name, PolicyName="stuffing")
    put(vendor, DENY_POLICY)
    other = Records(tmp_path / "other", practice=True)
    if disabled_there:
        vendor.shut(DISABLE, other)
    journal = journal_of(other, vendor.root.identity.account, vendor.user_id)
    said = [str(note) for note in not_restored(journal, vendor.state())]
    assert any("doesn't know which limit" in note for note in said)
    outcome = undo(vendor, other)
    assert outcome.complete
    assert outcome.shut_out
    assert vendor.state().boundary == DENY_ALL_ARN
    assert any("doesn't know which limit" in str(note) for note in outcome.notes)

"""Undoing a disable brings back exactly what was so, but for the password."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import handover, revoke
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.facts import Facts
from app.grant import Wish
from app.grant_rights import READ_ONLY
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, journal_of
from app.revoke_state import denied
from app.revoke_undo import carry_out_undo, not_restored, undo_plan
from app.session import RootSession
from app.settings import Settings
from app.standing import REISSUE, standing
from app.troubles import USER_GONE, Trouble
from app.work import Token
from tests.app.undoing import attach, limit, on_record, put, undo
from tests.app.undoing import vendor as vendor  # noqa: PLC0414  (a fixture)
from tests.app.vendoruser import HARMLESS, Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")


@pytest.mark.parametrize("limited", [False, True], ids=["", "limited"])
@pytest.mark.parametrize(
    ("own", "blocked"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_all_is_as_it_was(
    vendor: Vendor, records: Records, own: bool, blocked: bool, limited: bool
) -> None:
    if own:
        put(vendor, HARMLESS)
    if blocked:
        attach(vendor)
    if limited:
        limit(vendor)
    state, listings = vendor.state(), vendor.listings()
    assert vendor.shut(DISABLE, records).complete
    assert vendor.state() != state
    outcome = undo(vendor, records)
    assert outcome.complete, outcome.left
    assert vendor.state() == state
    assert vendor.listings() == listings
    assert outcome.shut_out == blocked
    # What stays denied can be undone once more: what was there before isn't forgotten till then.
    journal = journal_of(records, vendor.root.identity.account, vendor.user_id)
    assert bool(journal and journal.deny_attached) == blocked


def test_one_that_was_stuffed(vendor: Vendor, records: Records) -> None:
    limit(vendor)
    vendor.stuff()
    state = vendor.state()
    vendor.shut(DISABLE, records)
    assert vendor.state().boundary == DENY_ALL_ARN
    assert undo(vendor, records).complete
    assert vendor.state() == state


def test_the_block_goes_last(vendor: Vendor, records: Records, practice: Practice) -> None:
    vendor.shut(DISABLE, records)
    steps: list[str] = []

    def hear(report: object) -> None:
        if isinstance(report, Progress) and report.done:
            steps.append(report.action.id)

    outcome = undo(vendor, records, Token(hear))
    assert steps[-2:] == [f"detach-{DENY_ALL_ARN}", f"drop-{DENY_POLICY_NAME}"]
    assert [call.operation for call in outcome.calls][-1] == "iam:DeleteUserPolicy"


def test_the_block_stays_while_something_is_not_back(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    vendor.shut(DISABLE, records)
    practice.state.fail("iam:UpdateSSHPublicKey", "AccessDenied", 403, times=99)
    outcome = undo(vendor, records)
    assert not outcome.complete
    assert outcome.shut_out
    assert outcome.troubles
    practice.state.clear()
    assert undo(vendor, records).complete
    assert not denied(vendor.state())


def test_a_second_run_does_not_forget_what_the_first_saw(vendor: Vendor, records: Records) -> None:
    state = vendor.state()
    for _ in range(3):
        vendor.shut(DISABLE, records)
    undo(vendor, records)
    assert vendor.state() == state


def test_each_disable_is_undone_for_itself(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    undo(vendor, records)
    for key in vendor.state().keys:
        vendor.call("update_access_key", name=vendor.name, AccessKeyId=key.id, Status="Inactive")
    state = vendor.state()
    vendor.shut(DISABLE, records)
    undo(vendor, records)
    assert vendor.state() == state


def test_doing_it_again_is_safe(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    undo(vendor, records)
    again = undo(vendor, records)
    assert again.complete
    assert not again.calls


def test_a_key_that_was_deleted_since_is_said(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    key = vendor.state().keys[0].id
    vendor.call("delete_access_key", name=vendor.name, AccessKeyId=key)
    outcome = undo(vendor, records)
    assert outcome.complete
    assert any("deleted since" in str(note) for note in outcome.notes)


def test_what_others_changed_meanwhile_stays(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    limit(vendor)
    vendor.call("remove_user_from_group", name=vendor.name, GroupName="builders")
    assert undo(vendor, records).complete
    state = vendor.state()
    assert state.boundary == READ_ONLY
    assert not state.groups


def test_a_user_that_is_gone_cannot_be_let_in(vendor: Vendor, records: Records) -> None:
    vendor.shut(DELETE, records)
    with pytest.raises(Trouble) as caught:
        undo(vendor, records)
    assert caught.value.kind is USER_GONE


def test_reissue_works_afterwards(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    (kept,) = records.handovers()
    with pytest.raises(Trouble):
        handover.reissue(root, kept, tmp_path, records, settings, Token())
    outcome = carry_out_undo(root, made.user_id, records, Token())
    assert any("Re-issue" in str(note) for note in outcome.notes)
    (kept,) = records.handovers()
    assert (kept.state, kept.revoked_at, kept.needs_reissue) == ("reissuing", "", True)
    again = handover.reissue(root, kept, tmp_path, records, settings, Token())
    assert again.issue == made.issue + 1
    (kept,) = records.handovers()
    assert (kept.state, kept.needs_reissue) == ("made", False)
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    assert [h.state for h in records.handovers()] == ["disabled"]


def test_without_a_password_the_vendor_is_not_said_to_be_able_to_work(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    records.save(replace(made, last_used="2099-01-01T00:00:00+00:00"))
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    carry_out_undo(root, made.user_id, records, Token())
    (kept,) = records.handovers()
    for state in ("reissuing", "made"):  # the second after a re-issue that came to nothing
        stands = standing(replace(kept, state=state), Facts(), datetime.now(UTC))
        assert stands.next == REISSUE
        assert "its password was deleted" in str(stands.sentence)
    root.clients.call(
        "iam", "create_login_profile", UserName=made.user_name, Password="Correct-horse-battery-1"
    )
    seen = handover.check(root, kept, records, Token())
    assert (seen.state, seen.needs_reissue) == ("made", False)
    assert standing(seen, Facts(), datetime.now(UTC)).mark == "good"


def test_the_plan_says_what_it_does(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    journal = journal_of(records, vendor.root.identity.account, vendor.user_id)
    assert journal is not None
    assert list(not_restored(journal, vendor.state())) == []
    had = replace(journal, had_password=True)
    assert len(list(not_restored(had, vendor.state()))) == 1
    plan = undo_plan(vendor.state(), journal)
    operations = [action.operation for action in plan]
    assert operations.count("update_access_key") == 1, "the other was off before"
    assert not [secret for action in plan for secret in action.secrets]


def test_what_the_deny_replaced_is_told_by_its_content(vendor: Vendor, records: Records) -> None:
    put(vendor, DENY_POLICY)  # another computer's, or an older Aikagi's
    vendor.shut(DISABLE, records)
    outcome = undo(vendor, records)
    assert outcome.complete
    assert not outcome.shut_out
    assert DENY_POLICY_NAME not in vendor.state().inline


def test_what_was_denied_before_stays_however_often_it_is_undone(
    vendor: Vendor, records: Records
) -> None:
    on_record(vendor, records)
    attach(vendor)
    vendor.shut(DISABLE, records)
    (shut,) = records.handovers()
    for _ in range(3):
        outcome = undo(vendor, records)
        assert outcome.complete
        assert outcome.shut_out
        assert any("That stays" in str(note) for note in outcome.notes)
        assert denied(vendor.state())
        assert DENY_POLICY_NAME not in vendor.state().inline
        (kept,) = records.handovers()
        assert kept.state == "disabled"
        assert kept.revoked_at[:16] == shut.revoked_at[:16]


def test_what_was_decided_after_the_block_was_lifted_by_hand_counts(
    vendor: Vendor, records: Records
) -> None:
    vendor.shut(DISABLE, records)
    vendor.call("delete_user_policy", name=vendor.name, PolicyName=DENY_POLICY_NAME)
    vendor.call("detach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)
    before = vendor.state()
    assert not any(key.active for key in before.keys)
    vendor.shut(DISABLE, records)
    assert undo(vendor, records).complete
    assert vendor.state() == before

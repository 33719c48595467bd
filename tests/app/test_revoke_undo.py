"""Undoing a disable brings back exactly what was so, but for the password."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import handover, revoke
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.facts import Facts
from app.grant import Wish
from app.grant_rights import READ_ONLY
from app.handoverfile import Handover, new_id
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, Holding, Outcome, journal_of
from app.revoke_outcome import NOT_WRITTEN
from app.revoke_state import denied
from app.revoke_undo import carry_out_undo, not_restored, undo_plan
from app.session import RootSession
from app.settings import Settings
from app.standing import REISSUE, standing
from app.troubles import DISK_FULL, SAFE_TO_REPEAT, SESSION_EXPIRED, USER_GONE, Trouble
from app.work import Token
from tests.app.vendoruser import HARMLESS, Vendor


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    found = Vendor(root).furnish().certify()
    found.call("delete_login_profile", name=found.name)
    return found


def undo(vendor: Vendor, records: Records, token: Token | None = None) -> Outcome:
    return carry_out_undo(vendor.root, vendor.user_id, records, token or Token(), hint=vendor.name)


def put(vendor: Vendor, document: str) -> None:
    vendor.call(
        "put_user_policy",
        name=vendor.name,
        PolicyName=DENY_POLICY_NAME,
        PolicyDocument=document,
    )


def attach(vendor: Vendor) -> None:
    vendor.call("attach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)


def limit(vendor: Vendor) -> None:
    vendor.call("put_user_permissions_boundary", name=vendor.name, PermissionsBoundary=READ_ONLY)


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


def test_an_ended_session_can_be_carried_on(
    vendor: Vendor, records: Records, practice: Practice, settings: Settings
) -> None:
    from tests.app.conftest import sign_in

    vendor.shut(DISABLE, records)

    def end(report: object) -> None:
        if isinstance(report, Progress) and report.done:
            practice.state.sign_out_everyone()

    with pytest.raises(Trouble) as caught:
        undo(vendor, records, Token(end))
    assert caught.value.kind is SESSION_EXPIRED
    assert caught.value.changed is SAFE_TO_REPEAT
    vendor.root = sign_in(settings)
    assert undo(vendor, records).complete


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


def test_a_cancel_leaves_the_record_true(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    token = Token(lambda report: token.cancel())
    outcome = carry_out_undo(root, made.user_id, records, token)
    assert outcome.cancelled
    assert outcome.shut_out
    (kept,) = records.handovers()
    assert kept.state == "revoking"
    assert kept.revoked_at


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


def test_the_journal_holds_no_secret(vendor: Vendor, records: Records) -> None:
    reply: Any = vendor.call("create_user", name="second")
    assert reply
    made = vendor.call("create_access_key", name="second")["AccessKey"]
    second = Vendor.__new__(Vendor)
    second.root, second.name = vendor.root, "second"
    second.user_id = reply["User"]["UserId"]
    second.shut(DISABLE, records)
    (path,) = (records.home / "revocations").iterdir()
    text = path.read_text()
    assert made["AccessKeyId"] in text
    assert made["SecretAccessKey"] not in text
    assert json.loads(text)["keys"] == [{"id": made["AccessKeyId"], "active": True}]
    assert path.stat().st_mode & 0o077 == 0


def on_record(vendor: Vendor, records: Records, **known: Any) -> Handover:
    """A record of the vendor, as from the hand-over file of another computer."""
    account = vendor.root.identity.account
    known = {"state": "made", "user_name": vendor.name, **known}
    record = Handover(id=new_id(), account=account, user_id=vendor.user_id, **known)
    records.save(record)
    return record


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


def test_where_it_is_cut_short_before_the_block_is_touched_the_record_says_shut_out(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    on_record(vendor, records)
    vendor.shut(DISABLE, records)
    (shut,) = records.handovers()
    practice.state.fail("iam:UpdateAccessKey", "ExpiredToken", 403)
    with pytest.raises(Trouble):
        undo(vendor, records)
    assert denied(vendor.state())
    (kept,) = records.handovers()
    assert (kept.state, kept.revoked_at) == ("revoking", shut.revoked_at)
    assert "Shut out" in str(standing(kept, Facts(), datetime.now(UTC)).sentence)


def test_where_it_is_cut_short_at_the_block_the_record_does_not_say_shut_out(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    on_record(vendor, records)
    vendor.shut(DISABLE, records)
    practice.state.fail("iam:DetachUserPolicy", "ExpiredToken", 403)
    with pytest.raises(Trouble):
        undo(vendor, records)
    assert [(h.state, h.revoked_at) for h in records.handovers()] == [("revoking", "")]


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


def test_a_full_disk_does_not_hide_what_was_done(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Trouble(DISK_FULL)

    on_record(vendor, records)
    for broken in ("save", "drop_journal"):
        vendor.shut(DISABLE, records)
        with monkeypatch.context() as patch:
            patch.setattr(records, broken, full)
            outcome = undo(vendor, records)
        assert outcome.complete
        assert not outcome.shut_out
        assert NOT_WRITTEN in outcome.notes

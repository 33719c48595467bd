"""What is on record and said stays true where a revocation is cut short, repeated or undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app import handover, revoke, revoke_hold, users
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME, SESSIONS_POLICY_NAME, sessions_ended
from app.facts import Facts
from app.grant import Wish
from app.grant_rights import READ_ONLY
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, REDUCE, Open, Outcome
from app.revoke_state import denied
from app.revoke_undo import carry_out_undo
from app.session import RootSession
from app.settings import Settings
from app.standing import REISSUE, standing
from app.troubles import CONFLICT, Trouble
from app.work import Token
from tests.app.test_revoke_hold import Accomplice
from tests.app.undoing import on_record, undo
from tests.app.vendoruser import Vendor

ANYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, _short_hold: None) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(revoke_hold, "HOLD_SECONDS", 0.6)
    monkeypatch.setattr(revoke_hold, "HOLD_PAUSE", 0.1)
    monkeypatch.setattr(revoke_hold, "HOLD_BOUND", 2.0)
    monkeypatch.setattr(revoke_hold, "LATE_SECONDS", 0.3)


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


def lift(vendor: Vendor) -> None:
    """As somebody else would, by hand or by a script."""
    vendor.call("delete_user_policy", name=vendor.name, PolicyName=DENY_POLICY_NAME)
    vendor.call("detach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)


def told(records: Records) -> str:
    (kept,) = records.handovers()
    return str(standing(kept, Facts(), datetime.now(UTC)).sentence)


def reduce(vendor: Vendor, records: Records) -> Outcome:
    return revoke.carry_out(
        vendor.root, vendor.user_id, REDUCE, records, Token(), hint=vendor.name, rights=(READ_ONLY,)
    )


# --- the watch ---------------------------------------------------------------------------------
def test_a_watch_that_ends_while_the_block_is_gone_leaves_no_record_of_a_block(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    def hear(report: object) -> None:
        if isinstance(report, revoke.Holding) and not script.removed:
            script.both()
        elif isinstance(report, Open):
            practice.state.sign_out_everyone()

    on_record(vendor, records)
    script = Accomplice(practice, vendor.name)
    with pytest.raises(Trouble):
        vendor.shut(DISABLE, records, Token(hear))
    assert "may still get in" in told(records)


# --- doing it again ------------------------------------------------------------------------------
def test_what_was_cut_short_and_then_lifted_is_still_undone_exactly(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    on_record(vendor, records)
    before = vendor.state()
    practice.state.fail("iam:DeleteLoginProfile", "ExpiredToken", 403)
    with pytest.raises(Trouble):
        vendor.shut(DISABLE, records)
    lift(vendor)
    assert vendor.shut(DISABLE, records).complete
    assert undo(vendor, records).complete
    assert vendor.state().keys == before.keys


def test_a_password_that_the_first_time_took_is_not_forgotten(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    records.save(replace(made, last_used="2099-01-01T00:00:00+00:00"))
    for _ in range(2):
        revoke.carry_out(root, made.user_id, DISABLE, records, Token())
        outcome = carry_out_undo(root, made.user_id, records, Token())
        assert outcome.complete
        assert any("password can't be brought back" in str(note) for note in outcome.notes)
        (kept,) = records.handovers()
        assert standing(kept, Facts(), datetime.now(UTC)).next == REISSUE


# --- undoing a deletion that was cut short ----------------------------------------------------
def test_rights_that_a_deletion_had_taken_are_not_said_to_be_as_before(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    on_record(vendor, records)
    practice.state.fail("iam:DeleteUser", "AccessDenied", 403, times=99)
    assert not vendor.shut(DELETE, records).complete
    practice.state.clear()
    assert denied(vendor.state())
    outcome = undo(vendor, records)
    said = " ".join(str(note) for note in outcome.notes)
    assert "AdministratorAccess" in said
    assert "own" in said
    assert "builders" in said
    assert "MFA" in said


# --- reducing ----------------------------------------------------------------------------------
def test_rights_under_the_name_of_the_block_are_not_left(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import revoke_parts

    named = {"PolicyName": DENY_POLICY_NAME, "PolicyDocument": ANYTHING}
    vendor.call("put_user_policy", name=vendor.name, **named)
    message, _read = revoke_parts.PARTS["deny_intact"]

    def throttled(*_: Any) -> bool:
        from app.troubles import THROTTLED

        raise Trouble(THROTTLED)

    monkeypatch.setitem(revoke_parts.PARTS, "deny_intact", (message, throttled))
    outcome = reduce(vendor, records)
    assert DENY_POLICY_NAME not in vendor.state().inline or not outcome.complete


def test_sessions_that_were_ended_long_ago_are_not_said_to_be_ended_now(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    long_ago = sessions_ended(datetime(2026, 1, 1, tzinfo=UTC))
    named = {"PolicyName": SESSIONS_POLICY_NAME, "PolicyDocument": long_ago}
    vendor.call("put_user_policy", name=vendor.name, **named)
    practice.state.fail("iam:PutUserPolicy", "AccessDenied", 403, times=99)
    outcome = reduce(vendor, records)
    assert not outcome.complete
    assert not any("have been ended" in str(one) for one in outcome.seen)


# --- a vendor that renames itself ----------------------------------------------------------------
@pytest.mark.parametrize("times", [1, 3, 99])
def test_who_is_renamed_again_and_again_is_not_called_gone(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    listing = users.list_users
    renamed: list[str] = []

    def rename(*args: Any) -> Any:
        found = listing(*args)
        if len(renamed) < times:
            renamed.append(vendor.name)
            name = f"name-{len(renamed)}"
            vendor.call("update_user", name=vendor.name, NewUserName=name)
            vendor.name = name
        return found

    monkeypatch.setattr(users, "list_users", rename)
    on_record(vendor, records)
    vendor.name, hint = "name-0", vendor.name
    vendor.call("update_user", name=hint, NewUserName=vendor.name)
    shut = partial(revoke.carry_out, vendor.root, vendor.user_id, DISABLE, records, Token(), hint)
    if times < 99:
        assert shut().shut_out
        assert denied(vendor.state())
    else:
        with pytest.raises(Trouble) as caught:
            shut()
        assert caught.value.kind is CONFLICT
    assert records.handovers()[0].state != "deleted"


def test_who_slips_from_one_page_of_the_list_to_another_is_not_called_gone(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = users.list_users
    looks: list[Any] = []

    def paged(*args: Any) -> Any:
        looks.append(args)
        return [u for u in listing(*args) if len(looks) > 1 or u.user_id != vendor.user_id]

    monkeypatch.setattr(users, "list_users", paged)
    hint = vendor.name
    vendor.name = "other"
    vendor.call("update_user", name=hint, NewUserName="other")
    outcome = revoke.carry_out(vendor.root, vendor.user_id, DISABLE, records, Token(), hint)
    assert outcome.shut_out
    assert outcome.exists


@pytest.mark.parametrize("decoy", [False, True])
def test_who_is_renamed_in_the_middle_of_a_look_is_looked_at_again(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch, decoy: bool
) -> None:
    from app import revoke_parts

    message, read = revoke_parts.PARTS["keys"]

    def rename(clients: Any, name: str) -> Any:
        if vendor.name != "other" and any(key.active for key in read(clients, name)):
            vendor.name = "other"
            vendor.call("update_user", name=name, NewUserName="other")
            if decoy:
                vendor.call("create_user", name=name)
        return read(clients, name)

    monkeypatch.setitem(revoke_parts.PARTS, "keys", (message, rename))
    on_record(vendor, records)
    outcome = vendor.shut(DISABLE, records)
    assert outcome.exists
    assert outcome.complete
    assert not any(key.active for key in vendor.state().keys)
    assert records.handovers()[0].state == "disabled"

"""Undoing that is stopped, refused or cut short: the record and the journal stay true."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app import handover, revoke
from app.facts import Facts
from app.grant import Wish
from app.plan import Progress
from app.practice import Practice
from app.records import Records
from app.revoke import DISABLE
from app.revoke_outcome import NOT_WRITTEN
from app.revoke_state import denied
from app.revoke_undo import carry_out_undo
from app.session import RootSession
from app.settings import Settings
from app.standing import standing
from app.troubles import DISK_FULL, SAFE_TO_REPEAT, SESSION_EXPIRED, Trouble
from app.work import Token
from tests.app.undoing import on_record, undo
from tests.app.undoing import vendor as vendor  # noqa: PLC0414  (a fixture)
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_an_ended_session_can_be_carried_on(
    vendor: Vendor, records: Records, practice: Practice, settings: Settings
) -> None:
    from tests.support.signingin import sign_in

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

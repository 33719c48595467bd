"""What was so before is on the disk before it's changed, and survives what may happen to it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.handoverfile import Damaged
from app.practice import Practice
from app.records import Records
from app.revoke import DISABLE
from app.revoke_journal import Journal, Notebook, from_json, to_json
from app.revoke_look import is_denied
from app.revoke_state import Credential
from app.revoke_undo import carry_out_undo
from app.session import RootSession
from app.troubles import DISK_FULL, Trouble
from app.work import Token
from tests.app.powercut import PowerCut, power_cut
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")

ACCOUNT = "111122223333"
TEXTS = st.lists(st.text(max_size=20), max_size=3).map(tuple)
CREDENTIALS = st.lists(st.builds(Credential, st.text(max_size=20), st.booleans()), max_size=3)
JOURNALS = st.builds(
    Journal,
    account=st.just(ACCOUNT),
    user_id=st.just("AIDA1"),
    user_name=st.text(max_size=20),
    begun=st.just("2026-11-27T00:00:00+00:00"),
    keys=CREDENTIALS.map(tuple),
    whole=st.booleans(),
    deny_document=st.text(max_size=20),
    groups=TEXTS,
    mfa=TEXTS,
    unread=TEXTS,
)


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


@given(JOURNALS)
def test_it_is_read_back_as_it_was_written(journal: Journal) -> None:
    assert from_json(json.loads(json.dumps(to_json(journal)))) == journal


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "other"},
        {"keys": [{"id": "x"}]},
        {"keys": "x"},
        {"mfa": [1]},
        {"whole": 1},
        {"user_name": None},
        {"begun": "yesterday"},
    ],
)
def test_what_is_damaged_is_refused(wrong: dict[str, object]) -> None:
    good = to_json(Journal(ACCOUNT, "AIDA1", "vendor", "2026-11-27T00:00:00+00:00"))
    with pytest.raises(Damaged):
        from_json({**json.loads(json.dumps(good)), **wrong})


def test_one_that_lacks_something_is_refused() -> None:
    with pytest.raises(Damaged):
        from_json({"format": "aikagi-before-revoking"})


def test_a_damaged_one_keeps_nobody_from_being_shut_out(vendor: Vendor, records: Records) -> None:
    folder = records.home / "revocations"
    folder.mkdir(parents=True)
    path = folder / f"{vendor.root.identity.account}-{vendor.user_id}.json"
    path.write_text("{")
    assert vendor.shut(DISABLE, records).complete
    assert json.loads(path.read_text())["whole"]


@pytest.mark.parametrize("user_id", ["../../x", "a/b", "", "x" * 200])
def test_an_id_that_is_none_names_no_file(tmp_path: Path, user_id: str) -> None:
    records = Records(tmp_path, practice=True)
    notes = Notebook(records, ACCOUNT, user_id)
    assert notes.journal is None
    notes.keep(Journal(ACCOUNT, user_id, "x", "2026-11-27T00:00:00+00:00"))
    assert notes.lost
    assert not list(tmp_path.rglob("*.json"))


def test_a_full_disk_keeps_nobody_in_and_is_said(
    vendor: Vendor, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Trouble(DISK_FULL)

    monkeypatch.setattr(records, "keep_journal", full)
    outcome = vendor.shut(DISABLE, records)
    assert outcome.complete
    assert is_denied(vendor.root.clients, vendor.name, vendor.user_id)
    assert any("couldn't be noted" in str(note) for note in outcome.notes)


def test_it_is_on_the_disk_before_what_it_is_about_changes(
    vendor: Vendor, records: Records
) -> None:
    account, seen = vendor.root.identity.account, []
    vendor.call("attach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)
    for number in range(1, 20):
        writes: list[str] = []
        try:
            with power_cut(number, after=False) as writes:
                vendor.shut(DISABLE, records)
        except PowerCut:
            found = Notebook(records, account, vendor.user_id).journal
            assert found is not None
            seen.append((writes[-1], found.deny_attached, found.whole))
            assert not found.whole or [key.active for key in found.keys] == [True, False]
        else:
            break
    assert seen[0] == ("put_user_policy", True, False)
    assert all(whole for write, _, whole in seen if write.startswith(("update", "delete")))
    assert {write for write, _, whole in seen if whole} >= {"update_access_key"}


def test_what_aws_did_not_show_is_noted_as_such(
    vendor: Vendor, records: Records, practice: Practice
) -> None:
    practice.state.fail("iam:ListAccessKeys", "AccessDenied", 403, times=99)
    vendor.shut(DISABLE, records)
    practice.state.clear()
    journal = Notebook(records, vendor.root.identity.account, vendor.user_id).journal
    assert journal is not None
    assert journal.unread == ("keys",)
    outcome = carry_out_undo(vendor.root, vendor.user_id, records, Token(), hint=vendor.name)
    assert any("didn't show everything" in str(note) for note in outcome.notes)


def test_the_vendors_own_things_are_told_from_ours(vendor: Vendor, records: Records) -> None:
    vendor.shut(DISABLE, records)
    journal = Notebook(records, vendor.root.identity.account, vendor.user_id).journal
    assert journal is not None
    assert DENY_ALL_ARN not in journal.attached
    assert DENY_POLICY_NAME not in journal.inline
    assert journal.had_password
    assert journal.groups == ("builders",)
    assert journal.cut_off >= journal.begun
    assert replace(journal, cut_off="").cut_off_at() is None

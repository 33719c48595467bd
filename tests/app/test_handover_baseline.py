"""The picture of who is in the account is taken while it is worth something, and fits the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app import handover, handover_baseline
from app.grant import ADMINISTRATOR, Wish
from app.handoverfile import from_json, to_json
from app.practice import Practice
from app.records import Handover, Records, read_handover_file, write_handover_file
from app.review.baseline import from_json as baseline_from
from app.session import RootSession
from app.settings import Settings
from app.work import Token


@pytest.fixture
def made(root: RootSession, records: Records, settings: Settings, tmp_path: Path) -> Handover:
    root.clients.call("iam", "create_user", UserName="our-own")
    wish = Wish(user_name="vendor-admin", policy_arn=ADMINISTRATOR, require_mfa=False)
    return handover.create(root, wish, tmp_path, records, settings, Token())


@pytest.mark.keyring
def test_kept_in_the_record_and_in_the_file(
    root: RootSession, records: Records, made: Handover, tmp_path: Path
) -> None:
    assert handover_baseline.wanted(made, root.identity.account)
    found = handover_baseline.take_baseline(root, made, Token())
    handover_baseline.keep_baseline(made.id, records, found)
    (kept,) = records.handovers()
    assert kept == made  # nothing else has changed
    baseline = baseline_from(kept.baseline)
    assert baseline is not None
    assert baseline.has("user", made.user_id)
    assert len(baseline.tables["user"]) == 2
    assert not handover_baseline.wanted(kept, root.identity.account)
    write_handover_file(tmp_path / "file.json", kept)
    assert read_handover_file(tmp_path / "file.json").baseline == kept.baseline


@pytest.mark.keyring
def test_worth_nothing_once_the_vendor_was_in(
    root: RootSession, made: Handover, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from app import users

    seen = users.find_by_id(root.clients, made.user_id, Token())
    assert seen is not None
    used = replace(seen, last_used=datetime.now(UTC))
    monkeypatch.setattr("app.users.find_by_id", lambda *_a, **_k: used)
    assert handover_baseline.take_baseline(root, made, Token()) == {}
    assert not handover_baseline.wanted(replace(made, last_used="x"), root.identity.account)
    assert not handover_baseline.wanted(made, "999988887777")


@pytest.mark.keyring
def test_too_large_an_account_leaves_a_table_out(
    root: RootSession, made: Handover, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_baseline, "LARGEST", 200)
    found = handover_baseline.take_baseline(root, made, Token())
    baseline = baseline_from(found)
    assert baseline is not None
    assert not baseline.knows("user")


def test_an_older_file_has_none_and_a_damaged_one_is_refused() -> None:
    from app.handoverfile import Damaged

    old = to_json(Handover())
    old.pop("baseline")
    assert from_json(old).baseline == {}
    with pytest.raises(Damaged, match="baseline"):
        from_json({**old, "baseline": []})

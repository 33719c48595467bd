"""What the record says of a revocation: what was seen, and that it was begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from app import handover, revoke
from app.clients import Clients
from app.grant import Wish
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, DISABLE, CutOff
from app.revoke_look import is_denied
from app.revoke_outcome import NOT_WRITTEN
from app.session import RootSession
from app.settings import Settings
from app.standing import REVOKE, SESSIONS_LIVE, delete_after
from app.troubles import DISK_FULL, Trouble
from app.work import Token
from tests.app.shuttingout import CHILD, let_in, on_record

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_the_record_says_what_was_seen(
    root: RootSession, records: Records, settings: Settings, tmp_path: Path
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    revoke.carry_out(root, made.user_id, DISABLE, records, Token(), hint=made.user_name)
    assert [h.state for h in records.handovers()] == ["disabled"]
    revoke.carry_out(root, made.user_id, DELETE, records, Token(), hint=made.user_name)
    assert [h.state for h in records.handovers()] == ["deleted"]
    assert records.handovers()[0].revoked_at


def test_the_report_and_the_home_window_say_one_time(
    root: RootSession,
    records: Records,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = handover.create(root, Wish(), tmp_path, records, settings, Token())
    now, passed = root.clients.now(), count()
    monkeypatch.setattr(Clients, "now", lambda _self: now + timedelta(seconds=next(passed)))
    outcome = revoke.carry_out(root, made.user_id, DISABLE, records, Token(), hint=made.user_name)
    (kept,) = records.handovers()
    assert kept.revoked_at
    assert outcome.sessions_over == delete_after(kept)
    assert outcome.sessions_over < outcome.ended + SESSIONS_LIVE  # else the test says nothing


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

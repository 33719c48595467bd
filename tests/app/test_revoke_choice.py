"""What becomes of a passphrase that waits to be sent, once its user was dealt with."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import handover, revoke, revoke_choice
from app.grant import Wish
from app.grant_rights import READ_ONLY
from app.handoverfile import Handover
from app.records import Records
from app.revoke import DISABLE, REDUCE, Outcome
from app.session import RootSession
from app.settings import Settings
from app.troubles import DISK_FULL, Trouble
from app.work import Token


@pytest.fixture
def made(root: RootSession, records: Records, settings: Settings, tmp_path: Path) -> Handover:
    return handover.create(root, Wish(), tmp_path, records, settings, Token())


def forget(outcome: Outcome, root: RootSession, records: Records, settings: Settings) -> None:
    revoke_choice.forget_passphrases(outcome, root.identity.account, records, settings)


def test_who_keeps_some_rights_can_still_be_sent_its_passphrase(
    made: Handover, root: RootSession, records: Records, settings: Settings
) -> None:
    outcome = revoke.carry_out(root, made.user_id, REDUCE, records, Token(), rights=(READ_ONLY,))
    assert outcome.complete
    forget(outcome, root, records, settings)
    assert handover.passphrase(settings, made)


def test_who_is_shut_out_needs_none(
    made: Handover,
    root: RootSession,
    records: Records,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise Trouble(DISK_FULL)

    outcome = revoke.carry_out(root, made.user_id, DISABLE, records, Token())
    with monkeypatch.context() as patch:
        patch.setattr(records, "handovers", full)
        forget(outcome, root, records, settings)
    assert handover.passphrase(settings, made)
    forget(outcome, root, records, settings)
    with pytest.raises(Trouble):
        handover.passphrase(settings, made)

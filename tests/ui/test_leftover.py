"""What an earlier run left in the keyring: removed, or said to be there still."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject

from app.settings import Settings
from app.troubles import (
    KEPT_OF_BEFORE,
    KEYRING_KEPT,
    KEYRING_LOCKED,
    KEYRING_MISSING,
    Kind,
    Trouble,
)
from app.work import Token
from ui.leftover import Leftover


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "records"


def made(home: Path) -> tuple[Leftover, list[Trouble]]:
    told: list[Trouble] = []
    parent = QObject()
    leftover = Leftover(home, parent)
    leftover.setParent(None)  # which would take it along at the end of this function
    leftover.kept.connect(told.append)
    return leftover, told


def asked(monkeypatch: pytest.MonkeyPatch, refuses: Kind | None = None) -> list[object]:
    """What the keyring was asked to remove."""
    found: list[object] = []

    def forget(settings: object) -> None:
        found.append(settings)
        if refuses is not None:
            raise Trouble(refuses)

    monkeypatch.setattr("app.session.forget_leftover", forget)
    return found


def test_where_no_run_was_the_keyring_is_left_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(monkeypatch)
    leftover, told = made(home)
    leftover.forget(Settings(home))
    assert (found, told) == ([], [])


def test_what_a_run_left_is_removed_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(monkeypatch)
    leftover, told = made(home)
    leftover.expect()
    for _ in range(2):
        leftover.forget(Settings(home))
    assert (found, told) == ([Settings(home)], [])


@pytest.mark.parametrize("kind", [KEYRING_LOCKED, KEYRING_MISSING])
def test_what_stays_is_said_and_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    found = asked(monkeypatch, kind)
    leftover, told = made(home)
    leftover.expect()
    for _ in range(2):
        leftover.forget(Settings(home))
    assert found == [Settings(home)] * 2
    if kind is KEYRING_MISSING:
        assert told == [], "a keyring that isn't there holds nothing"
    else:
        assert [(one.kind, one.changed) for one in told] == [(KEYRING_KEPT, KEPT_OF_BEFORE)] * 2


@pytest.mark.parametrize("confirmed", [True, False])
def test_signed_out_nothing_is_left_whatever_aws_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, confirmed: bool
) -> None:
    found = asked(monkeypatch)
    leftover, told = made(home)
    leftover.expect()
    session = SimpleNamespace(sign_out=lambda _token: confirmed)
    assert leftover.end(cast("Any", session), Token()) == confirmed
    leftover.forget(Settings(home))
    assert (found, told) == ([], [])


def test_an_entry_that_stays_is_told_and_removed_by_the_next_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_out(_token: object) -> bool:
        raise Trouble(KEYRING_KEPT)

    found = asked(monkeypatch)
    leftover, told = made(home)
    leftover.expect()
    with pytest.raises(Trouble):
        leftover.end(cast("Any", SimpleNamespace(sign_out=sign_out)), Token())
    assert [one.kind for one in told] == [KEYRING_KEPT]
    leftover.forget(Settings(home))
    assert found == [Settings(home)]

"""A walk on the practice AWS, with somebody who answers by a script."""

from __future__ import annotations

import json
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from app.practice import Practice
from app.review import look as looking
from live import run
from tests.live.script import Hook, Script
from tests.practice.client import Login


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice AWS that answers at its sign-in page without a person."""
    with Practice(fast=True) as running:
        yield running


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The review has tests of its own; here few checks are enough to see it run."""
    whole = looking.review

    def few(view: Any, *, sweep: bool = False) -> Any:
        return whole(view, sweep=sweep, names=("other_users", "root_keys", "root_mfa", "password"))

    monkeypatch.setattr(looking, "review", few)


def follow(url: str) -> None:
    """Open the link as a browser does, beside."""
    threading.Thread(target=lambda: urllib.request.urlopen(url).read(), daemon=True).start()


@dataclass
class Walked:
    """One walk: who answered, how it ended, and the transcript as it was written."""

    script: Script
    code: int
    text: str

    @property
    def transcript(self) -> Any:
        return json.loads(self.text)

    def came(self) -> dict[str, str]:
        return {step["step"]: step["came"] for step in self.transcript["steps"]}

    def answers(self) -> dict[str, str]:
        return {point["id"]: point["answer"] for point in self.transcript["points"]}


Walking = Callable[..., Walked]


@pytest.fixture
def walking(
    practice: Practice, secret_service: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Walking:
    """Walks, and gives back what came of it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    def walk(hooks: dict[str, Hook] | None = None, **script: Any) -> Walked:
        who = Script(practice, **script)
        who.watch(monkeypatch, hooks)
        who.spy(monkeypatch)
        out = tmp_path / "transcript.json"
        code = run.run(who, practice.address, out, follow)
        return Walked(who, code, out.read_text(encoding="utf-8"))

    return walk


@pytest.fixture
def users(practice: Practice) -> Callable[[], list[str]]:
    """The names of the users that the account has now."""
    return lambda: [
        user["UserName"] for user in Login(practice.address).iam().list_users()["Users"]
    ]

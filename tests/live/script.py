"""Somebody who answers `make live` by a script, and is the vendor where one is asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyzipper

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from app.handoverfile import Handover
from app.practice import Practice
from app.records import Records
from app.secretstore import SecretStore
from live.wire import Call, Watch
from tests.practice.client import Browser, Page

ACCOUNT = "111122223333"
EMAIL = "boss@example.jp"
READS = re.compile(r"\w[\w-]*:(Get|List|Describe|Lookup|Generate|Batch|Search|Simulate)")
Hook = Callable[[], None]


@dataclass
class Script:
    """Agrees to everything but what is in `no`. `at` runs before a question is answered."""

    practice: Practice
    no: frozenset[str] = frozenset()
    typed: dict[str, str] = field(default_factory=dict)
    at: dict[str, Hook] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)  # the writes there had been by then
    after: dict[str, int] = field(default_factory=dict)  # and by the next question
    secrets: set[str] = field(default_factory=set)
    user_ids: set[str] = field(default_factory=set)
    asking: bool = False

    def say(self, text: str) -> None:
        self.said.append(text)

    def agrees(self, name: str, text: str) -> bool:
        self._ask(name)
        if name in self.no:
            self.refused[name] = self.writes()
        return name not in self.no

    def types(self, name: str, text: str) -> str:
        self._ask(name)
        return {"account": ACCOUNT, "email": EMAIL, **self.typed}.get(name, "")

    def picks(self, name: str, text: str, choices: Sequence[str]) -> str:
        self._ask(name)
        return choices[0]

    def waits(self, name: str, text: str) -> None:
        self._ask(name)
        if name == "vendor_in":
            self.sign_in_as_vendor()

    def _ask(self, name: str) -> None:
        for refused in self.refused:
            self.after.setdefault(refused, self.writes())
        self.asked.append(name)
        self.asking = True
        try:
            self.at.get(name, lambda: None)()
        finally:
            self.asking = False

    def writes(self) -> int:
        """How many calls that could change something there have been."""
        return sum(
            not READS.match(call.operation) and not call.operation.startswith("signin:")
            for call in self.calls
        )

    def text(self) -> str:
        """All that was said."""
        return "\n".join(self.said)

    def ids(self) -> set[str]:
        """The ids that AWS gave the user, by which a record knows it."""
        return set(self.user_ids)

    def sign_in_as_vendor(self) -> None:
        """With what is in the last zip; the new password that is asked for is given."""
        row = opened(self.text())
        self.secrets |= {row["Password"], row["User name"]}
        browser = Browser(self.practice.address)
        form = browser.get("/console").hidden("form")
        fields = {"account": ACCOUNT, "username": row["User name"], "password": row["Password"]}
        page = browser.post("/console", form=form, **fields)
        if 'data-outcome="must-change"' in page.text:
            page = _change(browser, page, row["Password"])
        assert 'data-outcome="signed-in"' in page.text, page.text

    def watch(self, monkeypatch: Any, hooks: dict[str, Hook] | None = None) -> None:
        """Be told each call, and act right after some of them."""
        keep = Watch._keep

        def told(watch: Watch, operation: str, *args: Any, **kwargs: Any) -> None:
            keep(watch, operation, *args, **kwargs)
            self.calls.append(watch._calls[-1])
            (hooks or {}).get(operation, lambda: None)()

        monkeypatch.setattr(Watch, "_keep", told)

    def spy(self, monkeypatch: Any) -> None:
        """Learn every secret that the keyring is given, and every id that is put on record."""
        put, save = SecretStore.put, Records.save

        def told(store: SecretStore, name: str, secret: str, *args: Any, **more: Any) -> None:
            self.secrets |= values(secret)
            put(store, name, secret, *args, **more)

        def kept(records: Records, handover: Handover) -> None:
            self.user_ids |= {handover.user_id, handover.id} - {""}
            save(records, handover)

        monkeypatch.setattr(SecretStore, "put", told)
        monkeypatch.setattr(Records, "save", kept)


def _change(browser: Browser, page: Page, old: str) -> Page:
    fields = {"old_password": old, "new_password": "Another-horse-battery-2"}
    return browser.post("/console/password", form=page.hidden("form"), **fields)


def opened(said: str) -> dict[str, str]:
    """The vendor's row in the zip that was named last, with the passphrase beside it."""
    path = re.findall(r"The zip: (.+)", said)[-1]
    passphrase = re.findall(r"Its passphrase: (.+)", said)[-1]
    with pyzipper.AESZipFile(path) as held:
        content = held.read("credentials.csv", pwd=passphrase.encode())
    return next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def values(secret: str) -> set[str]:
    """The secret, and where it is a session, each secret in it."""
    if not secret.startswith("{"):
        return {secret, secret.replace("-", "")}
    token = json.loads(secret)
    inner = {str(value) for value in token["accessToken"].values()}
    return {secret, token["refreshToken"], token["idToken"], token["dpopKey"], *inner}

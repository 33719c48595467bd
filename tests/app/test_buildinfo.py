"""What the build left in the program: read, or said to be damaged, never a crash."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from app import __version__, buildinfo
from app.buildinfo import DAMAGED, INSTALLED, SOURCE, BuildInfo, read
from app.updateplace import Place

SAID: dict[str, Any] = {
    "version": "1.2.3",
    "commit": "274ff98",
    "built": "2026-11-27",
    "signed": True,
    "system": "Debian 12, x86_64",
}
URL = "https://www.example.com/latest.json"


def written(folder: Path, content: object) -> BuildInfo:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / buildinfo.NAME).write_bytes(data)
    return read(folder)


def test_a_checkout_says_that_it_is_one(tmp_path: Path) -> None:
    assert read(tmp_path) == BuildInfo(SOURCE, __version__)
    assert read().kind == SOURCE


def test_an_installed_program_without_its_note_is_no_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert read(tmp_path) == BuildInfo(DAMAGED)


def test_what_the_build_left_is_read(tmp_path: Path) -> None:
    found = written(tmp_path, SAID)
    assert found == BuildInfo(
        INSTALLED, "1.2.3", "274ff98", "2026-11-27", "Debian 12, x86_64", signed=True
    )


def test_a_time_is_shown_as_a_day(tmp_path: Path) -> None:
    assert written(tmp_path, SAID | {"built": "2026-11-27T20:00:00+00:00"}).built == "2026-11-27"


def test_a_build_can_name_where_newer_ones_are(tmp_path: Path) -> None:
    found = written(tmp_path, SAID | {"updates": {"url": URL}})
    assert found.updates == Place(URL)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 15_000,
        b" " * 30_000,
        "text",
        [],
        {},
        SAID | {"version": ""},
        SAID | {"version": 5},
        SAID | {"commit": "x" * 200},
        SAID | {"system": "a\nb"},
        SAID | {"built": "yesterday"},
        SAID | {"signed": "yes"},
        SAID | {"updates": "https://www.example.com/latest.json"},
        SAID | {"updates": {"url": "http://www.example.com/latest.json"}},
        SAID | {"updates": {"url": URL, "key": "x"}},
    ],
    ids=lambda content: str(content)[:40],
)
def test_a_damaged_note_is_said_and_is_never_called_signed(tmp_path: Path, content: object) -> None:
    assert written(tmp_path, content) == BuildInfo(DAMAGED)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_a_note_that_may_not_be_read_is_damaged(tmp_path: Path) -> None:
    written(tmp_path, SAID)
    (tmp_path / buildinfo.NAME).chmod(0)
    assert read(tmp_path).kind == DAMAGED


def test_a_folder_in_its_place_is_damaged(tmp_path: Path) -> None:
    (tmp_path / buildinfo.NAME).mkdir()
    assert read(tmp_path).kind == DAMAGED


@pytest.mark.parametrize(
    ("platform", "says", "system"),
    [
        ("linux", "x86_64", "linux-x86_64"),
        ("linux", "aarch64", "linux-arm64"),
        ("darwin", "arm64", "macos-arm64"),
        ("win32", "win-amd64", "windows-x86_64"),
        ("win32", "win-arm64", "windows-arm64"),
    ],
)
def test_the_system_is_named_as_lists_name_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, says: str, system: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("platform.machine", lambda: says)
    monkeypatch.setattr("sysconfig.get_platform", lambda: says)
    assert buildinfo.this_system() == system


def test_the_facts_for_a_mail_say_what_is_needed_and_nothing_of_the_customer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "hanako-pc")
    facts = buildinfo.facts(written(tmp_path, SAID))
    for part in ("1.2.3", "274ff98", "2026-11-27", "Debian 12", "signed", buildinfo.this_system()):
        assert part in facts
    assert "hanako" not in facts
    assert str(Path.home()) not in facts
    assert "unsigned" in buildinfo.facts(BuildInfo())

"""The manuals' pictures show what the pages say now. They are renewed by `make pictures`."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from tests.support import crashed

ROOT = Path(__file__).resolve().parents[2]
SHOWN = ROOT / "resources" / "manual" / "pictures" / "pictures.json"


@pytest.mark.keyring
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_picture_is_stale(language: str, tmp_path: Path, secret_service: object) -> None:
    then = json.loads(SHOWN.read_text(encoding="utf-8"))[language]
    expected = tmp_path / "expected.json"
    expected.write_text(json.dumps(then), encoding="utf-8")
    data_dir, folder = tmp_path / "data", tmp_path / "seen"
    data_dir.mkdir()
    folder.mkdir()
    paths = (str(folder), str(data_dir), str(expected))
    crashed.module("tests.shots.manualwalk", language, *paths, within=280)
    now = json.loads((folder / "shown.json").read_text(encoding="utf-8"))
    assert set(now) == set(then)
    stale = [line for name in then for line in changed(name, then[name], now[name])]
    assert not stale, "\n".join(("run `make pictures`: the pages say something else now", *stale))


def changed(name: str, then: list[str], now: list[str]) -> list[str]:
    """What a page says now and didn't when its picture was taken, and the other way round."""
    return [f"{name}: {line}" for line in difflib.ndiff(then, now) if line.startswith(("+ ", "- "))]


def test_a_change_is_told() -> None:
    assert changed("budget", ["Amount", "Next"], ["Amount a month", "Next"]) == [
        "budget: - Amount",
        "budget: + Amount a month",
    ]

"""What the benchmarks found, row by row, kept in build/bench.json for packaging/benchtable.py."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "build" / "bench.json"
KNOWN = tomllib.loads((ROOT / "tests" / "benchmarks" / "rows.toml").read_text(encoding="utf-8"))


def measured(row: str, figure: str, met: bool) -> None:
    """A row's figure, in numbers and units, and whether the aim was met."""
    _keep(row, {"figure": figure, "met": met})


def not_here(why: str, *rows: str) -> None:
    """Why these rows can't be measured here, one of the reasons of rows.toml. Skips the test."""
    assert why in KNOWN["why"], why
    for row in rows:
        _keep(row, {"why": why})
    pytest.skip(why)


def _keep(row: str, what: dict[str, object]) -> None:
    assert row in KNOWN["rows"], row
    found = json.loads(MADE.read_text(encoding="utf-8")) if MADE.exists() else {}
    found[row] = what
    MADE.parent.mkdir(exist_ok=True)
    MADE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

"""Puts the table that `make prove` printed into both READMEs: python packaging/provetable.py.

`make prove` keeps in build/prove/ what came of each test, and so does each run of a part of it
(`pytest --whole tests/prove/test_kills.py`): of a test that was run several times the last counts.
The Japanese is in tests/prove/promises.ja.toml; what isn't there stays English, and is named. A
table with a test that failed, or without one of the tests, isn't put anywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import between

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "prove"
WORDS = ROOT / "tests" / "prove" / "promises.ja.toml"
MARK = "prove"
HEADERS = {
    "README.md": ("| promise | cases tried | cases held |", "Tried at commit"),
    "README.ja.md": ("| 約束 | 試した数 | 守られた数 |", "試したコミット："),
}
ASK = ("-m", "pytest", "-n", "0", "-q", "--collect-only", "--whole", "tests/prove")

Rows = list[tuple[str, str, str]]


class NotWhole(Exception):  # noqa: N818  (what it is)
    """The table isn't one of every case held."""


def every_test() -> set[str]:
    """The tests that a whole run runs."""
    asked = subprocess.run(
        [sys.executable, *ASK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {line for line in asked.stdout.splitlines() if "::" in line}


def tested() -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The last result of each test, and the commits that were tried. Raises `OSError`."""
    tests: dict[str, dict[str, Any]] = {}
    for path in sorted(KEPT.glob("*.json")):
        found = json.loads(path.read_bytes())
        tests |= {name: {**one, "commit": found["commit"]} for name, one in found["tests"].items()}
    return tests, sorted({one["commit"] for one in tests.values()})


def rows(tests: dict[str, dict[str, Any]], wanted: set[str]) -> Rows:
    """The rows of the table: the promise, cases tried, cases held. Raises `NotWhole`."""
    missing = sorted(wanted - tests.keys())
    if missing or not wanted:
        message = "never run: " + ("; ".join(missing) or "anything")
        raise NotWhole(message)
    failed = sorted(name for name in wanted if tests[name]["outcome"] == "failed")
    counted: dict[str, list[int]] = {}
    for name in wanted:
        for says, tried, held in tests[name]["promises"]:
            sums = counted.setdefault(says, [0, 0])
            sums[0], sums[1] = sums[0] + tried, sums[1] + held
    failed += [says for says, (tried, held) in counted.items() if tried != held]
    if failed:
        message = "didn't hold: " + "; ".join(failed)
        raise NotWhole(message)
    return [(says, f"{tried:,}", f"{held:,}") for says, (tried, held) in sorted(counted.items())]


def in_japanese(found: Rows, words: dict[str, str]) -> Rows:
    """The same rows in Japanese, as far as there are words."""
    return [(words.get(says, says), tried, held) for says, tried, held in found]


def table(found: Rows, document: str, commits: list[str]) -> list[str]:
    """The table as Markdown, with its sum and what was tried."""
    tried = sum(int(row[1].replace(",", "")) for row in found)
    held = sum(int(row[2].replace(",", "")) for row in found)
    body = [f"| {' | '.join(row)} |" for row in found]
    header, at = HEADERS[document]
    body += [f"| | **{tried:,}** | **{held:,}** |", "", f"{at} {', '.join(commits)}"]
    return ["", header, "|---|---:|---:|", *body, ""]


def main() -> int:
    """Does what the module's docstring says."""
    try:
        tests, commits = tested()
        found = rows(tests, every_test())
    except (OSError, NotWhole) as why:
        print(f"The READMEs are as they were: {why}", file=sys.stderr)
        return 1
    words = tomllib.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}
    between.put(ROOT / "README.md", MARK, table(found, "README.md", commits))
    japanese = table(in_japanese(found, words), "README.ja.md", commits)
    between.put(ROOT / "README.ja.md", MARK, japanese)
    for says in (row[0] for row in found if row[0] not in words):
        print(f"no Japanese in {WORDS.name}: {says}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

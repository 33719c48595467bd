"""Puts the table that `make prove` printed into both READMEs: python packaging/provetable.py.

`make prove` leaves it in build/prove.md. The Japanese is in tests/prove/promises.ja.toml; what
isn't there stays English, and is named. A table with a promise that didn't hold, or of a
part of the cases, isn't put anywhere.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import between

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "build" / "prove.md"
WORDS = ROOT / "tests" / "prove" / "promises.ja.toml"
MARK = "prove"
HEADERS = {"README.ja.md": "| 約束 | 試した数 | 守られた数 |"}
_ROW = re.compile(r"^\| (.+) \| ([\d,]+) \| ([\d,]+) \|$")


class NotWhole(Exception):  # noqa: N818  (what it is)
    """The table isn't one of every case held."""


def rows(text: str) -> list[tuple[str, str, str]]:
    """The rows of the table: the promise, cases tried, cases held. Raises `NotWhole`."""
    found = [(m[1], m[2], m[3]) for line in text.splitlines() if (m := _ROW.match(line))]
    if not found:
        message = f"{MADE.name} has no table: run `make prove`"
        raise NotWhole(message)
    broken = [says for says, tried, held in found if tried != held]
    if broken:
        message = "didn't hold: " + "; ".join(broken)
        raise NotWhole(message)
    return found


def in_japanese(
    found: list[tuple[str, str, str]], words: dict[str, str]
) -> list[tuple[str, str, str]]:
    """The same rows in Japanese, as far as there are words."""
    return [(words.get(says, says), tried, held) for says, tried, held in found]


def table(found: list[tuple[str, str, str]], header: str) -> list[str]:
    """The table as Markdown, with its sum."""
    tried = sum(int(row[1].replace(",", "")) for row in found)
    held = sum(int(row[2].replace(",", "")) for row in found)
    body = [f"| {' | '.join(row)} |" for row in found]
    return ["", header, "|---|---:|---:|", *body, f"| | **{tried:,}** | **{held:,}** |", ""]


def main() -> int:
    """Does what the module's docstring says."""
    try:
        text = MADE.read_text(encoding="utf-8")
        found = rows(text)
    except (OSError, NotWhole) as why:
        print(f"The READMEs are as they were: {why}", file=sys.stderr)
        return 1
    words = tomllib.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}
    english = "| promise | cases tried | cases held |"
    between.put(ROOT / "README.md", MARK, table(found, english))
    japanese = table(in_japanese(found, words), HEADERS["README.ja.md"])
    between.put(ROOT / "README.ja.md", MARK, japanese)
    for says in (row[0] for row in found if row[0] not in words):
        print(f"no Japanese in {WORDS.name}: {says}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

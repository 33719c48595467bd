#!/usr/bin/env python3
"""Writes resources/review.md: every way in that is known, and which check looks for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.review.catalogue import CHECKS, NOT_CHECKED, rows  # noqa: E402  (once it can be found)
from app.review.check import ALWAYS, POINTED, Check  # noqa: E402

PAGE = ROOT / "resources" / "review.md"
TABLES = {
    "A": "The vendor's own user",
    "B": "Other identities",
    "C": "Roles and federation",
    "D": "Above or beside the account",
    "E": "What acts by itself",
    "F": "Machines and network",
    "G": "Data and secrets shared out",
    "H": "The account",
}
WHEN = {ALWAYS: "always", POINTED: "where a role points there"}
ON_DEMAND = "when asked for, in every Region"
HEAD = """# What the review looks for

Written by `make review-table` from the checks themselves (`app/review/checks/`); a test holds that
it is current. What no check can see stands here with the reason, and in every report.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join((HEAD, *lines())) + "\n"


def lines() -> Iterator[str]:
    """The tables, one for each letter."""
    by_row: dict[str, list[Check]] = {}
    for check in CHECKS:
        for row in check.rows:
            by_row.setdefault(row, []).append(check)
    for letter, title in TABLES.items():
        yield f"## {letter}. {title}\n"
        yield "| row | looked at | when | by reading |"
        yield "|---|---|---|---|"
        for row in rows():
            if row[0] == letter:
                yield from _of(row, by_row.get(row, []))
        yield ""


def _of(row: str, checks: list[Check]) -> Iterator[str]:
    if row in NOT_CHECKED:
        yield f"| {row} | **not checked**: {NOT_CHECKED[row]} | | |"
    for check in checks:
        reads = ", ".join(f"`{read}`" for read in check.reads)
        yield f"| {row} | {check.title} | {WHEN.get(check.scope, ON_DEMAND)} | {reads} |"


def main() -> int:
    """Write the page, or only look whether it is current (--check): 1 if it isn't."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only look")
    if parser.parse_args().check:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

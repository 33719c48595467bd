"""Writes into SECURITY.md what hasn't been seen on real AWS: python packaging/live/page.py."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if __name__ == "__main__":  # run as a script: this folder's parent is where `live` is found
    sys.path[0] = str(ROOT / "packaging")
    sys.path.insert(0, str(ROOT))

import between  # noqa: E402  (once it can be found)

from live import points  # noqa: E402
from live.points import Point  # noqa: E402

MARK = "live"
PAGE = ROOT / "SECURITY.md"


def lines(listed: Iterable[Point]) -> list[str]:
    """The table of what no account has answered yet."""
    rows = [f"| `{one.id}` | {one.asks} | {how(one)} |" for one in listed if not one.seen]
    return ["", "| point | what nobody has seen yet | how it will be |", "|---|---|---|", *rows, ""]


def how(one: Point) -> str:
    """By what it will be answered."""
    if one.elsewhere:
        return f"not by `make live`: {one.elsewhere}"
    if one.calls:
        return "by the calls that it makes"
    return f"asked after “{one.step.replace('_', ' ')}”" if one.step else "measured by it"


def main() -> int:
    """Does what the module's docstring says."""
    between.put(PAGE, MARK, lines(points.read()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

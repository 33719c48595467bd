"""Prints the table of `make bench`, and puts it into both READMEs: python packaging/benchtable.py.

`make bench` leaves each row's figure in build/bench.json, so that a part that is measured anew
renews its own rows and leaves the others. Which rows there are, and their words, stands in
tests/benchmarks/rows.toml. As long as there is a row that was neither measured nor given a reason
why not, the READMEs stay as they are; with `--so-far`, such a row stays as a README has it by now.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import between

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "build" / "bench.json"
ROWS = ROOT / "tests" / "benchmarks" / "rows.toml"
MARK = "bench"
READMES = {"en": "README.md", "ja": "README.ja.md"}
HEADERS = {
    "en": ["what", "beside", "figure", "aim", "met"],
    "ja": ["何を", "何と比べて", "測った値", "目標", "達成"],
}
MET = {"en": {True: "yes", False: "**no**"}, "ja": {True: "はい", False: "**いいえ**"}}
NOT_HERE = {"en": "not measured here: {}", "ja": "ここでは測っていません：{}"}


class NotWhole(Exception):  # noqa: N818  (what it is)
    """There are rows of which nothing is known."""


def table(known: dict[str, Any], found: dict[str, Any], language: str) -> list[str]:
    """The table as Markdown. `known` is rows.toml, `found` is bench.json. Raises `NotWhole`."""
    if lacking := [name for name in known["rows"] if name not in found]:
        raise NotWhole(", ".join(lacking))
    rows = [HEADERS[language], ["---"] * 5]
    for name, words in known["rows"].items():
        what, beside, aim = words[language]
        one = found[name]
        if "cells" in one:
            rows.append(one["cells"][language])
        elif "why" in one:
            why = known["why"][one["why"]] if language == "ja" else one["why"]
            rows.append([what, beside, NOT_HERE[language].format(why), aim, "–"])
        else:
            rows.append([what, beside, one["figure"], aim, MET[language][one["met"]]])
    return [f"| {' | '.join(row)} |" for row in rows]


def standing(known: dict[str, Any]) -> dict[str, Any]:
    """The rows that both READMEs have by now, as they stand there."""
    rows: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for language, name in READMES.items():
        lines = between.taken((ROOT / name).read_text(encoding="utf-8"), MARK)
        every = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
        rows[language] = {tuple(cells[:2]): cells for cells in every}
    found = {}
    for name, words in known["rows"].items():
        cells = {language: rows[language].get(tuple(words[language][:2])) for language in READMES}
        if all(cells.values()):
            found[name] = {"cells": cells}
    return found


def main(argv: list[str]) -> int:
    """Does what the module's docstring says."""
    known = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    try:
        found = json.loads(MADE.read_text(encoding="utf-8"))
        if "--so-far" in argv:
            found = standing(known) | found
        tables = {language: table(known, found, language) for language in READMES}
    except (OSError, NotWhole) as why:
        print(f"The READMEs are as they were; not measured yet: {why}", file=sys.stderr)
        return 1
    for language, name in READMES.items():
        between.put(ROOT / name, MARK, ["", *tables[language], ""])
    print("\n".join(tables["en"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

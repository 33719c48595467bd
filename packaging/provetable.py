"""Puts the table that `make prove` printed into both READMEs: python packaging/provetable.py.

`make prove` keeps in build/prove/ what came of each test, and so does each run of a part of it
(`pytest --whole tests/prove/test_kills.py`): of a test that was run several times the last counts.
The Japanese is in tests/prove/promises.ja.toml; what isn't there stays English, and is named. A
table with a test that failed, or without one of the tests, isn't put anywhere; with `--so-far` it
has the promises of which every test was run and held, here or earlier elsewhere, as README says it,
and names the others.
"""

from __future__ import annotations

import json
import re
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
MISSING = {
    "README.md": "Not tried in every way yet:",
    "README.ja.md": "まだすべての方法では試していないもの：",
}
ASK = ("-m", "pytest", "-n", "0", "-q", "--collect-only", "--whole", "tests/prove")

_ROW = re.compile(r"\| (.+) \| ([\d,]+) \| ([\d,]+) \|")

Rows = list[tuple[str, str, str]]
Tests = dict[str, dict[str, Any]]


class NotWhole(Exception):  # noqa: N818  (what it is)
    """The table isn't one of every case held."""


def every_test() -> set[str]:
    """The tests that a whole run runs."""
    asked = subprocess.run(
        [sys.executable, *ASK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {line for line in asked.stdout.splitlines() if "::" in line}


def tested() -> tuple[Tests, list[str]]:
    """The last result of each test, and the commits that were tried. Raises `OSError`."""
    tests: Tests = {}
    for path in sorted(KEPT.glob("*.json")):
        found = json.loads(path.read_bytes())
        tests |= {name: {**one, "commit": found["commit"]} for name, one in found["tests"].items()}
    return tests, sorted({one["commit"] for one in tests.values()})


def rows(tests: Tests, wanted: set[str]) -> Rows:
    """The rows of the table: the promise, cases tried, cases held. Raises `NotWhole`."""
    missing = sorted(wanted - tests.keys())
    if missing or not wanted:
        message = "never run: " + ("; ".join(missing) or "anything")
        raise NotWhole(message)
    failed = sorted(name for name in wanted if tests[name]["outcome"] == "failed")
    counted = _counted(tests, wanted)
    failed += [says for says, (tried, held) in counted.items() if tried != held]
    if failed:
        message = "didn't hold: " + "; ".join(failed)
        raise NotWhole(message)
    return _as_rows(counted)


def rows_so_far(tests: Tests, wanted: set[str]) -> Rows:
    """The rows of which every test was run and held."""
    done = {name for name in wanted & tests.keys() if tests[name]["outcome"] != "failed"}
    open_groups = {_group(name) for name in wanted - done}
    undone = {
        says
        for name in wanted & tests.keys()
        if _group(name) in open_groups
        for says, _, _ in tests[name]["promises"]
    }
    counted = _counted(tests, done)
    return _as_rows({says: one for says, one in counted.items() if says not in undone})


def standing(document: str) -> tuple[Rows, list[str]]:
    """The rows that a README has by now, and the commits that were tried for them."""
    text = between.taken(document, MARK)
    matched = [match for line in text if (match := _ROW.fullmatch(line))]
    found = [(match[1], match[2], match[3]) for match in matched]
    at = HEADERS["README.md"][1]
    commits = [line.removeprefix(at).strip() for line in text if line.startswith(at)]
    return found, [commit for line in commits for commit in line.split(", ")]


def and_earlier(found: Rows, earlier: Rows, tests: Tests, known: set[str]) -> Rows:
    """The rows of here, and of earlier those of which none is here and nothing failed here."""
    failed = {_group(name) for name, test in tests.items() if test["outcome"] == "failed"}
    broken = {
        says
        for name, test in tests.items()
        for says, tried, held in test["promises"]
        if _group(name) in failed or tried != held
    }
    there = {row[0] for row in found}
    kept = [row for row in earlier if row[0] in known - there - broken]
    return sorted([*found, *kept])


def _group(name: str) -> str:
    """The tests that stand together for a promise: those of a file, or of one run in it."""
    file, _, rest = name.partition("::")
    run, dash, _ = rest.rpartition("-")
    return file + (run if dash else "")


def _counted(tests: Tests, names: set[str]) -> dict[str, list[int]]:
    counted: dict[str, list[int]] = {}
    for name in names:
        for says, tried, held in tests[name]["promises"]:
            sums = counted.setdefault(says, [0, 0])
            sums[0], sums[1] = sums[0] + tried, sums[1] + held
    return counted


def _as_rows(counted: dict[str, list[int]]) -> Rows:
    return [(says, f"{tried:,}", f"{held:,}") for says, (tried, held) in sorted(counted.items())]


def in_japanese(found: Rows, words: dict[str, str]) -> Rows:
    """The same rows in Japanese, as far as there are words."""
    return [(words.get(says, says), tried, held) for says, tried, held in found]


def table(found: Rows, document: str, commits: list[str], missing: list[str]) -> list[str]:
    """The table as Markdown, with its sum, what was tried, and what wasn't."""
    tried = sum(int(row[1].replace(",", "")) for row in found)
    held = sum(int(row[2].replace(",", "")) for row in found)
    body = [f"| {' | '.join(row)} |" for row in found]
    header, at = HEADERS[document]
    body += [f"| | **{tried:,}** | **{held:,}** |", "", f"{at} {', '.join(commits)}"]
    if missing:
        body += ["", MISSING[document], "", *(f"- {says}" for says in missing)]
    return ["", header, "|---|---:|---:|", *body, ""]


def main(argv: list[str]) -> int:
    """Does what the module's docstring says."""
    so_far = "--so-far" in argv
    try:
        tests, commits = tested()
        wanted = every_test()
        found = rows_so_far(tests, wanted) if so_far else rows(tests, wanted)
    except (OSError, NotWhole) as why:
        print(f"The READMEs are as they were: {why}", file=sys.stderr)
        return 1
    words = tomllib.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}
    if so_far:
        earlier, at = standing((ROOT / "README.md").read_text(encoding="utf-8"))
        here, found = len(found), and_earlier(found, earlier, tests, set(words))
        commits = sorted({*commits, *at}) if len(found) > here else commits
    there = {row[0] for row in found}
    missing = sorted(words.keys() - there) if so_far else []
    between.put(ROOT / "README.md", MARK, table(found, "README.md", commits, missing))
    japanese = [words[says] for says in missing]
    lines = table(in_japanese(found, words), "README.ja.md", commits, japanese)
    between.put(ROOT / "README.ja.md", MARK, lines)
    for says in sorted(there - words.keys()):
        print(f"no Japanese in {WORDS.name}: {says}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""SECURITY.md names a test for every promise, in both languages, and what nobody has seen yet."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from live import page, points

ROOT = Path(__file__).resolve().parents[2]

ENGLISH, JAPANESE = "SECURITY.md", "SECURITY.ja.md"
_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_FILE = re.compile(r"tests/[\w/]+\.py")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def promises(document: str) -> dict[int, str]:
    """What is said to hold each promise, by the promise's number."""
    return {int(number): held for number, _, held in _ROW.findall(document)}


def missing(held: str) -> list[str]:
    """The tests that are named and aren't there."""
    return [
        f"{path}::{name}"
        for path, name in _TEST.findall(held)
        if not (ROOT / path).is_file()
        or not re.search(rf"^ *(async )?def {name}\(", text(path), re.MULTILINE)
    ]


def faults(document: str) -> list[str]:
    """What is wrong with a document's promises."""
    found = promises(document)
    wrong = [
        f"promise {number} names no test" for number in found if not _TEST.search(found[number])
    ]
    wrong += [name for held in found.values() for name in missing(held)]
    if list(found) != list(range(1, len(found) + 1)):
        wrong.append(f"they aren't counted through: {list(found)}")
    return wrong


@pytest.mark.parametrize("name", [ENGLISH, JAPANESE])
def test_every_promise_names_a_test_that_is_there(name: str) -> None:
    assert len(promises(text(name))) >= 16
    assert not faults(text(name))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "`tests/app/test_delivery.py::test_the_passphrase_never",
            "`tests/app/test_gone.py::test_x",
        ),
        ("::test_the_passphrase_never_goes_the_files_way", "::test_it_never_goes"),
        ("| 7 | never offers", "| 9 | never offers"),
        ("`tests/app/test_delivery.py::test_the_passphrase_never_goes_the_files_way`", "nothing"),
    ],
)
def test_a_promise_that_nothing_holds_is_seen(good: str, bad: str) -> None:
    document = text(ENGLISH)
    assert good in document
    assert faults(document.replace(good, bad))


def test_both_languages_promise_the_same() -> None:
    english, japanese = (promises(text(name)) for name in (ENGLISH, JAPANESE))
    assert list(english) == list(japanese)
    for number, held in english.items():
        assert _FILE.findall(held) == _FILE.findall(japanese[number]), number
        assert _TEST.findall(held) == _TEST.findall(japanese[number]), number


@pytest.mark.parametrize("heading", ["攻撃", "どこに"])
def test_both_languages_have_the_same_tables(heading: str) -> None:
    english = re.findall(r"(?:^\|.*\n)+", text(ENGLISH).partition("<!-- live")[0], re.MULTILINE)
    japanese = re.findall(r"(?:^\|.*\n)+", text(JAPANESE), re.MULTILINE)
    assert heading in text(JAPANESE)
    assert [block.count("\n") for block in english] == [block.count("\n") for block in japanese]


def test_every_proof_is_named() -> None:
    """A file of tests/prove/ that no promise names proves nothing to anybody who reads."""
    files = [f"tests/prove/{path.name}" for path in (ROOT / "tests/prove").glob("test_*.py")]
    proofs = {name for name in files if "promised(" in text(name)}
    named = set(_FILE.findall(" ".join(promises(text(ENGLISH)).values())))
    assert proofs
    assert not proofs - named


def test_what_nobody_has_seen_yet_is_listed() -> None:
    whole = text(ENGLISH)
    listed = whole.partition("<!-- live")[2].partition("<!-- /live -->")[0].splitlines()[1:]
    assert listed == page.lines(points.read()), "`make live-table` writes it"
    unseen = [one for one in points.read() if not one.seen]
    assert len([line for line in listed if line.startswith("| `")]) == len(unseen) > 0


def slug(heading: str) -> str:
    """A heading's anchor, as the place where the documents are read makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@pytest.mark.parametrize("name", [ENGLISH, JAPANESE, "README.md", "README.ja.md"])
def test_every_anchor_is_there(name: str) -> None:
    for target, anchor in re.findall(r"\]\(((?!https?:)[^)#]*)#([^)]+)\)", text(name)):
        headings = re.findall(r"^#+ (.+)$", text(target or name), re.MULTILINE)
        assert anchor in {slug(each) for each in headings}, (target or name, anchor)

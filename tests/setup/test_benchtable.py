"""The table of `make bench` gets into both READMEs, and only where every row is accounted for."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import benchtable
import between

ROOT = Path(__file__).resolve().parents[2]
KNOWN = tomllib.loads(benchtable.ROWS.read_text(encoding="utf-8"))
ROWS = """
[rows.one]
en = ["a start", "another", "≤ 2 ×"]
ja = ["起動", "ほか", "2倍以下"]
[rows.two]
en = ["a size", "another", "≤ 2 ×"]
ja = ["大きさ", "ほか", "2倍以下"]
[why]
"there is none" = "ありません"
"""
FOUND = {"one": {"figure": "3 ×", "met": False}, "two": {"why": "there is none"}}
PAGE = "# A\n\n<!-- bench: made -->\nold\n<!-- /bench -->\n\nmore\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in benchtable.READMES.values():
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "rows.toml").write_text(ROWS, encoding="utf-8")
    (tmp_path / "bench.json").write_text(json.dumps(FOUND), encoding="utf-8")
    monkeypatch.setattr(benchtable, "ROOT", tmp_path)
    monkeypatch.setattr(benchtable, "MADE", tmp_path / "bench.json")
    monkeypatch.setattr(benchtable, "ROWS", tmp_path / "rows.toml")
    return tmp_path


def test_both_get_the_table_in_their_language(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchtable.main([]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    japanese = (project / "README.ja.md").read_text(encoding="utf-8")
    assert "| a start | another | 3 × | ≤ 2 × | **no** |" in english
    assert "| a size | another | not measured here: there is none | ≤ 2 × | – |" in english
    assert "| 起動 | ほか | 3 × | 2倍以下 | **いいえ** |" in japanese
    assert "ここでは測っていません：ありません" in japanese
    assert "| a start | another | 3 × |" in capsys.readouterr().out
    assert "old" not in english + japanese


def test_what_is_not_measured_anew_stays_as_it_is(project: Path) -> None:
    assert benchtable.main([]) == 0
    anew = {"two": {"figure": "1 ×", "met": True}}
    (project / "bench.json").write_text(json.dumps(anew), encoding="utf-8")
    assert benchtable.main(["--so-far"]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    japanese = (project / "README.ja.md").read_text(encoding="utf-8")
    assert "| a start | another | 3 × | ≤ 2 × | **no** |" in english
    assert "| a size | another | 1 × | ≤ 2 × | yes |" in english
    assert "| 起動 | ほか | 3 × | 2倍以下 | **いいえ** |" in japanese
    assert "| 大きさ | ほか | 1 × | 2倍以下 | はい |" in japanese


def test_a_row_that_no_readme_has_yet_is_still_missed(project: Path) -> None:
    (project / "bench.json").write_text(json.dumps({"one": FOUND["one"]}), encoding="utf-8")
    assert benchtable.main(["--so-far"]) == 1
    assert (project / "README.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("found", ["", json.dumps({"one": FOUND["one"]})])
def test_a_row_of_which_nothing_is_known_changes_nothing(project: Path, found: str) -> None:
    made = project / "bench.json"
    made.write_text(found, encoding="utf-8") if found else made.unlink()
    assert benchtable.main([]) == 1
    assert (project / "README.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("name", benchtable.READMES.values())
def test_the_readmes_have_the_marks(name: str) -> None:
    between.replaced((ROOT / name).read_text(encoding="utf-8"), benchtable.MARK, ["new"])


def test_every_row_has_its_words_in_both_languages() -> None:
    for words in KNOWN["rows"].values():
        assert [len(words[language]) for language in benchtable.READMES] == [3, 3]


def test_every_row_is_measured_by_a_benchmark() -> None:
    sources = (ROOT / "tests" / "benchmarks").glob("bench_*.py")
    said = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [name for name in KNOWN["rows"] if f'"{name}"' not in said] == []

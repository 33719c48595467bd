"""The table of `make prove` gets into both READMEs, and only where every case held."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import between
import provetable

ROOT = Path(__file__).resolve().parents[2]

TABLE = """| promise | cases tried | cases held |
| --- | ---: | ---: |
| nothing is lost | 1,234 | 1,234 |
| nothing leaks | 6 | 6 |
"""
PAGE = "# A\n\n<!-- prove: made -->\nold\n<!-- /prove -->\n\nmore\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("README.md", "README.ja.md"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "words.toml").write_text('"nothing is lost" = "何も失わない"\n', encoding="utf-8")
    (tmp_path / "prove.md").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(provetable, "ROOT", tmp_path)
    monkeypatch.setattr(provetable, "MADE", tmp_path / "prove.md")
    monkeypatch.setattr(provetable, "WORDS", tmp_path / "words.toml")
    return tmp_path


def test_both_get_the_table_in_their_language(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert provetable.main() == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    japanese = (project / "README.ja.md").read_text(encoding="utf-8")
    assert "| nothing is lost | 1,234 | 1,234 |" in english
    assert "| **1,240** | **1,240** |" in english
    assert "| 何も失わない | 1,234 | 1,234 |" in japanese
    assert "nothing leaks" in capsys.readouterr().out
    assert "old" not in english + japanese
    assert english.endswith("\n\nmore\n")
    assert provetable.main() == 0
    assert (project / "README.md").read_text(encoding="utf-8") == english


@pytest.mark.parametrize("bad", ["", TABLE.replace("| 6 | 6 |", "| 6 | 5 |"), None])
def test_what_did_not_hold_or_was_not_run_changes_nothing(project: Path, bad: str | None) -> None:
    made = project / "prove.md"
    made.unlink() if bad is None else made.write_text(bad, encoding="utf-8")
    assert provetable.main() == 1
    assert (project / "README.md").read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("bad", ["no marks", "<!-- /prove -->\n<!-- prove -->\n", PAGE + PAGE])
def test_a_page_without_its_two_marks_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="one"):
        between.replaced(bad, "prove", ["new"])


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readmes_have_the_marks(name: str) -> None:
    between.replaced((ROOT / name).read_text(encoding="utf-8"), provetable.MARK, ["new"])

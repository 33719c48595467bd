"""The table of `make prove` gets into both READMEs, and only where every case held."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import between
import provetable

ROOT = Path(__file__).resolve().parents[2]

FIRST = {"t.py::a": [["nothing is lost", 1000, 999]], "t.py::b": [["nothing leaks", 6, 6]]}
AGAIN = {"t.py::a": [["nothing is lost", 1000, 1000]], "t.py::c": [["nothing is lost", 234, 234]]}
PAGE = "# A\n\n<!-- prove: made -->\nold\n<!-- /prove -->\n\nmore\n"


def keep(path: Path, commit: str, counted: dict[str, list[Any]], failed: str = "") -> None:
    """What a run keeps."""
    tests = {
        name: {"outcome": "failed" if name == failed else "passed", "promises": promises}
        for name, promises in counted.items()
    }
    path.write_text(json.dumps({"commit": commit, "tests": tests}), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("README.md", "README.ja.md"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "words.toml").write_text('"nothing is lost" = "何も失わない"\n', encoding="utf-8")
    keep(tmp_path / "1.json", "abc", FIRST, failed="t.py::a")
    keep(tmp_path / "2.json", "def", AGAIN)
    monkeypatch.setattr(provetable, "ROOT", tmp_path)
    monkeypatch.setattr(provetable, "KEPT", tmp_path)
    monkeypatch.setattr(provetable, "every_test", lambda: {*FIRST, *AGAIN})
    monkeypatch.setattr(provetable, "WORDS", tmp_path / "words.toml")
    return tmp_path


def test_both_get_the_table_in_their_language(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert provetable.main([]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    japanese = (project / "README.ja.md").read_text(encoding="utf-8")
    assert "| nothing is lost | 1,234 | 1,234 |" in english
    assert "| **1,240** | **1,240** |" in english
    assert "| 何も失わない | 1,234 | 1,234 |" in japanese
    assert "Tried at commit abc, def" in english
    assert "nothing leaks" in capsys.readouterr().out
    assert "old" not in english + japanese
    assert english.endswith("\n\nmore\n")
    assert provetable.main([]) == 0
    assert (project / "README.md").read_text(encoding="utf-8") == english


@pytest.mark.parametrize("bad", ["never run", "failed", "not held", "nothing"])
def test_what_did_not_hold_or_was_not_run_changes_nothing(
    project: Path, bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if bad == "never run":
        (project / "1.json").unlink()
    elif bad == "failed":
        keep(project / "3.json", "def", AGAIN, failed="t.py::c")
    elif bad == "not held":
        keep(project / "3.json", "def", {"t.py::c": [["nothing is lost", 234, 233]]})
    else:
        for path in project.glob("*.json"):
            path.unlink()
    assert provetable.main([]) == 1
    assert (project / "README.md").read_text(encoding="utf-8") == PAGE
    assert {"failed": "t.py::c", "not held": "is lost"}.get(
        bad, "t.py::b"
    ) in capsys.readouterr().err


def test_so_far_a_promise_of_which_a_test_is_wanting_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "words.toml").write_text('"nothing leaks" = "何も漏らさない"\n', encoding="utf-8")
    keep(project / "2.json", "def", {"t.py::c": [["nothing is lost", 234, 234]]})
    keep(project / "3.json", "ghi", {"u.py::d[run-1]": [["nothing leaks", 6, 6]]})
    (project / "1.json").unlink()
    wanted = {"t.py::c", "u.py::d[run-1]", "u.py::d[run-2]"}
    monkeypatch.setattr(provetable, "every_test", lambda: wanted)
    assert provetable.main(["--so-far"]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    assert "| nothing is lost | 234 | 234 |" in english
    assert "| nothing leaks |" not in english
    assert "yet:\n\n- nothing leaks\n" in english
    assert "- 何も漏らさない\n" in (project / "README.ja.md").read_text(encoding="utf-8")


def test_so_far_what_was_tried_elsewhere_stays_unless_it_failed_here(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`build/` is one computer's; README is what they have in common."""
    words = '"nothing leaks" = "何も漏らさない"\n"nothing is lost" = "何も失わない"\n'
    (project / "words.toml").write_text(words, encoding="utf-8")
    assert provetable.main([]) == 0
    for path in project.glob("*.json"):
        path.unlink()
    keep(project / "1.json", "ghi", {"u.py::c": [["nothing is lost", 2000, 2000]]})
    monkeypatch.setattr(provetable, "every_test", lambda: {"t.py::b", "u.py::c"})
    assert provetable.main(["--so-far"]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    assert "| nothing is lost | 2,000 | 2,000 |" in english
    assert "| nothing leaks | 6 | 6 |" in english
    assert "Tried at commit abc, def, ghi\n\n<!-- /prove -->" in english
    japanese = (project / "README.ja.md").read_text(encoding="utf-8")
    assert "| 何も漏らさない | 6 | 6 |" in japanese
    keep(project / "2.json", "jkl", {"t.py::b": [["nothing leaks", 6, 5]]}, failed="t.py::b")
    assert provetable.main(["--so-far"]) == 0
    english = (project / "README.md").read_text(encoding="utf-8")
    assert "| nothing leaks |" not in english
    assert "yet:\n\n- nothing leaks\n" in english


def test_the_tests_of_a_whole_run_are_known() -> None:
    """Or a table without some of them would be called whole."""
    wanted = provetable.every_test()
    assert "tests/prove/test_faults.py::test_every_call_broken_in_every_way[delete-late]" in wanted


@pytest.mark.parametrize("bad", ["no marks", "<!-- /prove -->\n<!-- prove -->\n", PAGE + PAGE])
def test_a_page_without_its_two_marks_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="one"):
        between.replaced(bad, "prove", ["new"])


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readmes_have_the_marks(name: str) -> None:
    between.replaced((ROOT / name).read_text(encoding="utf-8"), provetable.MARK, ["new"])

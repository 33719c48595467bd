"""Each promise has a fault that breaks it, which can still be planted; `make planted` plants it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import planted
import provetable
from planted import Fault

ROOT = Path(__file__).resolve().parents[2]
KNOWN = planted.faults()
ROW = "Ones are ones"
TEST = """
from one import ONE

def test_one(promised):
    promise = promised("Ones are ones")
    for number in range(3):
        with promise.case(str(number)):
            assert ONE == 1 or number == 0
"""


def test_every_promise_has_a_fault() -> None:
    promises = tomllib.loads(provetable.WORDS.read_text(encoding="utf-8"))
    assert [one.promise for one in KNOWN] == list(promises)


@pytest.mark.parametrize("fault", KNOWN, ids=lambda fault: fault.promise)
def test_it_can_still_be_planted(fault: Fault, tmp_path: Path) -> None:
    copied = tmp_path / fault.file
    copied.parent.mkdir(parents=True, exist_ok=True)
    copied.write_text((ROOT / fault.file).read_text(encoding="utf-8"), encoding="utf-8")
    fault.plant(tmp_path)
    if copied.suffix == ".py":
        compile(copied.read_text(encoding="utf-8"), fault.file, "exec")


@pytest.mark.parametrize("fault", KNOWN, ids=lambda fault: fault.promise)
def test_the_tests_that_see_it_are_there(fault: Fault) -> None:
    assert fault.tests
    for test in fault.tests:
        file, _, rest = test.partition("::")
        function = rest.partition("[")[0]
        assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), test


# --- the script itself ------------------------------------------------------------------------
@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one promise, of which git knows."""
    (tmp_path / "one.py").write_text("ONE = 1\n", encoding="utf-8")
    (tmp_path / "test_one.py").write_text(TEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for command in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(planted, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p tests.support.promises")
    return tmp_path


def said_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], takes: str, puts: str
) -> tuple[int, str]:
    """What the script says of one fault, and how it ends."""
    fault = Fault(ROW, "one.py", takes, puts, ("test_one.py",))
    monkeypatch.setattr(planted, "faults", lambda _words: [fault])
    ended = planted.main([])
    told = capsys.readouterr()
    return ended, told.out + told.err


def test_a_fault_that_is_seen_is_counted_and_the_source_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, said = said_of(monkeypatch, capsys, "ONE = 1", "ONE = 2")
    assert f"| {ROW} | one.py | 3 | 1 |\n" in said
    assert "1 of 1 faults" in said
    assert ended == 0
    assert (project / "one.py").read_text(encoding="utf-8") == "ONE = 1\n"


def test_a_fault_that_no_case_sees_is_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, said = said_of(monkeypatch, capsys, "ONE = 1", "ONE = 1  # one")
    assert f"| {ROW} | one.py | 3 | 3 |" in said
    assert "0 of 1 faults" in said
    assert "every case held" in said
    assert ended == 1


@pytest.mark.parametrize(("takes", "puts"), [("TWO", "ONE"), ("ONE = 1", "ONE = = 1")])
def test_a_fault_that_cannot_be_planted_is_an_error(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    takes: str,
    puts: str,
) -> None:
    ended, said = said_of(monkeypatch, capsys, takes, puts)
    assert "0 of 1 faults" in said
    assert "not tried: " in said
    assert ended == 1


def test_words_choose_rows() -> None:
    chosen = planted.faults(["Delete", "read-only"])
    assert [one.promise for one in chosen] == [
        one.promise for one in KNOWN if one.promise.startswith("Delete, with the disk")
    ]
    assert len(chosen) == 1

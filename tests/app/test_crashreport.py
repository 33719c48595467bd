"""What a report of an unexpected error holds, and what it never does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app import crashreport
from app.troubles import DISK_FULL, Trouble
from tests.app.sandbox import python_on_disk

SECRET = "hunter2-hunter2"


def caught(error: BaseException) -> BaseException:
    try:
        raise error  # noqa: TRY301  (so that it has a place)
    except BaseException as raised:  # noqa: BLE001  (whatever it is)
        return raised


def test_kinds_and_places_alone() -> None:
    said = crashreport.trace(caught(ValueError(SECRET)))
    line = caught.__code__.co_firstlineno + 2
    assert said == f'builtins.ValueError\n  File "{_here()}", line {line} in caught\n'


def _here() -> str:
    return crashreport.place(__file__)


def test_a_place_is_told_without_this_computers_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["/home/yamada/aikagi", "/usr/lib/python3.11", ""])
    assert crashreport.place("/home/yamada/aikagi/ui/home.py") == "ui/home.py"
    assert crashreport.place("/usr/lib/python3.11/json/decoder.py") == "json/decoder.py"
    assert crashreport.place("/home/yamada/secret/x.py") == "x.py"
    assert crashreport.place("<string>") == "<string>"


def test_our_own_and_the_systems_have_a_code() -> None:
    assert crashreport.kind(Trouble(DISK_FULL, detail=SECRET)).endswith("Trouble: disk-full")
    assert crashreport.kind(FileNotFoundError(2, SECRET)).endswith("FileNotFoundError: ENOENT")
    assert crashreport.kind(OSError(SECRET)) == "builtins.OSError"


def test_an_endless_chain_has_an_end() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__context__, second.__context__ = second, first
    assert crashreport.trace(first) == "builtins.KeyError\nbuiltins.ValueError\n"


def test_an_endless_recursion_is_told_by_its_ends() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as raised:
        deeper()
    assert len(crashreport.trace(raised.value).splitlines()) == crashreport.FRAMES + 1


def test_a_file_of_ones_own_and_the_newest_few(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "crashes"
    for number in range(crashreport.KEPT + 3):
        assert crashreport.save(folder, f"number {number}") is not None
    kept = sorted(folder.glob(crashreport.PATTERN))
    assert len(kept) == crashreport.KEPT
    assert f"number {crashreport.KEPT + 2}" in kept[-1].read_text("utf-8")
    assert kept[-1].stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_where_it_cannot_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert crashreport.save(tmp_path / "file" / "crashes", "x") is None


def test_each_is_told_of_once(tmp_path: Path) -> None:
    assert crashreport.untold(tmp_path) is None
    first = crashreport.save(tmp_path, "x")
    assert first is not None
    assert crashreport.untold(tmp_path) == first
    crashreport.tell(first)
    assert crashreport.untold(tmp_path) is None
    second = crashreport.save(tmp_path, "y")
    assert crashreport.untold(tmp_path) == second
    assert second is not None
    crashreport.tell(second)
    crashreport.tell(first)  # later than the second, from another thread
    assert crashreport.untold(tmp_path) is None


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("", False),
        ("page sign_in\n", False),
        ("page sign_in\nFatal Python error: Segmentation fault\n", True),
        ("Windows fatal exception: access violation\n", True),
        ("Windows fatal exception: code 0x8001010d\n", False),
        ("Qt: QThread:\n", True),
        (f"Qt: QThread: {SECRET}\n", False),
    ],
)
def test_what_a_run_left_that_ended_at_once(said: str, there: bool, tmp_path: Path) -> None:
    box = tmp_path / crashreport.BOX
    quoted = f'  File "/home/yamada/{SECRET}/x.py", line 3 in <module>\nthe password is {SECRET}\n'
    box.write_text(f"Aikagi 1\n{crashreport.START}\n{said}{quoted}", "utf-8")
    found = crashreport.recover(tmp_path)
    assert (found is not None) == there
    assert not box.exists()
    if found is not None:
        text = found.read_text("utf-8")
        assert 'File "x.py", line 3' in text
        assert "Aikagi 1" in text
        assert SECRET not in text
        assert ("sign_in" in text) == ("sign_in" in said)


def test_a_full_disk_leaves_no_part_of_a_report(tmp_path: Path) -> None:
    script = """
    import sys
    from pathlib import Path
    from app import crashreport
    folder = Path(sys.argv[1])
    print(crashreport.save(folder, "x" * 65536), list(folder.glob("*")), crashreport.untold(folder))
    """
    said = python_on_disk(script, tmp_path, "size=32k")
    assert said == "None [] None\n"


def test_a_damaged_note_of_what_was_told_keeps_nothing_from_being_told(tmp_path: Path) -> None:
    path = crashreport.save(tmp_path, "x")
    assert path is not None
    (tmp_path / crashreport.TOLD).write_bytes(b"\xff\xfe\x00")
    assert crashreport.untold(tmp_path) == path
    crashreport.tell(path)
    assert crashreport.untold(tmp_path) is None

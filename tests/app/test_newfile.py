"""Files are whole or not there: full and read-only disks, liars, crowds and left-overs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.newfile import NewFile, sweep
from app.troubles import FILE_TROUBLE, FOLDER_GONE, ZIP_DAMAGED, Trouble
from tests.app.sandbox import ROOT, python, python_on_disk

SAY_TROUBLE = """
    import sys
    from pathlib import Path
    from app.newfile import NewFile
    from app.troubles import Trouble
    folder = Path(sys.argv[1])
    def trouble(act, *arguments, **named):
        try:
            act(*arguments, **named)
        except Trouble as caught:
            return caught.kind.code
        return "none"
"""


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_hidden_and_for_its_owner_alone(tmp_path: Path) -> None:
    with NewFile.open(tmp_path) as new:
        assert new.path.name.startswith(".")
        assert new.path.suffix == ".part"
        assert new.path.stat().st_mode & 0o777 == 0o600
    assert listing(tmp_path) == []


def test_it_takes_the_first_free_name_and_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("yours")
    (tmp_path / "b").mkdir()
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")
    with NewFile.open(tmp_path) as new:
        new.write(b"ours")
        assert new.place("abcd") == tmp_path / "d"
    assert listing(tmp_path) == ["a", "b", "c", "d"]
    assert (tmp_path / "a").read_text() == "yours"
    assert (tmp_path / "d").read_bytes() == b"ours"
    assert (tmp_path / "d").stat().st_mode & 0o777 == 0o600


def test_no_name_left_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with NewFile.open(tmp_path) as new, pytest.raises(Trouble) as caught:
        new.place("a")
    assert caught.value.kind is FILE_TROUBLE
    assert listing(tmp_path) == ["a"]


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system as on USB sticks: FAT answers `link` with EPERM."""

    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_nothing_is_overwritten_either(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("yours")
    with NewFile.open(tmp_path) as new:
        new.write(b"ours")
        assert new.place("ab") == tmp_path / "b"
    assert listing(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_text() == "yours"
    assert (tmp_path / "b").read_bytes() == b"ours"


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_a_failed_move_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", replace)
    with NewFile.open(tmp_path) as new, pytest.raises(Trouble):
        new.place("a")
    assert listing(tmp_path) == []


@pytest.mark.parametrize("links", [True, False])
def test_many_at_once_each_get_a_name_of_their_own(
    tmp_path: Path, links: bool, request: pytest.FixtureRequest
) -> None:
    if not links:
        request.getfixturevalue("no_links")

    def make(number: int) -> Path:
        with NewFile.open(tmp_path) as new:
            new.write(str(number).encode())
            return new.place(f"n{i}" for i in range(40))

    with ThreadPoolExecutor(8) as pool:
        placed = list(pool.map(make, range(40)))
    assert len(set(placed)) == 40
    assert [int(path.read_text()) for path in placed] == list(range(40))


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    script = f"from app.newfile import NewFile; from pathlib import Path; import os, signal\n\
NewFile.open(Path({str(tmp_path)!r})); os.kill(os.getpid(), signal.SIGKILL)"
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert len(listing(tmp_path)) == 1
    sweep(tmp_path)
    assert listing(tmp_path) == []


def test_what_is_in_use_or_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "film.mp4.part").touch()
    (tmp_path / ".aikagi-00000000-0.part").touch()  # another computer's, in a shared folder
    with NewFile.open(tmp_path) as used, NewFile.open(tmp_path) as second:
        second.discard()
        assert used.path.exists()
        used.write(b"x")
        used.place("a")
    assert listing(tmp_path) == [".aikagi-00000000-0.part", "a", "film.mp4.part"]


@pytest.mark.parametrize("missing", ["gone", "a file"])
def test_a_folder_that_is_none_is_a_trouble(tmp_path: Path, missing: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(Trouble) as caught:
        NewFile.open(tmp_path / missing)
    assert caught.value.kind is FOLDER_GONE


def test_a_folder_that_vanishes_in_the_middle_is_a_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with NewFile.open(folder) as new:
        new.write(b"x")
        new.path.unlink()
        folder.rmdir()
        with pytest.raises(Trouble) as caught:
            new.place("a")
    assert caught.value.kind is FOLDER_GONE


def test_a_folder_without_permission_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    script = """
    import os
    os.chdir(folder)
    if not os.geteuid():
        os.seteuid(65534)  # root may write anywhere
    print(trouble(NewFile.open, Path()))
    """
    assert python(_dedented(script), tmp_path) == "folder-read-only\n"


def test_a_read_only_disk(tmp_path: Path) -> None:
    said = python_on_disk(_dedented("print(trouble(NewFile.open, folder))"), tmp_path, "ro")
    assert said == "folder-read-only\n"


def test_a_full_disk_is_found_at_the_start_and_nothing_is_left(tmp_path: Path) -> None:
    script = "print(trouble(NewFile.open, folder, room=65536), list(folder.iterdir()))"
    assert python_on_disk(_dedented(script), tmp_path, "size=32k") == "disk-full []\n"


def test_room_that_was_taken_is_there_when_the_disk_is_full(tmp_path: Path) -> None:
    script = """
    new = NewFile.open(folder, room=65536)
    other = (folder / "other").open("wb", buffering=0)
    try:
        while True: other.write(bytes(4096))
    except OSError as error:
        print(error.errno)
    new.write(bytes(range(256)) * 200)
    print(new.place(["a"]).stat().st_size)
    """
    assert python_on_disk(_dedented(script), tmp_path, "size=128k") == "28\n51200\n"


def test_a_disk_that_fills_up_while_writing(tmp_path: Path) -> None:
    script = """
    new = NewFile.open(folder)
    print(trouble(new.write, bytes(65536)))
    new.discard()
    print(list(folder.iterdir()))
    """
    assert python_on_disk(_dedented(script), tmp_path, "size=32k") == "disk-full\n[]\n"


def test_a_disk_with_room_for_no_further_name(tmp_path: Path) -> None:
    script = """
    new = NewFile.open(folder)
    new.write(b"x")
    print(trouble(new.place, ["a"]))
    new.discard()
    print(list(folder.iterdir()))
    """
    assert python_on_disk(_dedented(script), tmp_path, "nr_inodes=2") == "disk-full\n[]\n"


def test_a_limit_on_file_sizes(tmp_path: Path) -> None:
    script = """
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    print(trouble(NewFile.open, folder, room=65536), list(folder.iterdir()))
    """
    assert python(_dedented(script), tmp_path) == "file []\n"


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 255))
def test_a_disk_that_lies_is_caught(content: bytes, place: int, flip: int) -> None:
    place %= len(content)
    true_fsync = os.fsync

    def fsync(descriptor: int) -> None:
        true_fsync(descriptor)
        wrong = bytes([content[place] ^ flip])
        os.pwrite(descriptor, wrong, place)

    with tempfile.TemporaryDirectory() as folder, NewFile.open(Path(folder)) as new:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            with pytest.raises(Trouble) as caught:
                new.write(content)
        assert caught.value.kind is ZIP_DAMAGED
        new.discard()
        assert listing(Path(folder)) == []


def _dedented(script: str) -> str:
    return textwrap.dedent(SAY_TROUBLE) + textwrap.dedent(script)

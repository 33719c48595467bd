"""The newer version's file: fetched and proven, or thrown away."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from app import marking, troubles, updates
from app.troubles import Kind
from app.work import Cancelled, Token
from tests.app.updating import HTML, look, trouble_of
from tests.support.downloads import CONTENT, NAME, Answer, Publisher


def fetched(publisher: Publisher, folder: Path, token: Token | None = None) -> Path:
    (file,) = look(publisher).files
    return updates.download(publisher.place, file, folder, token or Token())


def refused(publisher: Publisher, folder: Path) -> Kind:
    """What a download comes to that must leave nothing behind."""
    trouble = trouble_of(lambda: fetched(publisher, folder))
    assert list(folder.iterdir()) == []
    assert trouble.changed is troubles.NOTHING_FETCHED
    return trouble.kind


# --- the file ----------------------------------------------------------------------------------
def test_the_file_is_fetched_and_proven(publisher: Publisher, tmp_path: Path) -> None:
    told: list[object] = []
    path = fetched(publisher, tmp_path, Token(told.append))
    assert path == tmp_path / NAME
    assert path.read_bytes() == CONTENT
    assert told[-1] == updates.Progress(len(CONTENT), len(CONTENT))
    assert 10 < len(told) <= 101


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
@pytest.mark.parametrize(
    ("name", "mode"), [("a.deb", 0o644), ("a.AppImage", 0o755), ("a.dmg", 0o644)]
)
def test_the_file_can_be_opened_once_it_is_proven(
    publisher: Publisher, tmp_path: Path, name: str, mode: int
) -> None:
    """Until then it's this person's alone, and can't be run by accident."""
    before: list[int] = []

    def look_at_it() -> None:
        before.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())

    publisher.said["files"][0]["name"] = name
    answer = publisher.server.answers[f"/dist/{name}"] = publisher.file
    answer.between = look_at_it
    publisher.publish()
    assert fetched(publisher, tmp_path).stat().st_mode & 0o777 == mode
    assert set(before) == {0o600}


def test_a_name_that_is_taken_is_not_overwritten(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine")
    assert fetched(publisher, tmp_path).name == NAME.replace(".deb", "-2.deb")
    assert (tmp_path / NAME).read_text() == "mine"


@pytest.mark.parametrize(
    "body",
    [CONTENT[:-1] + b"\x00", CONTENT[:-1], CONTENT + b"\x00", b"", HTML],
    ids=["one byte other", "one byte less", "one byte more", "empty", "a page"],
)
def test_another_file_is_thrown_away(publisher: Publisher, tmp_path: Path, body: bytes) -> None:
    publisher.file.body = body
    assert refused(publisher, tmp_path) is troubles.UPDATE_CHECKSUM


def test_a_file_that_is_cut_off_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    publisher.file.body, publisher.file.length = CONTENT[:300_000], len(CONTENT)
    assert refused(publisher, tmp_path) is troubles.UPDATE_CUT


def test_a_connection_that_is_torn_is_no_secret_to_the_customer(
    publisher: Publisher, tmp_path: Path
) -> None:
    """Whatever the libraries below make of it."""
    publisher.file.body, publisher.file.length = CONTENT[:300_000], len(CONTENT)
    publisher.file.torn = True
    began = time.monotonic()
    assert refused(publisher, tmp_path) is troubles.UPDATE_CUT
    assert time.monotonic() - began < 5


def test_a_file_that_stops_coming_is_given_up(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "STALL_SECONDS", 0.4)
    go_on = threading.Event()
    publisher.file.between = lambda: go_on.wait(20)
    assert refused(publisher, tmp_path) is troubles.UPDATE_SLOW
    go_on.set()


def test_a_file_that_is_gone_or_elsewhere(publisher: Publisher, tmp_path: Path) -> None:
    publisher.server.answers[f"/dist/{NAME}"] = Answer(b"", 404)
    assert refused(publisher, tmp_path) is troubles.UPDATE_REFUSED
    away = {"Location": "https://localhost/x"}
    publisher.server.answers[f"/dist/{NAME}"] = Answer(b"", 302, away)
    assert refused(publisher, tmp_path) is troubles.UPDATE_ELSEWHERE


def test_cancelling_leaves_nothing(publisher: Publisher, tmp_path: Path) -> None:
    token, go_on = Token(), threading.Event()

    def begun(_progress: object) -> None:
        token.cancel()

    token.report = begun
    publisher.file.between = lambda: go_on.wait(0.01)
    with pytest.raises(Cancelled):
        fetched(publisher, tmp_path, token)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(publisher: Publisher, tmp_path: Path) -> None:
    trouble = trouble_of(lambda: fetched(publisher, tmp_path / "no"))
    assert trouble.kind is troubles.FOLDER_GONE
    assert trouble.changed is troubles.NOTHING_FETCHED


def test_windows_is_told_that_it_came_from_the_internet(tmp_path: Path) -> None:
    path = tmp_path / "x.exe"
    path.touch()
    marking.from_outside(path, "https://example.com/latest.json", "win32")
    mark = tmp_path / "x.exe:Zone.Identifier"  # a stream of the file there, a file here
    assert mark.read_bytes().startswith(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    marking.from_outside(tmp_path / "y", "https://example.com/latest.json", "linux")
    assert not (tmp_path / "y:Zone.Identifier").exists()


def test_a_file_is_marked_before_it_gets_its_name(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[tuple[Path, str, bool]] = []

    def mark(path: Path, url: str) -> None:
        marked.append((path.parent, url, path.exists() and not (tmp_path / NAME).exists()))

    monkeypatch.setattr(marking, "from_outside", mark)
    fetched(publisher, tmp_path)
    assert marked == [(tmp_path, publisher.place.url, True)]

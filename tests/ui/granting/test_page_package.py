"""The page that shows where the encrypted file is."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.granting.conftest import Scene

pytestmark = pytest.mark.keyring


def at_package(scene: Scene) -> Path:
    record = scene.made()
    scene.at("package", handover=record.id)
    scene.until(lambda: scene.find(QLabel, "saved_path").text())
    assert scene.find(QLabel, "saved_path").text() == record.zip_path
    return Path(record.zip_path)


def test_shows_the_file_and_opens_its_folder(scene: Scene) -> None:
    path = at_package(scene)
    scene.press("show_in_folder")
    (url,) = scene.opened
    assert unquote(urlsplit(url).path) == str(path.parent)
    assert url.isascii(), "spaces and Japanese are written as an address has them"
    assert scene.next_enabled()


def test_a_system_without_a_file_manager(scene: Scene) -> None:
    path = at_package(scene)
    scene.desk.open_url = lambda _url: False
    scene.press("show_in_folder")
    assert str(path.parent) in scene.until_message()


def test_saves_a_copy(scene: Scene, tmp_path: Path) -> None:
    path = at_package(scene)
    other = tmp_path / "USB メモリ"
    other.mkdir()
    scene.press("save_copy")
    scene.find(QFileDialog, "folder_dialog").fileSelected.emit(str(other))
    assert "A copy is saved." in scene.until_message()
    (copy,) = other.iterdir()
    assert copy.read_bytes() == path.read_bytes()
    assert str(copy) in scene.until_message()


def test_a_copy_that_cannot_be_saved(scene: Scene, tmp_path: Path) -> None:
    at_package(scene)
    scene.press("save_copy")
    scene.find(QFileDialog, "folder_dialog").fileSelected.emit(str(tmp_path / "gone"))
    assert "isn't there any more" in scene.until_message()
    assert scene.next_enabled()


def test_a_file_that_is_gone(scene: Scene) -> None:
    record = scene.made()
    Path(record.zip_path).unlink()
    scene.at("package", handover=record.id)
    assert "isn't where Aikagi has saved it" in scene.until_message()
    assert scene.next_enabled()


def test_notes_who_is_in_the_account(scene: Scene) -> None:
    record = scene.made()
    scene.at("package", handover=record.id)
    scene.until(lambda: bool(scene.record().baseline))
    assert not scene.page.working


def test_a_trouble_with_noting_disturbs_nobody(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    record = scene.made()
    scene.practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403, times=9)
    scene.at("package", handover=record.id)
    scene.until(lambda: "wasn't noted" in caplog.text)
    assert scene.record().baseline == {}
    assert not scene.page.message.isVisible()

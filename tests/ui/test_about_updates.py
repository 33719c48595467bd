"""Newer versions in the window about this program: asked for, shown, fetched, refused."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.handoverfile import Handover
from app.vendorprofile import VendorProfile
from tests.support.downloads import CONTENT, NAME, Answer, Publisher
from tests.ui.aboutwindow import Scene, in_view, press, text, visible
from tests.ui.aboutwindow import place as place  # noqa: PLC0414  (a fixture)
from tests.ui.aboutwindow import resources as resources  # noqa: PLC0414  (a fixture)
from tests.ui.aboutwindow import scene as scene  # noqa: PLC0414  (a fixture)
from ui.about import AboutWindow
from ui.button import Button


def fetch(window: AboutWindow, folder: Path) -> None:
    press(window, "update_download_1")
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.close()


def test_where_nobody_is_named_there_is_no_button(scene: Scene) -> None:
    window = scene.opened()
    ask = window.findChild(QAbstractButton, "update_look")
    assert ask is None or not ask.isVisible()
    assert "knows no place to ask" in text(window)
    assert window.updates is not None
    window.updates.look()  # not even when it's called
    assert not scene.desk.background.busy


def test_the_vendors_profile_can_name_the_place(scene: Scene, publisher: Publisher) -> None:
    profile = VendorProfile(name="Kaze", updates_url=publisher.place.url)
    scene.desk.vendor._set(profile, None)
    window = scene.opened()
    assert f"The settings of Kaze name the place: {publisher.place.host}" in text(window)
    assert "nothing there is signed" in text(window)
    assert "can put any program there" in text(window)
    assert publisher.server.asked == []


@pytest.mark.parametrize("state", ["disabled", "deleted"])
def test_a_vendor_who_was_shut_out_is_not_asked_for_a_program(
    scene: Scene, publisher: Publisher, state: str
) -> None:
    profile = VendorProfile(name="Kaze", updates_url=publisher.place.url)
    scene.desk.vendor._set(profile, None)
    scene.desk.records.save(Handover(vendor="Kaze", state=state))
    window = scene.opened()
    assert "is Kaze's, who was shut out of your account" in text(window)
    assert not visible(window, "update_look")
    assert window.updates is not None
    window.updates.look()
    assert not scene.desk.background.busy


@pytest.mark.parametrize(
    ("stand_in", "says"),
    [
        ({"practice": True}, "In practice mode Aikagi doesn't look"),
        ({"endpoint": "http://127.0.0.1:9"}, "This run doesn't use the real AWS"),
    ],
)
def test_nobody_is_asked_where_it_is_not_the_real_aws(
    scene: Scene, place: Publisher, stand_in: dict[str, Any], says: str
) -> None:
    scene.desk.settings = replace(scene.desk.settings, **stand_in)
    window = scene.opened()
    assert says in text(window)
    assert not visible(window, "update_look")
    assert window.updates is not None
    window.updates.look()
    assert not scene.desk.background.busy


def test_a_newer_version_is_shown_fetched_and_found_in_its_folder(
    scene: Scene, place: Publisher, tmp_path: Path
) -> None:
    window = scene.looked()
    press(window, "open_sha256_1")
    said_there = text(window)
    for part in ("Version 9.0.0 is available. You have 1.2.3.", "2027-01-31", NAME, "1.0 MB"):
        assert part in said_there
    assert "Fewer <b>words</b>.\nMore doors." in said_there  # as it is: nothing is bold
    assert place.said["files"][0]["sha256"] in said_there.replace(" ", "")
    scene.until(lambda: in_view(window, "update_found"))
    folder = tmp_path / "Downloads"
    folder.mkdir()
    fetch(window, folder)
    scene.until(lambda: "The file is here" in text(window))
    scene.until(lambda: in_view(window, "update_fetched"))
    assert (folder / NAME).read_bytes() == CONTENT
    assert str(folder / NAME) in text(window)
    urls: list[str] = []
    scene.desk.open_url = lambda url: not urls.append(url)  # type: ignore[func-returns-value]
    press(window, "update_show")
    assert urls == [folder.as_uri()]  # the folder; the file itself is never started
    scene.desk.open_url = lambda _url: False
    press(window, "update_show")
    assert "couldn't open the folder" in text(window)


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("1.2.3", "Yours is the newest version announced there."),
        ("1.2.2", "is older than yours, 1.2.3"),
    ],
)
def test_nothing_is_offered_that_is_not_newer(
    scene: Scene,
    place: Publisher,
    version: str,
    says: str,
) -> None:
    place.said["version"] = version
    place.publish()
    window = scene.looked()
    assert says in text(window)
    assert window.findChild(QAbstractButton, "update_download_1") is None


def test_no_file_for_this_system_is_said(scene: Scene, place: Publisher) -> None:
    place.said["files"] = place.said["files"][1:]
    place.publish()
    assert "no file for this kind of computer" in text(scene.looked())


def test_a_wrong_signature_is_a_clear_message(scene: Scene, place: Publisher) -> None:
    place.publish(signature=b"x")
    window = scene.looked()
    assert f"What {place.place.host} answered isn't signed by whom it should be" in text(window)
    assert "update-signature" in text(window)
    assert window.findChild(QWidget, "update_found") is None
    scene.until(lambda: in_view(window, "message"))
    place.publish()
    press(window, "update_look")  # and it goes away with the next try
    scene.until(lambda: "Version 9.0.0" in text(window))
    assert not window.message.isVisible()


def test_a_wrong_checksum_is_a_clear_message_and_no_file(
    scene: Scene, place: Publisher, tmp_path: Path
) -> None:
    window = scene.looked()
    place.server.answers[f"/dist/{NAME}"] = Answer(CONTENT[::-1])
    folder = tmp_path / "Downloads"
    folder.mkdir()
    fetch(window, folder)
    scene.until(window.message.isVisible)
    assert "thrown away" in text(window)
    assert "no file was kept" in text(window)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("how", ["cancel_work", "about_close"])
def test_a_download_is_cancelled_and_leaves_nothing(
    scene: Scene,
    place: Publisher,
    tmp_path: Path,
    how: str,
) -> None:
    window = scene.looked()
    go_on = threading.Event()
    place.file.between = lambda: go_on.wait(20)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    fetch(window, folder)
    scene.until(lambda: bool(list(folder.iterdir())))
    scene.until(lambda: in_view(window, "cancel_work"))
    updates, found = window.updates, window.findChild(QWidget, "update_found")
    assert updates is not None
    assert window.focusWidget() is updates.busy.stop
    assert not updates.ask.isEnabled()  # nothing is looked for meanwhile, and what is there is read
    assert found is not None
    assert found.isEnabled()
    assert not any(made.isEnabled() for made in found.findChildren(Button))
    press(window, how)
    scene.qtbot.waitUntil(lambda: not scene.desk.background.busy, timeout=3000)
    assert list(folder.iterdir()) == []
    go_on.set()


def test_notes_in_the_customers_language(scene: Scene, place: Publisher, language: str) -> None:
    scene.desk.settings = replace(scene.desk.settings, language=language)
    window = scene.looked()
    assert ("More doors." if language == "en" else "言葉が減りました。") in text(window)

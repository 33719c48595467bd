"""The window about this program: what it says, that opening it asks nobody, and its updates."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app import __version__
from app.handoverfile import Handover
from app.logo import problem as logo_problem
from app.settings import RESOURCES
from app.vendorprofile import VendorProfile
from tests.support.downloads import CONTENT, NAME, Answer, Publisher
from tests.ui.test_fits import assert_fits, letters, said  # noqa: F401  (fixtures)
from ui import theme, words
from ui.about import AboutWindow
from ui.desk import Desk
from ui.home import Home
from ui.licences import LicencesWindow
from ui.logo import Logo, drawn
from ui.macmenu import add_about
from ui.mark import Mark

LONG_MS = 20_000
SVG = "http://www.w3.org/2000/svg"
LOGO = f'<svg xmlns="{SVG}" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'
BUILD: dict[str, Any] = {
    "version": "1.2.3",
    "commit": "274ff98",
    "built": "2026-11-27",
    "signed": False,
    "system": "Debian 12, x86_64",
}


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """What an installed program has: a branded build, without a signature."""
    folder = tmp_path / "resources"
    (folder / "brand").mkdir(parents=True)
    (folder / "licences").mkdir()
    (folder / "brand" / "vendor.toml").write_text('name = "Hoshi <Works>"\ncontact = "03-0000"\n')
    (folder / "brand" / "logo.svg").write_text(LOGO)
    build(folder)
    parts = [
        {"name": "qt", "version": "6", "licence": "LGPL-3.0-only", "texts": ["a.txt"]},
        {"name": "boto", "version": "1", "licence": "Apache-2.0", "source": "https://x.test/"},
    ]
    (folder / "licences" / "index.json").write_text(json.dumps(parts))
    (folder / "licences" / "a.txt").write_text("<b>LESSER</b> GENERAL")
    (folder / "licences" / "NOTICE.txt").write_text("Qt may be replaced.")
    (folder / "licences" / "sbom.cdx.json").write_text('{"bomFormat": "CycloneDX"}')
    return folder


def build(folder: Path, **changes: object) -> None:
    (folder / "build.json").write_text(json.dumps(BUILD | changes))


@dataclass
class Scene:
    """A desk, and a window for others to be over."""

    desk: Desk
    qtbot: QtBot
    resources: Path
    host: QWidget

    def until(self, so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(so()), timeout=LONG_MS)

    def opened(self, resources: Path | None = None) -> AboutWindow:
        window = AboutWindow(self.desk, self.host, resources or self.resources)
        window.show()
        self.until(lambda: window.updates is not None and window.updates.isVisible())
        return window

    def looked(self) -> AboutWindow:
        window = self.opened()
        press(window, "update_look")
        self.until(lambda: window.message.isVisible() or visible(window, "update_found"))
        return window

    def licences(self, resources: Path | None = None) -> LicencesWindow:
        window = LicencesWindow(self.desk, self.host, resources or self.resources)
        window.show()
        self.until(lambda: window.found is not None and window.area.isVisible())
        return window


@pytest.fixture
def scene(desk: Desk, qtbot: QtBot, resources: Path) -> Iterator[Scene]:
    host = QWidget()
    yield Scene(desk, qtbot, resources, host)
    host.deleteLater()


def visible(window: QWidget, name: str) -> bool:
    return any(w.isVisible() for w in window.findChildren(QWidget, name))


def text(window: QWidget) -> str:
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(getattr(label, "plain", "") or label.text() for label in labels)


def press(window: QWidget, name: str) -> None:
    found = [w for w in window.findChildren(QAbstractButton, name) if w.isVisible()]
    assert len(found) == 1, name
    assert found[0].isEnabled()
    found[0].click()


def unfolded(window: AboutWindow) -> AboutWindow:
    """With what not everybody needs to know."""
    press(window, "open_facts")
    return window


def logos(window: QWidget) -> list[Logo]:
    """The vendor's."""
    found = window.findChildren(Logo)
    return [w for w in found if "Hoshi" in w.accessibleName() and w.isVisible()]


# --- what it says ------------------------------------------------------------------------------
def test_a_build_says_what_it_is(scene: Scene) -> None:
    said_there = text(unfolded(scene.opened()))
    for part in ("1.2.3", "274ff98", "2026-11-27", "Debian 12", "This program is unsigned"):
        assert part in said_there
    assert "From whom did you get this file?" in said_there


@pytest.mark.parametrize(
    ("content", "says", "never"),
    [
        (json.dumps(BUILD | {"signed": True}), "It was signed when it was built", "unsigned"),
        ("{", "This installation is damaged", "is signed"),
        (None, "Unsigned: run from its source", "is signed"),
    ],
    ids=["signed", "damaged", "a checkout"],
)
def test_a_signature_is_said_in_words(
    scene: Scene,
    content: str | None,
    says: str,
    never: str,
) -> None:
    note = scene.resources / "build.json"
    note.unlink() if content is None else note.write_text(content)
    window = scene.opened()
    assert says in text(window)
    assert never not in text(window)
    if content != json.dumps(BUILD | {"signed": True}):
        assert f"version {__version__}" in text(window)
    card = window.findChild(QWidget, "about_signature")
    assert card is not None
    assert card.accessibleName() == says
    assert card.accessibleDescription()


@pytest.mark.parametrize(
    ("platform", "where"),
    [("win32", "“Digital Signatures”"), ("darwin", "macOS checks it"), ("linux", "its checksum")],
)
def test_a_signature_is_looked_up_where_the_system_shows_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, platform: str, where: str
) -> None:
    """What the program says of itself proves nothing."""
    build(scene.resources, signed=True)
    monkeypatch.setattr("ui.aboutcards.sys", SimpleNamespace(platform=platform))
    window = scene.opened()
    assert "Any program can say that of itself" in text(window)
    assert where in text(window)
    card = window.findChild(QWidget, "about_signature")
    assert card is not None
    (mark,) = card.findChildren(Mark)
    assert mark.state == ("warn" if platform == "linux" else "good")


def test_parts_of_others_are_not_all_called_free(scene: Scene) -> None:
    said_there = text(unfolded(scene.opened()))
    assert "Aikagi is free software under the Apache License 2.0." in said_there
    assert "so are the parts" not in said_there


@pytest.mark.parametrize(
    ("name", "which", "then"),
    [
        ("a.deb", "on Debian, Ubuntu", "an administrator's password"),
        ("a.AppImage", "on any other Linux", "in the place of the old one, and open it"),
        ("a.exe", "", "open the file yourself."),
        ("a.dmg", "", "drag Aikagi into Applications"),
    ],
)
def test_each_kind_of_file_says_for_whom_it_is_and_what_to_do_with_it(
    scene: Scene, place: Publisher, name: str, which: str, then: str
) -> None:
    place.said["files"][0]["name"] = name
    place.publish()
    window = scene.looked()
    assert which in text(window)
    assert ("Take this one" in text(window)) == bool(which)
    assert window.updates is not None
    window.updates._fetched(Path("/a/folder") / name)
    scene.until(lambda: "The file is here" in text(window))
    assert then in text(window)
    assert "What you have done so far is kept." in text(window)


def test_a_branded_build_shows_whose_it_is(scene: Scene) -> None:
    window = scene.opened()
    assert "put together by Hoshi <Works>" in text(window)
    assert "03-0000" in text(window)
    scene.until(lambda: logos(window))
    (logo,) = logos(window)
    image = logo.grab().toImage()
    assert image.pixelColor(image.rect().center()).lightness() < 40  # it's drawn: black
    assert image.pixelColor(image.width() // 2, 2).lightness() > 220  # on white, in any scheme
    assert image.width() > 3 * image.height() / 1.5


@pytest.mark.parametrize("logo", [None, "text", '<svg><image href="x.png"/></svg>'])
def test_a_logo_that_is_not_shown_leaves_the_name(scene: Scene, logo: str | None) -> None:
    path = scene.resources / "brand" / "logo.svg"
    path.unlink() if logo is None else path.write_text(logo)
    window = scene.opened()
    assert "put together by Hoshi" in text(window)
    scene.until(lambda: not scene.desk.background.busy)
    scene.qtbot.wait(50)
    assert not [w for w in window.findChildren(Logo) if "Hoshi" in w.accessibleName()]


def test_the_window_is_not_held_up_by_a_drawing_that_takes_long(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, threads = threading.Event(), []

    def slow(content: bytes, most: QSize) -> QImage:
        threads.append(threading.current_thread())
        go_on.wait(20)
        return drawn(content, most)

    monkeypatch.setattr("ui.about.drawn", slow)
    window = scene.opened()
    scene.until(lambda: threads)
    assert threads[0] is not threading.main_thread()
    assert "put together by Hoshi" in text(window)
    assert not logos(window)
    scene.desk.language_changed.emit()
    go_on.set()
    scene.until(lambda: logos(window))
    scene.desk.language_changed.emit()  # it is kept, not drawn again
    scene.until(lambda: len(logos(window)) == 1)
    assert len(threads) == 1


def test_the_worst_drawing_that_is_let_through_leaves_the_window_alive() -> None:
    """Of those that were tried: lines on lines. What it takes is another thread's."""
    outline = "M0 0" + "".join(f"M{at % 390} 0v99h9" for at in range(700))
    worst = (
        f'<svg xmlns="{SVG}" viewBox="0 0 390 100"><path d="{outline}" stroke="red" '
        'stroke-width="30" stroke-linejoin="round"/></svg>'
    ).encode()
    assert logo_problem(worst) is None
    images: list[QImage] = []
    drawing = threading.Thread(target=lambda: images.append(drawn(worst, QSize(672, 173))))
    longest, last = 0.0, time.monotonic()
    began = time.monotonic()
    drawing.start()
    while drawing.is_alive():
        drawing.join(0.001)
        longest, last = max(longest, (now := time.monotonic()) - last), now
    took = time.monotonic() - began
    assert not images[0].isNull()
    assert longest < max(0.1, took / 2)


def test_other_builds_name_nobody(scene: Scene) -> None:
    window = scene.opened(RESOURCES)
    assert window.findChild(QWidget, "about_vendor") is None
    (own,) = window.findChildren(Logo)
    assert own.there


def test_the_facts_are_copied(scene: Scene) -> None:
    window = unfolded(scene.opened())
    press(window, "about_copy")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Aikagi 1.2.3 (installed, unsigned)\ncommit: 274ff98\n")
    assert "Copied" in [b.text() for b in window.findChildren(QAbstractButton)]


def test_opening_asks_nobody_anything(scene: Scene) -> None:
    build(scene.resources, updates={"url": "https://127.0.0.1:9/latest.json"})
    asked: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event.startswith("socket."):
            asked.append(f"{event} {args}")

    sys.addaudithook(watch)
    window = scene.opened()
    window.open_licences()
    shown = window.licences
    assert shown is not None
    scene.until(lambda: shown.found is not None)
    scene.until(lambda: not scene.desk.background.busy)
    assert asked == []
    press(window, "update_look")  # and the watch would have seen it
    scene.until(window.message.isVisible)
    watching.clear()
    assert any("socket.connect" in one for one in asked)


def test_opening_loads_nothing_heavy() -> None:
    code = (
        "import sys, ui.about, ui.licences, ui.updatefound; "
        "sys.exit(bool({'botocore', 'awscrt', 'truststore'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_home_opens_it_with_the_keyboard_and_once(desk: Desk, qtbot: QtBot) -> None:
    home = Home(desk)
    qtbot.addWidget(home, before_close_func=lambda window: setattr(window, "_over", True))
    home.show()
    qtbot.waitUntil(lambda: home.handovers is not None)
    about = home.findChild(QAbstractButton, "about")
    assert about is not None
    assert about.focusPolicy() & Qt.FocusPolicy.TabFocus
    for _ in range(2):
        about.setFocus()
        QTest.keyClick(about, Qt.Key.Key_Return)
    (window,) = home.findChildren(AboutWindow)
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert desk.background.stop(limit=10)


def test_on_a_mac_it_is_in_the_applications_menu(scene: Scene) -> None:
    opened_about: list[bool] = []
    bar = add_about(scene.host, lambda: opened_about.append(True))
    about = bar.findChild(QAction, "about_action")
    assert about is not None
    assert about.menuRole() == QAction.MenuRole.AboutRole
    about.trigger()
    assert opened_about == [True]


def test_a_new_language_is_spoken_at_once(scene: Scene) -> None:
    window = scene.opened()
    made = window.updates
    scene.desk.speak("ja")
    assert window.updates is not made
    assert window.isVisible()
    words.install("en")


def in_view(window: AboutWindow, name: str) -> bool:
    """Whether the top of it can be seen without scrolling."""
    (widget,) = [w for w in window.findChildren(QWidget, name) if w.isVisible()]
    top = widget.mapTo(window.area.viewport(), QPoint(0, 0)).y()
    return 0 <= top < window.area.viewport().height() - theme.em(2)


# --- newer versions ----------------------------------------------------------------------------
@pytest.fixture
def place(publisher: Publisher, resources: Path) -> Publisher:
    """The build names the publisher's place."""
    build(resources, updates={"url": publisher.place.url, "key": publisher.key})
    return publisher


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
    for part in ("Version 9.0.0 is there. You have 1.2.3.", "2027-01-31", NAME, "1.0 MB"):
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
    [("1.2.3", "No newer version is announced there."), ("1.2.2", "is older than yours, 1.2.3")],
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
    press(window, how)
    scene.qtbot.waitUntil(lambda: not scene.desk.background.busy, timeout=3000)
    assert list(folder.iterdir()) == []
    go_on.set()


# --- licences ----------------------------------------------------------------------------------
def test_every_part_is_listed_and_its_text_shown_as_it_is(scene: Scene) -> None:
    window = scene.licences()
    assert [window.list.item(n).text() for n in range(window.list.count())] == ["boto 1", "qt 6"]
    assert window.list.choose("1")
    scene.until(lambda: bool(window.text.toPlainText()))
    assert window.text.toPlainText() == "<b>LESSER</b> GENERAL"
    assert window.text.isReadOnly()
    window.list.choose("0")
    scene.until(lambda: "no text of it here" in window.text.toPlainText())
    press(window, "open_notice")
    notice = window.findChild(QPlainTextEdit, "licence_notice")
    assert notice is not None
    assert notice.toPlainText() == "Qt may be replaced."


def test_the_bill_of_materials_is_saved(scene: Scene, tmp_path: Path) -> None:
    window = scene.licences()
    press(window, "save_sbom")
    (dialog,) = window.findChildren(QFileDialog)
    target = tmp_path / "parts.json"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    scene.until(window.message.isVisible)
    assert "CycloneDX" in target.read_text()
    window.save_sbom(tmp_path / "gone" / "parts.json")
    scene.until(lambda: "folder-gone" in text(window))


def test_a_checkout_lists_its_packages_and_has_no_bill_of_materials(
    scene: Scene, tmp_path: Path
) -> None:
    window = scene.licences(tmp_path / "nothing")
    assert "run from its source here" in text(window)
    names = [window.list.item(n).text().split()[0] for n in range(window.list.count())]
    assert "botocore" in names
    assert window.findChild(QAbstractButton, "save_sbom") is None
    window.list.choose(str(names.index("botocore")))
    scene.until(lambda: "Apache License" in window.text.toPlainText())


def test_a_damaged_list_is_said(scene: Scene) -> None:
    (scene.resources / "licences" / "index.json").write_text("{")
    window = scene.licences()
    assert "missing or damaged" in text(window)
    assert not window.list.isVisible()


# --- all of it ---------------------------------------------------------------------------------
CONTROLS = (QAbstractButton, QPlainTextEdit)


def test_all_is_reached_and_named_without_a_mouse(scene: Scene, place: Publisher) -> None:
    about = unfolded(scene.looked())
    shown = scene.licences()
    press(shown, "open_notice")
    for window, wanted in (
        (
            about,
            ["update_look", "update_download_1", "about_copy", "about_licences", "about_close"],
        ),
        (
            shown,
            ["open_notice", "licence_notice", "licence_list", "licence_text", "save_sbom"],
        ),
    ):
        order: list[QWidget] = []
        here = window.nextInFocusChain()
        while here is not None and here is not window:
            if here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
                order.append(here)
            here = here.nextInFocusChain()
        order = [one for one in order if window.isAncestorOf(one) and one.window() is window]
        names = [one.objectName() for one in order]
        assert [name for name in names if name in wanted] == wanted
        assert all(one.accessibleName() for one in order), names


@pytest.mark.parametrize("what", ["found", "fetched", "trouble", "licences"])
def test_nothing_is_cut_off(
    scene: Scene,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
    place: Publisher,
    what: str,
) -> None:
    if what == "trouble":
        place.publish(signature=b"x")
    window: Any
    if what == "licences":
        window = scene.licences()
    else:
        window = unfolded(scene.looked())
        if what == "fetched":
            window.updates._fetched(Path("/a/folder") / NAME)
    window.resize(theme.em(42), theme.em(30))
    assert_fits(window, scene.qtbot)


def test_notes_in_the_customers_language(scene: Scene, place: Publisher, language: str) -> None:
    scene.desk.settings = replace(scene.desk.settings, language=language)
    window = scene.looked()
    assert ("More doors." if language == "en" else "言葉が減りました。") in text(window)

"""The window about this program: what it says, and that opening it asks nobody."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app import __version__
from app.logo import problem as logo_problem
from app.settings import RESOURCES
from tests.support.downloads import NAME, Publisher
from tests.ui.aboutwindow import BUILD, SVG, Scene, build, press, text, unfolded
from tests.ui.aboutwindow import place as place  # noqa: PLC0414  (a fixture)
from tests.ui.aboutwindow import resources as resources  # noqa: PLC0414  (a fixture)
from tests.ui.aboutwindow import scene as scene  # noqa: PLC0414  (a fixture)
from tests.ui.test_fits import assert_fits, letters, said  # noqa: F401  (fixtures)
from ui import theme, words
from ui.about import AboutWindow
from ui.desk import Desk
from ui.home import Home
from ui.logo import Logo, drawn
from ui.macmenu import add_about
from ui.mark import Mark


def logos(window: QWidget) -> list[Logo]:
    """The vendor's."""
    found = window.findChildren(Logo)
    return [w for w in found if "Hoshi" in w.accessibleName() and w.isVisible()]


# --- what it says ------------------------------------------------------------------------------
def test_a_build_says_what_it_is(scene: Scene) -> None:
    said_there = text(unfolded(scene.opened()))
    unsigned = "This program has no digital signature"
    for part in ("1.2.3", "274ff98", "2026-11-27", "Debian 12", unsigned):
        assert part in said_there
    assert "Not sure? Ask whoever installed it." in said_there


@pytest.mark.parametrize(
    ("content", "says", "never"),
    [
        (
            json.dumps(BUILD | {"signed": True}),
            "It was signed when it was built",
            "no digital signature",
        ),
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

"""The window about this program, over a build that a test makes up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support.downloads import Publisher
from ui import theme
from ui.about import AboutWindow
from ui.desk import Desk
from ui.licences import LicencesWindow

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

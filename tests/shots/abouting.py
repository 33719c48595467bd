"""Pictures of the window about this program, as in an unsigned build of a vendor's own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest

from app import troubles
from app.settings import RESOURCES
from app.troubles import Trouble
from app.updatelist import NEWER, OLDER, SAME, File, Found, Release
from app.updateplace import Place
from tests.journey.customer import PATIENCE_MS, Patience
from ui.about import AboutWindow
from ui.licences import LicencesWindow
from ui.words import _

if TYPE_CHECKING:
    from tests.shots.walkthrough import Photographer

PLACE = Place("https://downloads.example.com/aikagi/latest.json", "unread")
FILE = File("linux", "aikagi_1.2.0_amd64.deb", 25_300_000, "3f7a9c02" * 8)
NOTES = {
    "en": "The report is shorter.\nWhat a vendor left behind is found faster.",
    "ja": "報告書が短くなりました。\nベンダーが残したものを、より早く見つけます。",
}
RELEASE = Release("1.2.0", "2027-01-31", NOTES, (FILE,))
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 60">
  <circle cx="30" cy="30" r="24" fill="#1b7f5c"/>
  <path d="M66 40 L84 18 L102 40 M112 18 V40 M130 18 H150 M140 18 V40" stroke="#20303c"
    stroke-width="6" fill="none"/>
</svg>"""
PARTS = (
    ("botocore", "1.44.5", "Apache-2.0", "https://github.com/boto/botocore"),
    ("PySide6_Essentials", "6.11.3", "LGPL-3.0-only", "https://code.qt.io/cgit/pyside/"),
    ("keyring", "25.7.0", "MIT", "https://github.com/jaraco/keyring"),
    ("pyzipper", "0.4.0", "MIT", "https://github.com/danifus/pyzipper"),
)
STATES = ("newer", "fetching", "fetched", "newest", "older", "trouble")
SHOTS = {"about", "about_checkout", "licences", *(f"about-{state}" for state in STATES)}


def about(camera: Photographer) -> None:
    """Each of its states, in a run that isn't practice: there it would ask nobody."""
    desk = camera.home.desk
    before = desk.settings
    desk.settings = replace(before, practice=False, endpoint="")
    resources = _branded()
    window = _opened(camera, AboutWindow(desk, camera.home, resources))
    camera.beside(window, "about")
    for name, show in _states(window).items():
        show()
        QTest.qWait(150)  # it comes into view by itself
        camera.beside(window, f"about-{name}")
    window.close()
    parts = LicencesWindow(desk, camera.home, resources)
    parts.show()
    _until(lambda: parts.found is not None)
    parts.list.choose("0")  # the one whose text it has
    _until(lambda: bool(parts.text.toPlainText()))
    camera.beside(parts, "licences")
    parts.close()
    desk.settings = before
    plain = _opened(camera, AboutWindow(desk, camera.home, RESOURCES))
    camera.beside(plain, "about_checkout")
    plain.close()


def _states(window: Any) -> dict[str, Callable[[], object]]:
    updates, path = window.updates, Path(tempfile.gettempdir()) / "Downloads" / FILE.name

    def fetching() -> None:
        updates._begin(_("Fetching {file} …").format(file=FILE.name))
        updates.busy.begin(updates.busy.sentence.plain, lambda: None)
        updates.busy.stop.setFocus()
        updates.busy.step(40, 100)

    def trouble() -> None:
        updates._show_below(None)
        wrong = Trouble(troubles.UPDATE_CHECKSUM)
        updates._failed(wrong.saying(troubles.NOTHING_FETCHED))

    return {
        "newer": lambda: updates._found(Found(NEWER, RELEASE, (FILE,), PLACE)),
        "fetching": fetching,
        "fetched": lambda: updates._fetched(path),
        "newest": lambda: updates._found(Found(SAME, replace(RELEASE, version="1.1.0"), (), PLACE)),
        "older": lambda: updates._found(Found(OLDER, replace(RELEASE, version="1.0.9"), (), PLACE)),
        "trouble": trouble,
    }


def _opened(camera: Photographer, window: AboutWindow) -> AboutWindow:
    window.show()
    _until(lambda: window.updates is not None and window.updates.isVisible())
    return window


def _until(so: Callable[[], bool]) -> None:
    Patience().waitUntil(so, timeout=PATIENCE_MS)


def _branded() -> Path:
    """What an installer of a vendor's own has in it."""
    folder = Path(tempfile.mkdtemp(prefix="aikagi-resources-"))
    (folder / "brand").mkdir()
    (folder / "licences").mkdir()
    build = {
        "version": "1.1.0",
        "commit": "274ff985c0de",
        "built": "2026-11-27",
        "signed": False,
        "system": "linux-x86_64",
        "updates": {"url": PLACE.url},
    }
    (folder / "build.json").write_text(json.dumps(build))
    profile = 'name = "株式会社ホシ工房"\ncontact = "03-0000-0000 星"\n'
    (folder / "brand" / "vendor.toml").write_text(profile, encoding="utf-8")
    (folder / "brand" / "logo.svg").write_text(LOGO)
    index = [
        {"name": name, "version": version, "licence": licence, "source": source, "texts": ["a.txt"]}
        for name, version, licence, source in PARTS
    ]
    (folder / "licences" / "index.json").write_text(json.dumps(index))
    (folder / "licences" / "a.txt").write_text((RESOURCES.parent / "LICENSE").read_text("utf-8"))
    (folder / "licences" / "NOTICE.txt").write_text("Qt …")
    (folder / "licences" / "sbom.cdx.json").write_text("{}")
    return folder

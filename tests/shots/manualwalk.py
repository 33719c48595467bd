"""Goes through practice and takes the manuals' pictures, each with what it shows in words.

    python -m tests.shots.manualwalk ja FOLDER DATA_DIR [EXPECTED]

Into FOLDER come a picture of every page and `shown.json`. With EXPECTED, a `shown.json` of before,
nothing is drawn: each page gets a moment to say what it said then. Needs a keyring.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from app import revoke_hold
from tests.journey import walk
from tests.journey.customer import PATIENCE_MS, Customer, Follower, Patience, leave
from tests.support.shown import Sentences, shown
from ui import theme
from ui.home import Home
from ui.main import start
from ui.page import Page

SIZE, HOME_SIZE = QSize(1024, 640), QSize(840, 640)
SHOWN = "shown.json"
LOOK_MS, MOMENT_SECONDS, LOOKS = 80, 3.0, 12
Told = dict[str, list[str]]


class Album:
    """Notes what is shown, and takes pictures, or compares with what was shown before."""

    def __init__(self, language: str, folder: Path, expected: Told | None) -> None:
        self._sentences, self._folder, self._expected = Sentences(language), folder, expected
        self.told: Told = {}

    def see(self, name: str, window: QWidget, part: QWidget) -> None:
        """Have a look at `window`, of which `part` says what it is about."""
        window.resize(HOME_SIZE if isinstance(window, Home) else SIZE)
        if self._expected is not None:
            self.told[name] = self._in_a_moment(part, self._expected.get(name, []))
            return
        picture, said = window.grab(), shown(part, self._sentences)
        for _ in range(LOOKS):
            QTest.qWait(LOOK_MS)
            before, picture = picture, window.grab()
            said_before, said = said, shown(part, self._sentences)
            if picture.toImage() == before.toImage() and said == said_before:
                break
        assert picture.save(str(self._folder / f"{name}.png"))
        self.told[name] = said

    def _in_a_moment(self, part: QWidget, expected: list[str]) -> list[str]:
        end = time.monotonic() + MOMENT_SECONDS
        while (now := shown(part, self._sentences)) != expected and time.monotonic() < end:
            QTest.qWait(LOOK_MS)
        return now


class Visit:
    """A customer with an album: one whole way, from the first window to the vendor shut out."""

    def __init__(self, home: Home, album: Album) -> None:
        self.home, self.album = home, album
        self.customer = Customer(Patience(), home)
        self.customer.on_page = self.page

    def page(self, name: str) -> None:
        """The wizard's page, once nothing on it moves."""
        wizards = (w for w in QApplication.topLevelWidgets() if isinstance(w, QWizard))
        wizard = next(w for w in wizards if w.isVisible())
        page = wizard.currentPage()
        assert isinstance(page, Page)
        Patience().waitUntil(lambda: not self._busy(page), timeout=PATIENCE_MS)
        self.album.see(name, wizard, page)
        if name == "root_mfa":
            self.customer.press("open_recovery_sheet")
            self.beside("recovery_sheet")

    def _busy(self, page: Page) -> bool:
        looking = bool(getattr(page, "looking", ()))  # its rows have work of their own
        return page.working or looking or self.home.desk.background.busy

    def first_window(self) -> None:
        """The first window."""
        self.customer.until(lambda: not self.home.desk.background.busy)
        self.album.see("home", self.home, self.home.view)

    def beside(self, name: str) -> None:
        """A window beside the wizards, which is closed then."""
        self.customer.until(lambda: _window(name) is not None)
        window = _window(name)
        assert window is not None
        self.customer.until(lambda: not self.home.desk.background.busy)
        self.album.see(name, window, window)
        window.close()

    def there_and_back(self, folder: Path) -> None:
        """Everything that has a picture."""
        customer = self.customer
        self.customer.until(lambda: self.home.handovers is not None)
        walk.grant(customer, Follower(), folder)
        walk.deliver(customer)
        walk.finish(customer)
        customer.press("check_now")
        self.first_window()
        for button, name in (("building", "building"), ("billing", "bill")):
            customer.press(button)
            self.beside(name)
        customer.press("reissue")
        customer.until(lambda: customer.page() == "reissue")
        self.page("reissue")
        customer.press("close")
        customer.until(lambda: customer.page() == "")
        assert self.home.desk.practice is not None
        self.home.desk.practice.state.plant_ways_in()
        walk.revoke(customer, "vendor-admin", "disable")
        customer.press("done")
        customer.until(lambda: [h.state for h in self.home.handovers or ()] == ["disabled"])
        customer.press("undo_revoke")
        customer.see("undo_now")
        self.beside("undo")


def _window(name: str) -> QWidget | None:
    shown = (w for w in QApplication.topLevelWidgets() if w.isVisible())
    return next((w for w in shown if w.objectName() == name), None)


def main() -> None:
    """Walk, and write what was seen."""
    language, folder, data_dir, *rest = sys.argv[1:]
    expected = json.loads(Path(rest[0]).read_text(encoding="utf-8")) if rest else None
    home = start(["--practice", "--lang", language, "--data-dir", data_dir])
    assert isinstance(home, Home)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.force(app, dark=False)
    Patience().waitUntil(lambda: home.desk.practice is not None, timeout=PATIENCE_MS)
    assert home.desk.practice is not None
    home.desk.practice.state.fast = True
    home.desk.open_url = Follower().open
    revoke_hold.HOLD_SECONDS, revoke_hold.HOLD_PAUSE = 0.02, 0.01  # nobody works against it here
    album = Album(language, Path(folder), expected)
    target = Path(tempfile.mkdtemp(prefix="hanako-"), "Documents")  # it is seen in the pictures
    target.mkdir()
    Visit(home, album).there_and_back(target)
    leave(home, Patience())
    told = json.dumps(album.told, ensure_ascii=False, indent=1)
    (Path(folder) / SHOWN).write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

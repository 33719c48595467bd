"""Goes the whole way in practice mode and takes a picture of each page as a customer sees it.

    python -m tests.shots.walkthrough ja dark FOLDER DATA_DIR

Needs a keyring; `make shots` gives it one of its own.
"""

from __future__ import annotations

import sys
import threading
import urllib.request
from pathlib import Path
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from tests.journey import walk
from tests.journey.customer import Browser, Customer, Patience
from ui import theme
from ui.home import Home
from ui.main import start

SETTLE_MS = 80


class Follower:
    """Stands for the browser: follows the link at once."""

    def open(self, url: str) -> bool:
        """Follow the link on a thread of its own."""
        threading.Thread(target=lambda: urllib.request.urlopen(url).read()).start()
        return True

    def done(self) -> None:
        """Nothing to wait for."""


class Photographer:
    """Takes pictures of the topmost window into `folder`, numbered in the order they are seen."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.folder, self.home = folder, home
        self.taken: list[str] = []

    def page(self, name: str) -> None:
        """A picture of the wizard's page, once nothing on it moves."""
        window = next(w for w in QApplication.topLevelWidgets() if _shown_wizard(w))
        self._take(window, f"{'revoke' if name.startswith('revoke') else 'setup'}", name)

    def home_window(self, name: str) -> None:
        """A picture of the home window."""
        self._take(self.home, "home", name)

    def _take(self, window: QWidget, prefix: str, name: str) -> None:
        if prefix != "home":
            window.resize(theme.em(54), theme.em(37))  # the pretended screen is small
        QTest.qWait(SETTLE_MS)
        number = sum(1 for taken in self.taken if taken.startswith(prefix)) + 1
        path = self.folder / f"{prefix}-{number:02}-{name}.png"
        assert window.grab().save(str(path))
        self.taken.append(path.name)


def _shown_wizard(widget: object) -> bool:
    return isinstance(widget, QWizard) and widget.isVisible()


def main() -> None:
    """Walk and take pictures."""
    language, scheme, folder, data_dir = sys.argv[1:]
    home = start(["--practice", "--lang", language, "--data-dir", data_dir])
    assert isinstance(home, Home)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.force(app, scheme == "dark")
    home.desk.open_url = Follower().open
    customer, camera = Customer(Patience(), home), Photographer(Path(folder), home)
    customer.on_page = camera.page
    customer.until(lambda: home.desk._practice is not None)
    home.desk._practice.state.fast = True
    camera.home_window("first")
    target = Path(data_dir) / "Documents"
    target.mkdir()
    walk.grant(customer, cast("Browser", Follower()), target)
    walk.deliver(customer)
    walk.finish(customer)
    customer.press("check_now")
    customer.until(lambda: not home.desk.background.busy)
    camera.home_window("handed-over")
    walk.revoke(customer, "vendor-admin", "disable")
    customer.press("done")
    customer.until(lambda: home.desk.records.handovers()[0].state == "disabled")
    camera.home_window("shut-out")
    home.close()
    customer.until(lambda: not home.desk.background.busy)


if __name__ == "__main__":
    main()

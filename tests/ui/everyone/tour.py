"""Both journeys in practice mode, with a stop at each page in each of its main states.

It is the way that a customer goes (tests/journey/walk.py); at each stop, whoever wants to look at
the window is called.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from app.troubles import SESSION_EXPIRED, Trouble
from tests.journey import walk
from tests.journey.customer import PATIENCE_MS, Customer, Follower, Patience, leave
from tests.ui import planted
from ui.fold import Fold
from ui.home import Home
from ui.main import start
from ui.page import Page
from ui.words import _

SIZE, HOME_SIZE = QSize(1024, 640), QSize(840, 640)
REST_MS = 30
ANSWERS_MS = (
    3_000  # what a page asks beside everything else; some ask for as long as they are there
)
COME, LEFT, UNFOLDED, TROUBLE, BUSY = "come to", "left", "unfolded", "in trouble", "at work"
Look = Callable[[str, str, QWidget], None]  # the page, its state, and the window


@dataclass
class Tour(Customer):
    """A customer who stops on each page."""

    look: Look
    home: Home
    waiter: Patience = field(default_factory=Patience)
    _seen: str = ""

    def __post_init__(self) -> None:
        super().__init__(self.waiter, self.home)
        self.on_page = self._leaving

    # --- arriving ----------------------------------------------------------------------------
    def until(self, true: Callable[[], bool]) -> None:
        """Wait; a page that has come up meanwhile is looked at."""
        super().until(true)
        page = self.page()
        if page and page != self._seen:
            self._seen = page
            self._at(page, COME)

    def _page(self) -> Page:
        page = self._wizard().currentPage()
        assert isinstance(page, Page)
        return page

    @staticmethod
    def _wizard() -> QWizard:
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QWizard))
        return next(w for w in shown if w.isVisible())

    def _busy(self) -> bool:
        page = self._page()
        looks = (getattr(page, name, False) for name in ("looking", "checking"))
        return page.working or any(looks)

    def _at(self, page: str, state: str) -> None:
        self.waiter.waitUntil(lambda: self.page() != page or not self._busy(), timeout=PATIENCE_MS)
        if self.page() != page:  # it was there only while AWS was asked
            return
        self._answered()
        window = self._wizard()
        window.resize(SIZE)
        QTest.qWait(REST_MS)
        self.look(page, state, window)

    def _answered(self) -> None:
        """Wait, but not for long, until nothing that the page has asked is still to come."""
        with suppress(TimeoutError):
            self.waiter.waitUntil(lambda: not self.home.desk.background.busy, timeout=ANSWERS_MS)

    # --- leaving -----------------------------------------------------------------------------
    def _leaving(self, name: str) -> None:
        """What else a page looks like, before it is left."""
        self._at(name, LEFT)
        page = self._page()
        folds = [fold for fold in page.findChildren(Fold) if not fold.is_open]
        for fold in folds:
            fold.set_open(True)
        self._at(name, UNFOLDED)
        for fold in folds:
            fold.set_open(False)
        page.show_trouble(Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken"))
        self._at(name, TROUBLE)
        page.clear_message()
        page.busy.begin(_("Asking AWS …"), lambda: None)
        self._at(name, BUSY)
        page.busy.end()

    def at_home(self, state: str) -> None:
        """The home window, as it is now."""
        super().until(lambda: not self.home.desk.background.busy)
        self.home.resize(HOME_SIZE)
        self.home.activateWindow()
        QTest.qWait(REST_MS)
        self.look("home", state, self.home)


@contextmanager
def _begun(language: str, data_dir: Path, look: Look) -> Iterator[Tour]:
    home = start(["--practice", "--lang", language, "--data-dir", str(data_dir)])
    assert isinstance(home, Home)
    tour = Tour(look=look, home=home)
    try:
        Customer.until(tour, lambda: home.desk.practice is not None)
        practice = home.desk.practice
        assert practice is not None
        practice.state.fast = True
        home.desk.open_url = Follower().open
        yield tour
    finally:
        leave(home, tour.waiter)


def go(language: str, data_dir: Path, look: Look) -> None:
    """From the first window to the report, stopping everywhere."""
    with _begun(language, data_dir, look) as tour, planted.checks(*planted.CHECKS[:3]):
        tour.at_home("first")
        folder = Path(tempfile.mkdtemp(prefix="hanako-"), "Documents")
        folder.mkdir()
        walk.grant(tour, Follower(), folder)
        walk.deliver(tour)
        walk.finish(tour)
        tour.at_home("handed over")
        desk = tour.home.desk
        planted.plant(desk)
        walk.revoke(tour, "vendor-admin", "disable")
        tour.press("done")
        Customer.until(tour, lambda: [h.state for h in tour.home.handovers or ()] == ["disabled"])
        tour.at_home("shut out")

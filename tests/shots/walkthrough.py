"""Goes the whole way in practice mode and takes a picture of each page as a customer sees it.

    python -m tests.shots.walkthrough ja dark FOLDER DATA_DIR

Needs a keyring; `make shots` gives it one of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QScrollArea,
    QWidget,
    QWizard,
)

from app import handoverfile, mfa, revoke_hold
from app.enddate import deny_from
from app.mfa import PERIOD
from app.mfa_turns import SECOND
from tests.journey import walk
from tests.journey.customer import PATIENCE_MS, Customer, Follower, Patience, leave
from tests.shots import abouting, reviewing
from tests.ui.everyone import pseudo
from tests.ui.everyone.room import cut
from ui import theme
from ui.fold import Fold
from ui.home import Home
from ui.main import start
from ui.mfa_codes import MfaCodes
from ui.page import Page
from ui.pages.account import Account
from ui.pages.revoke_progress import RevokeProgress
from ui.pages.security_check import SecurityCheck
from ui.reading import Reading
from ui.widgets import Text

SETTLE_MS = 80
LOOKS = 8
LOOK_MS = 50
# What AWS's documentation shows for an example; nobody's.
SECRET = "JBSWY3DPEHPK3PXP" * 4
W = TypeVar("W", bound=QWidget)
LETTERS = "AIKAGI_SHOTS_LETTERS"  # how many times as large the letters are
FEW_DAYS = timedelta(days=5)
GUESTS = {
    "guest": "iam::{account}:user/tanaka",
    "project_account": "sts::{account}:assumed-role/AccountFullAccessRole/tanaka",
}
# The smallest window in which a page, as it is come to, needs no scrolling.
SIZE, HOME_SIZE = QSize(1024, 640), QSize(840, 640)
READING_MS = 90_000  # CloudTrail answers twice a second: who made what takes half a minute to read
DELAY = 0.1  # seconds for each reply, so that revoking can be seen


class Photographer:
    """Takes pictures of the topmost window into `folder`, numbered in the order they are seen.

    What a customer sees only on the way, or when something goes wrong, is called extra-….
    """

    def __init__(self, folder: Path, home: Home) -> None:
        self.folder, self.home = folder, home
        self.taken: list[str] = []

    def page(self, name: str) -> None:
        """A picture of the wizard's page, once nothing on it moves."""
        behind = self.home.desk.background
        Patience().waitUntil(lambda: not (self._busy() or behind.busy), timeout=READING_MS)
        prefix = "revoke" if name.startswith("revoke") else "setup"
        self._take(self.wizard(), self._numbered(prefix, name))
        extras: dict[str, tuple[Callable[[], None], ...]] = {
            "account": (self._sign_up, self._activation),
            "root_mfa": (self._second_lock, self._recovery_sheet),
            "sign_in": (self._guests,),
            "vendor_user": (self._options,),
            "security_check": (self._put_right, self._trouble),
            "send_password": (self._passphrase,),
            "revoke_choose": (lambda: reviewing.choosing(self, self._page()),),
            "revoke_preview": (self._watch_revoking,),
            "revoke_review": (lambda: reviewing.reviewing(self, self._page()),),
        }
        for extra in extras.get(name, ()):
            extra()

    def home_window(self, name: str) -> None:
        """A picture of the home window."""
        self._take(self.home, self._numbered("home", name))

    def aside(self, name: str) -> None:
        """A picture of the wizard at some other moment."""
        self._take(self.wizard(), f"extra-{name}")

    def wizard(self) -> QWizard:
        """The wizard that is open."""
        shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QWizard))
        return next(w for w in shown if w.isVisible())

    def _page(self) -> Page:
        page = self.wizard().currentPage()
        assert isinstance(page, Page)
        return page

    def _busy(self) -> bool:
        page = self._page()
        return page.working or bool(getattr(page, "looking", ()))  # its rows have work of their own

    def _trouble(self) -> None:
        desk = self.home.desk
        session, desk.session = desk.session, None
        desk.session_changed.emit()
        self._page().ask_to_sign_in()
        self.aside("security_check-trouble")
        desk.session = session
        desk.session_changed.emit()
        self._page().clear_message()
        self._page()._facts_changed()

    def _sign_up(self) -> None:
        """For who has no account yet: as it is come to, all the steps, and each of the eight."""
        desk, page = self.home.desk, self._page()
        assert isinstance(page, Account)
        desk.know(have_account=False)
        page.come()
        self.aside("account-none")
        page.steps.close_all()
        self.aside("account-steps")
        for number in range(1, 9):
            desk.know(ticks=tuple(f"account.{n}" for n in range(1, number)))
            page.come()
            self.aside(f"account-step-{number}")
        desk.know(have_account=True, ticks=())

    def _activation(self) -> None:
        """The waiting for AWS, here and on the home window."""
        desk, page = self.home.desk, self._page()
        assert isinstance(page, Account)
        said = desk.facts.have_account
        desk.know(have_account=False, waiting_since=handoverfile.now())
        self._show(page.waiting_card)
        self.aside("account-waiting")
        self._take(self.home, "extra-home-waiting")
        desk.know(have_account=said, waiting_since="")
        self._take(self.home, "extra-home-you_are_here")

    def _recovery_sheet(self) -> None:
        self._find("open_recovery_sheet", QAbstractButton).click()
        self.window("recovery_sheet", "recovery_sheet")

    def _guests(self) -> None:
        """Who is signed in, but isn't the root user of a classic account."""
        desk = self.home.desk
        root, visitor = desk.facts, desk.visitor
        for name, arn in GUESTS.items():
            desk.visitor = f"arn:aws:{arn.format(account=root.account)}"
            desk.know(is_root=False)
            self._page().refresh()
            self.aside(f"sign_in-{name}")
        desk.visitor = visitor
        desk.know(is_root=root.is_root)

    def _put_right(self) -> None:
        """The upgrade's card and the contacts' form, opened in the rows of their checks."""
        page, practice = self._page(), self.home.desk.practice
        assert practice is not None
        assert isinstance(page, SecurityCheck)
        plan, contacts = practice.state.plan, practice.state.contacts
        practice.state.plan, practice.state.contacts = "FREE", {}
        self._look(page)
        for check, opener in (("account_plan", "open_upgrade"), ("contacts", "open_contacts")):
            self._find(opener, QAbstractButton).click()
            QTest.qWait(SETTLE_MS * 2)  # it scrolls by itself first
            self._show(page.rows[check])
            self.aside(f"security_check-{opener.removeprefix('open_')}")
            page.acts.close(check)
        practice.state.plan, practice.state.contacts = plan, contacts
        self._look(page)

    def _look(self, page: SecurityCheck) -> None:
        page.look()
        Patience().waitUntil(lambda: not self._busy(), timeout=PATIENCE_MS)

    def building(self, shot: str, **seen: object) -> None:
        """The window while the vendor works, had the last look brought what is `seen`."""
        handover, desk = self.home.chosen, self.home.desk
        assert handover is not None
        session, desk.session = desk.session, None  # else it looks, and it isn't so
        self.home.windows.building(replace(handover, **seen))  # type: ignore[arg-type]  # by name
        self.window("building", shot)
        desk.session = session

    def _second_lock(self) -> None:
        """Each step, and the help for who can't scan the code, up to the second of the codes."""
        desk = self.home.desk
        desk.know(mfa_said=False)
        for number in range(1, 5):
            desk.know(ticks=tuple(f"root_mfa.{n}" for n in range(1, number)))
            self._page().come()
            self.aside(f"root_mfa-step-{number}")
        self._find("mfa_no_scan", QAbstractButton).click()
        self._find("mfa_secret", QLineEdit).setText(SECRET)
        QTest.qWait(SETTLE_MS * 4)  # the QR code is drawn in the background
        self._find("mfa_check_code", QLineEdit).setText(mfa.codes(SECRET, time.time())[0])
        self._show(self._find("mfa_codes", QWidget))
        self.aside("root_mfa-help")
        codes = self._page().findChild(MfaCodes)
        assert isinstance(codes, MfaCodes)
        while codes.now.kind != SECOND:  # half a minute later, or a whole one
            at = codes._clock() + PERIOD
            codes._clock = lambda at=at: at  # type: ignore[misc]
            codes.tick()
        self.aside("root_mfa-second_code")
        desk.know(mfa_said=True, ticks=())

    def _options(self) -> None:
        """What else can guard the vendor's user."""
        head = self._find("more_options", QAbstractButton)
        head.click()
        self._show(head)
        self.aside("vendor_user-options")

    def window(self, name: str, shot: str) -> None:
        """A window beside the wizards: on the first screen, and with all that can be opened."""
        shown = Patience()
        shown.waitUntil(lambda: self._beside(name) is not None, timeout=PATIENCE_MS)
        window = self._beside(name)
        assert window is not None
        QTest.qWait(SETTLE_MS * 10)
        self._take(window, f"extra-{shot}")
        for fold in window.findChildren(Fold):
            fold.set_open(True)
        area = max(window.findChildren(QScrollArea), key=lambda a: a.height())
        inside = area.widget()
        assert inside is not None
        # Its area makes it as tall as its words; sizing it here too cut sentences through.
        said = inside.findChildren(Text)  # what is gone by then, as “Asking AWS …”, isn't cut
        shown.waitUntil(
            lambda: not any(cut(text) for text in said if text.isVisible()), timeout=PATIENCE_MS
        )
        assert inside.grab().save(str(self.folder / f"extra-{shot}-unfolded.png"))
        window.close()

    def beside(self, window: QWidget, shot: str) -> None:
        """A window beside the wizards as it is now: the whole of it, however long."""
        self._take(window, f"extra-{shot}")
        area = max(window.findChildren(QScrollArea), key=lambda a: a.height())
        inside = area.widget()
        assert inside is not None
        assert inside.grab().save(str(self.folder / f"extra-{shot}-whole.png"))

    @staticmethod
    def _beside(name: str) -> QWidget | None:
        windows = (w for w in QApplication.topLevelWidgets() if w.isVisible())
        return next((w for w in windows if w.objectName() == name), None)

    def _find(self, name: str, kind: type[W]) -> W:
        found = self._page().findChild(kind, name)
        assert isinstance(found, kind)
        return found

    def _show(self, widget: QWidget) -> None:
        """Scroll so that `widget` is near the top."""
        area = self._page().area
        QTest.qWait(SETTLE_MS)
        inside = area.widget()
        assert inside is not None
        top = widget.mapTo(inside, widget.rect().topLeft()).y()
        area.verticalScrollBar().setValue(max(0, top - theme.em(2)))

    def _passphrase(self) -> None:
        page = self._page()
        passphrase = page.findChild(QWidget, "passphrase")
        assert passphrase is not None
        page.area.ensureWidgetVisible(passphrase, 0, theme.em(12))
        self.aside("send_password-passphrase")

    def _watch_revoking(self) -> None:
        """Catch the page that is there only while AWS is asked, and the moment that matters."""
        page = self.wizard().currentPage()
        if isinstance(page, RevokeProgress):
            name = "revoke_progress-out" if page.out.isVisible() else "revoke_progress"
            if f"extra-{name}" not in self.taken:
                self.aside(name)
        elif page.objectName() != "revoke_preview":
            return
        QTimer.singleShot(LOOK_MS, self.home, self._watch_revoking)

    def waiting(self, url: str) -> bool:
        """Stands for the browser as well: a picture of the waiting, then the link is followed."""

        def look_then_follow() -> None:
            self.aside("sign_in-waiting")
            Follower().open(url)

        QTimer.singleShot(LOOK_MS, self.home, look_then_follow)
        return True

    def _numbered(self, prefix: str, name: str) -> str:
        number = sum(1 for taken in self.taken if taken.startswith(prefix)) + 1
        return f"{prefix}-{number:02}-{name}"

    def _take(self, window: QWidget, name: str) -> None:
        window.resize(HOME_SIZE if window is self.home else SIZE)
        assert _at_rest(window).save(str(self.folder / f"{name}.png"))
        self._note_scrolling(window, name)
        self.taken.append(name)

    def _note_scrolling(self, window: QWidget, name: str) -> None:
        """Which picture shows only a part of its page, and how many pixels lie below.

        Words in a box of their own scroll in it, and the page stays still.
        """
        every = window.findChildren(QScrollArea)  # also of the windows that it opened
        shown = (a for a in every if a.window() is window and a.isVisibleTo(window))
        areas = (a for a in shown if not isinstance(a, Reading))
        below = max((area.verticalScrollBar().maximum() for area in areas), default=0)
        with (self.folder / "scrolls.txt").open("a", encoding="utf-8") as notes:
            notes.write(f"{below:5} {name}\n")


def _at_rest(window: QWidget) -> QPixmap:
    """The window once two looks in a row are the same, or the last of a few where it never rests.

    A page whose text has just changed is laid out over several turns of the event loop.
    """
    seen = window.grab()
    for _ in range(LOOKS):
        QTest.qWait(SETTLE_MS)
        before, seen = seen, window.grab()
        if seen.toImage() == before.toImage():
            break
    return seen


def main() -> None:
    """Walk and take pictures."""
    language, scheme, folder, data_dir = sys.argv[1:]
    with pseudo.spoken() if language == pseudo.NAME else nullcontext():
        walk_and_take(
            pseudo.SOURCE if language == pseudo.NAME else language, scheme, folder, data_dir
        )


def _enlarge(times: float) -> None:
    """Have the system's own letters be larger: without a screen QT_FONT_DPI enlarges everything."""
    usual = theme.apply

    def larger(app: QApplication) -> None:
        font = app.font()
        font.setPointSizeF(font.pointSizeF() * times)
        app.setFont(font)
        usual(app)

    if times != 1:
        theme.apply = larger


def walk_and_take(language: str, scheme: str, folder: str, data_dir: str) -> None:
    """The whole way, from the first window to letting the vendor in again."""
    _enlarge(float(os.environ.get(LETTERS, "1")))
    home = start(["--practice", "--lang", language, "--data-dir", data_dir])
    assert isinstance(home, Home)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.force(app, "dark" in scheme, contrast="contrast" in scheme)
    customer, camera = Customer(Patience(), home), Photographer(Path(folder), home)
    home.desk.open_url = camera.waiting
    customer.on_page = camera.page
    customer.until(lambda: home.desk.practice is not None)
    practice = home.desk.practice
    assert practice is not None
    practice.state.fast = True
    camera.home_window("first")
    target = Path(tempfile.mkdtemp(prefix="hanako-"), "Documents")  # it is seen in the pictures
    target.mkdir()
    walk.grant(customer, Follower(), target)
    walk.deliver(customer)
    walk.finish(customer)
    customer.press("check_now")
    customer.until(lambda: not home.desk.background.busy)
    camera.home_window("handed-over")
    for name, shot in (("building", "building"), ("billing", "bill")):
        customer.press(name)
        camera.window(shot, shot)
    abouting.about(camera)
    there = {"last_used": handoverfile.now()}
    soon = (datetime.now().astimezone() + FEW_DAYS).date()
    camera.building("building-rights_to_give", rights_later=True, **there)
    camera.building("building-last_day", ends_at=deny_from(soon), **there)
    customer.press("reissue")
    customer.until(lambda: customer.page() == "reissue")
    camera.aside("reissue")
    customer.press("close")
    customer.until(lambda: customer.page() == "")
    practice.state.plant_ways_in()
    practice.state.delay = DELAY
    revoke_hold.HOLD_SECONDS, revoke_hold.HOLD_PAUSE = 1.0, 0.2  # nobody works against it here
    walk.revoke(customer, "vendor-admin", "disable")
    customer.press("done")
    customer.until(lambda: [h.state for h in home.handovers or ()] == ["disabled"])
    customer.until(lambda: not home.desk.background.busy)
    camera.home_window("shut-out")
    practice.state.delay = 0.0
    customer.press("undo_revoke")
    customer.see("undo_now")
    camera.window("undo", "undo")
    leave(home, customer.waiter)


if __name__ == "__main__":
    main()

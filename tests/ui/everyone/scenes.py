"""Every page and every window, as they are without AWS: where nobody is signed in.

The tour sees the pages of who is. This is quicker, so that it can be done in every size and way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.handoverfile import Handover
from app.troubles import SESSION_EXPIRED, Trouble
from ui import theme
from ui.desk import Desk
from ui.fold import Fold
from ui.page import Page
from ui.revoke_wizard import RevokeWizard
from ui.selftest_memory import in_memory
from ui.selftest_windows import _filled, every_window
from ui.setup_wizard import SetupWizard
from ui.wizard import JourneyWizard
from ui.words import _

SIZE = QSize(1024, 640)
LARGER = QSize(1366, 768)  # where letters are three times as large, the screen isn't the smallest
Look = Callable[[str, QWidget], None]
USUAL_EM = 25  # pixels: in larger letters a window would be larger than the screen of a test
ACCOUNT = "123456789012"


def _size() -> QSize:
    return LARGER if theme.em() > 2 * USUAL_EM else SIZE


def settle() -> None:
    """Layouts settle in a few turns of the event loop."""
    for _turn in range(4):
        QApplication.processEvents()
    QTest.qWait(1)


def pages(desk: Desk, above: QWidget, look: Look) -> None:
    """Look at every page of both journeys: come to, with everything unfolded, in trouble."""
    for made in (SetupWizard, RevokeWizard):
        wizard = made(desk, above)
        wizard.resize(_size())
        wizard.show()
        for number, step in enumerate(wizard.journey):
            wizard.setCurrentId(number)
            page = wizard.currentPage()
            assert isinstance(page, Page)
            for state in _states(page):
                wizard.resize(_size())
                settle()
                look(f"{step.name}, {state}", wizard)
        wizard.done(0)
        wizard.deleteLater()


def _states(page: Page) -> Iterator[str]:
    yield "come to"
    folds = [fold for fold in page.findChildren(Fold) if not fold.is_open]
    for fold in folds:
        fold.set_open(True)
    yield "unfolded"
    page.show_trouble(Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken"))
    page.busy.begin(_("Asking AWS …"), lambda: None)
    yield "in trouble and at work"
    page.busy.end()
    page.clear_message()
    for fold in folds:
        fold.set_open(False)


def windows(desk: Desk, above: QWidget, look: Look) -> None:
    """Look at every window that the program has, as `aikagi --self-test` makes them."""
    handover = Handover(state="made", account=ACCOUNT, user_name="vendor-admin")
    desk.records.save(handover)
    with in_memory():
        for name, make in every_window().items():
            window = make(desk, above, handover)
            if isinstance(window, JourneyWizard) or theme.em() > USUAL_EM:
                window.resize(_size())  # else as large as the window itself wants to be
            window.show()
            _filled(desk, window)
            settle()
            look(name, window)
            window.hide()  # closing the home window would end the run
            window.deleteLater()

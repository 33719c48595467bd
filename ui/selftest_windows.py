"""Self-test: every window and page drawn in both languages, and a report written as a PDF."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLibraryInfo, QPluginLoader, QSize
from PySide6.QtGui import QFontDatabase, QIcon, QImage, QImageReader, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import LANGUAGES, RESOURCES, Settings
from app.work import Token
from ui import theme, words
from ui.main import NAME
from ui.selftest_memory import in_memory
from ui.selftest_parts import installed, need, several

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from ui.desk import Desk
    from ui.wizard import JourneyWizard

Known = TypeVar("Known")
Make = Callable[["Desk", QWidget, "Handover"], QWidget]
NOWHERE = "http://127.0.0.1:9"  # in the place of AWS: nobody answers there
ACCOUNT = "123456789012"
STOP_SECONDS, READ_SECONDS = 10.0, 20.0
LETTERS = "合鍵をあずける"
# What puts windows on the screen of each system; on Linux one of them is enough.
SCREENS = {"linux": ("qxcb", "qwayland"), "win32": ("qwindows",), "darwin": ("qcocoa",)}


def application() -> QApplication:
    """The one of this process, in our dress."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication([*NAME])
    # Without a screen Qt reads no collections of fonts there, as Windows' Japanese ones are.
    if sys.platform == "win32" and (folder := os.environ.get("QT_QPA_FONTDIR")):
        for file in sorted(Path(folder).glob("*.ttc")):
            QFontDatabase.addApplicationFont(str(file))
    theme.apply(made)
    theme.furnish(made)
    return made


def windows(room: Path) -> Iterator[str]:
    """Everything that can be opened is, and is drawn, where nobody sees it."""
    from app.handoverfile import Handover
    from ui.desk import Desk

    application()
    count = 0
    for language in LANGUAGES:
        words.install(language)
        desk = Desk(Settings(room, practice=True, endpoint=NOWHERE, language=language))
        desk.open_url = lambda _url: True
        handover = Handover(state="made", account=ACCOUNT, user_name="vendor-admin")
        desk.records.save(handover)
        with in_memory():
            count += _drawn(desk, handover)
            ended = desk.background.stop(limit=STOP_SECONDS)
            need(ended, f"work in the background didn't end within {STOP_SECONDS:.0f} seconds")
    yield f"{count} windows and pages drawn"
    yield from _screens()
    pictures = [bytes(one.data()) for one in QImageReader.supportedImageFormats()]
    need(b"svg" in pictures, "Qt's plugin for pictures (svg) is missing")


def every_window() -> dict[str, Make]:
    """How each window is made, by its class's name."""
    from ui.about import AboutWindow
    from ui.bill import BillWindow
    from ui.building import BuildingWindow
    from ui.helpwindow import HelpWindow
    from ui.home import Home
    from ui.instance import AlreadyOpen
    from ui.licences import LicencesWindow
    from ui.recoverysheet import RecoveryWindow
    from ui.reissue import ReissueWizard
    from ui.review_wizard import ReviewWizard
    from ui.revoke_wizard import RevokeWizard
    from ui.setup_wizard import SetupWizard
    from ui.signin_panel import SignInWindow
    from ui.undoing import UndoWindow

    return {
        "Home": lambda desk, _above, _handover: Home(desk),
        "AlreadyOpen": lambda desk, _above, _handover: AlreadyOpen(desk),
        "AboutWindow": lambda desk, above, _handover: AboutWindow(desk, above),
        "BillWindow": lambda desk, above, _handover: BillWindow(desk, above),
        "BuildingWindow": lambda desk, above, handover: BuildingWindow(desk, handover, above),
        "HelpWindow": lambda desk, above, _handover: HelpWindow(desk, above),
        "LicencesWindow": lambda desk, above, _handover: LicencesWindow(desk, above),
        "RecoveryWindow": lambda desk, above, _handover: RecoveryWindow(desk, above),
        "ReissueWizard": ReissueWizard,
        "ReviewWizard": lambda desk, above, _handover: ReviewWizard(desk, above),
        "RevokeWizard": lambda desk, above, _handover: RevokeWizard(desk, above),
        "SetupWizard": lambda desk, above, _handover: SetupWizard(desk, above),
        "SignInWindow": lambda desk, above, _handover: SignInWindow(desk, above, ACCOUNT),
        "UndoWindow": lambda desk, above, handover: UndoWindow(desk, handover, above),
    }


def _drawn(desk: Desk, handover: Handover) -> int:
    """Make and draw every window, and every page of every wizard; how many those are."""
    from ui.wizard import JourneyWizard

    above, count = QWidget(), 0
    for make in every_window().values():
        window = make(desk, above, handover)
        _filled(desk, window)
        window.grab()
        count += 1
        if isinstance(window, JourneyWizard):
            count += _pages(desk, window)
    return count


def _filled(desk: Desk, window: QWidget) -> None:
    """Wait until a window that reads before it shows anything has shown what it read."""
    from app import manual
    from app.buildinfo import INSTALLED
    from app.licences import BUILT
    from ui.about import AboutWindow
    from ui.helpwindow import HelpWindow
    from ui.licences import LicencesWindow

    if isinstance(window, AboutWindow):
        about = _until(desk, lambda: window.known, "About")
        need(not installed() or about.build.kind == INSTALLED, "what the build noted is missing")
    elif isinstance(window, LicencesWindow):
        found = _until(desk, lambda: window.found, "the list of the parts")
        whole = found.kind == BUILT and found.every and found.sbom
        need(not installed() or whole, "the list of the parts and their licences is missing")
    elif isinstance(window, HelpWindow):
        need(len(window.sections) > 1, "the manual is missing")
        picture = QImage(str(manual.pictures() / f"{words.language()}-welcome.png"))
        need(not picture.isNull(), "the manual's pictures are missing")


def _until(desk: Desk, known: Callable[[], Known | None], name: str) -> Known:
    """What is known in the end; the background's answers are delivered meanwhile."""
    end, token = time.monotonic() + READ_SECONDS, Token()
    while (found := known()) is None:
        need(time.monotonic() < end, f"{name} wasn't filled within {READ_SECONDS:.0f} seconds")
        token.wait(0.01)
        QApplication.sendPostedEvents(desk.background)
    return found


def _pages(desk: Desk, wizard: JourneyWizard) -> int:
    from ui.wizard import page_class

    for step in wizard.journey:
        page = page_class(step.name)(desk, step)
        page.resize(theme.em(50), theme.em(36))
        page.come()
        page.grab()
        page.go()
    return len(wizard.journey)


def _screens() -> Iterator[str]:
    """What puts windows on the screen can be loaded with all that it needs of the system."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    wanted = SCREENS.get(sys.platform, ())
    found = [one for one in sorted(folder.iterdir()) if any(name in one.name for name in wanted)]
    need(found or not wanted, f"Qt's plugin for the screen ({', '.join(wanted)}) is missing")
    failed = []
    for one in found:
        loader = QPluginLoader(str(one))
        if not loader.load():
            failed.append(loader.errorString())
    need(len(failed) < len(found) or not found, several(failed))
    yield from failed


def papers() -> Iterator[str]:
    """A report as a PDF that carries its letters, Japanese ones where this computer has any."""
    from app import report
    from app.report_parts import Filed
    from ui import reporttext
    from ui.reportpaper import pdf

    application()
    document = report.document(Filed(ACCOUNT, datetime.now(UTC)))
    words.install("ja")
    page = reporttext.html(document)
    content = pdf(page, "self-test", "self-test", theme.font())
    carries = content.startswith(b"%PDF") and b"/FontFile" in content
    need(carries, "the report's PDF has no letters in it")
    if not QFontDatabase.families(QFontDatabase.WritingSystem.Japanese):
        yield "no Japanese font was found on this computer: Japanese would be shown as boxes"
    else:
        need(not _boxes(LETTERS), "Japanese comes out as boxes, though there is a font for it")
    icon = RESOURCES / "icons" / "aikagi.svg"
    need(not QIcon(str(icon)).pixmap(16, 16).isNull(), f"{icon} is no picture")
    need(not (broken := _undrawn()), f"not drawn: {several(broken)}")


def _undrawn() -> list[str]:
    """Our drawings that can't be drawn, or aren't there."""
    from app.journey import REVOKE, SETUP
    from ui.brandmark import WORDMARK
    from ui.drawing import ILLUSTRATIONS, image

    paths = [WORDMARK, *(ILLUSTRATIONS / f"{step.name}.svg" for step in (*SETUP, *REVOKE))]
    side = QSize(theme.em(4), theme.em(4))
    return [path.name for path in paths if image(path, side, 1.0).isNull()]


def _boxes(text: str) -> bool:
    """Whether a letter of `text` has no shape in any font: its glyph is number 0 then."""
    layout = QTextLayout(text, theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(not glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())

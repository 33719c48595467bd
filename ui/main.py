"""The entry point: `start` builds everything short of the event loop, `main` runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import cli, crashes, forward, garbage, surroundings

SWITCH_SECONDS = 0.0005
NAME = ("aikagi", "-style", "fusion")  # saying it here is cheaper than changing it later

NO_SCREEN = (
    "aikagi: there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
    "aikagi: 画面がないため、起動できません（DISPLAY も WAYLAND_DISPLAY も設定されていません）。\n"
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.settings import Settings
    from ui.home import Home


def main() -> int:
    """Start the program and stay until its last window is closed. Returns the exit status."""
    surroundings.settle_openssl()
    surroundings.speak()
    options = cli.parse(sys.argv[1:])  # --help and mistakes need no screen
    if options.parts:
        from ui import selftest_parts

        return selftest_parts.main(options.parts[0].split(","), Path(options.parts[1]))
    if options.self_test:
        from ui import selftest

        return selftest.run(partial(print, flush=True))
    if not _screen(sys.argv):
        sys.stderr.write(NO_SCREEN)
        return 1
    if _another_comes(options):
        return 0
    crashes.watch(options.settings().records_dir / crashes.FOLDER)
    window = start(sys.argv[1:])
    from PySide6.QtWidgets import QApplication

    crashes.listen_to_qt()
    status = QApplication.exec()
    crashes.end()
    del window
    return status


def _another_comes(options: cli.Options) -> bool:
    """Whether Aikagi is open already on these records, and comes to the front instead of this one.

    A vendor's file can't be handed to it: this start says so, in a window.
    """
    records = options.settings().records_dir
    return options.vendor_file is None and forward.ask(records, os.environ.get(forward.TOKEN, ""))


def _screen(argv: Sequence[str]) -> bool:
    """Whether windows can be shown: without a screen Qt itself ends the program with a crash."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    named = any(os.environ.get(name) for name in names) or "-platform" in argv
    return sys.platform != "linux" or named


def start(argv: Sequence[str]) -> QWidget:
    """Build the application and show its first window. `argv` is without the program's name."""
    options = cli.parse(argv)
    from PySide6.QtWidgets import QApplication

    _lighten()
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else _application(options.rest)
    if running is None:
        surroundings.mend()
        _dress(app)
        _hear_the_system(app)
    return _show_home(app, options.settings())


def entry_name(frozen: bool = hasattr(sys, "frozen"), program: str = sys.executable) -> str:
    """The name of this program's desktop entry, by which a desktop finds a window's icon.

    An installed program lies in a folder of that name (packaging/linux/): a vendor's has its own.
    """
    folder = Path(program).resolve().parent.name
    return folder if frozen and folder.startswith(f"{NAME[0]}-") else NAME[0]


def _application(rest: Sequence[str]) -> QApplication:
    from PySide6.QtWidgets import QApplication

    return QApplication([entry_name(), *NAME[1:], *rest])


def _lighten() -> None:
    """Keep Python and PySide from doing what nobody needs while the customer waits."""
    garbage.only_where_asked()
    # PySide reads the source of every module that is imported, to see whether it uses PySide's
    # `__feature__`. None does. A built program, which has no sources, goes without it as well.
    feature: Any = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        feature._mod_uses_pyside = lambda _module: False  # noqa: SLF001  (there is no other way)


def _dress(app: QApplication) -> None:
    from ui import theme

    # Work's thread must not keep the window's waiting: Python's own 5 ms add up to a stutter.
    sys.setswitchinterval(SWITCH_SECONDS)
    app.setApplicationName("aikagi")
    app.setApplicationDisplayName("Aikagi")
    app.setDesktopFileName(entry_name())
    theme.apply(app)


def _hear_the_system(app: QApplication) -> None:
    from ui.goodbye import Goodbye

    Goodbye(app)


def _show_icon(app: QApplication) -> None:
    from PySide6.QtGui import QIcon

    from app.settings import RESOURCES

    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "aikagi.svg")))


def _show_home(app: QApplication, settings: Settings) -> QWidget:
    """Open a run: its desk and its home window. Where it is open already, only say so."""
    from PySide6.QtCore import QObject

    from ui.claim import claim
    from ui.desk import Desk
    from ui.goodbye import Goodbye
    from ui.home import Home
    from ui.instance import AlreadyOpen, come_forward
    from ui.language import settle
    from ui.warmup import warm_up

    claimed = claim(settings.records_dir)
    desk = Desk(settings, app)
    desk.claim = claimed
    settle(app, desk)
    if claimed is None:
        window = AlreadyOpen(desk)
        window.show()
        return window
    home = Home(desk)
    ending = app.findChild(QObject, "goodbye")
    if isinstance(ending, Goodbye):
        ending.wanted.connect(desk.end_now)
    claimed.wanted.connect(lambda token: come_forward(home, token))
    desk.switch_wanted.connect(lambda other: _switch(app, home, other))
    home.painted.connect(lambda: _show_icon(app))
    home.painted.connect(claimed.listen)
    home.painted.connect(desk.open)
    home.painted.connect(lambda: warm_up(desk, home.windows))
    home.painted.connect(lambda: _look_for_crashes(home))
    home.show()
    return home


def _look_for_crashes(home: Home) -> None:
    """Say what went wrong unexpectedly, the last time or from now on."""
    from ui.crashnote import CrashNote

    CrashNote(home).look()


def _switch(app: QApplication, home: Home, settings: Settings) -> None:
    """Go on with another run (practice, or the real one) in this one's place."""
    following = _show_home(app, settings)
    home.close()  # comes to the front where its wizard had to leave first
    following.raise_()
    following.activateWindow()

"""Notices the errors that nobody expected, and has a report of each kept on this computer.

Python prints such an error with its text, which may quote a secret, to where a desktop's journal
keeps it for good. In its place only what the report holds is printed. What ends the program at
once (Qt gave up, a library crashed) leaves its last words in a file that is open for that.
"""

from __future__ import annotations

import faulthandler
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from ui import winsystem

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

FOLDER = "crashes"  # in the folder of a run's records
MOST = 8  # reports of one run: what breaks in a redraw breaks each time
NO_CORE = 1  # byte: at 0, Linux would still hand a core to a program that collects them
_WHO = re.compile(r"[\w:~]+")


class _Run:
    """What this process knows of itself. Never made: Python's hooks belong to the whole process."""

    folder: Path | None = None
    page = "start"
    box: TextIO | None = None
    seen: frozenset[str] = frozenset()
    alarm: Callable[[str], None] | None = None  # is told the path of each report


def watch(folder: Path) -> None:
    """From now on keep reports in `folder`, and print no error's text."""
    _Run.folder = folder
    leave_no_core()
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def leave_no_core() -> None:
    """Have a crash write no image of the memory, which holds all that is secret."""
    if winsystem.IS:
        winsystem.report_no_crash()
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    least = NO_CORE if hard == resource.RLIM_INFINITY else min(NO_CORE, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (least, hard))


def begin(folder: Path) -> None:
    """Make a report of what the run before left, and open the file for this one's last words.

    For the background, once this run has the records to itself. Raises `OSError`.
    """
    from PySide6.QtCore import qVersion

    from app import crashreport, recordfile

    if _Run.folder is None:  # nobody watches: not the program, but a test or a part of it
        return
    _close()
    _Run.folder = folder
    crashreport.recover(folder)
    recordfile.make_folder(folder)
    box = (folder / crashreport.BOX).open("w", encoding="utf-8", errors="replace", buffering=1)
    box.write(f"{crashreport.scene(qVersion())}{crashreport.START}\n")
    _Run.box = box
    at(_Run.page)
    faulthandler.enable(box)


def listen_to_qt() -> None:
    """Keep who in Qt gave up. Until `end`: Qt must not call Python once that is going."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(_of_qt)


def at(page: str) -> None:
    """Note which page is shown from now on."""
    _Run.page = page
    if _Run.box is not None:
        _write(f"page {page}\n")


def tell(alarm: Callable[[str], None]) -> None:
    """Whom to tell of each report, with its path, on whatever thread it was."""
    if _Run.folder is not None:
        _Run.alarm = alarm


def end() -> None:
    """Stop listening, and leave no last words: the run ended well."""
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)
    _Run.alarm = None
    _close()


def _close() -> None:
    box, _Run.box = _Run.box, None
    if box is not None:
        faulthandler.enable(sys.stderr)
        box.close()
        Path(box.name).unlink(missing_ok=True)


def _write(line: str) -> None:
    try:
        if _Run.box is not None:
            _Run.box.write(line)
    except OSError:
        _Run.box = None  # the disk is full, or gone: the program goes on without


def _of_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Print what Qt says, as Qt does; of its last words keep who says them."""
    from PySide6.QtCore import QtMsgType

    said = _WHO.match(text.strip())
    if kind == QtMsgType.QtFatalMsg:
        _write(f"Qt: {said[0] if said else context.category}\n")
    sys.stderr.write(f"{text}\n")


def keep(error: BaseException) -> Path | None:
    """Keep a report of `error`, once in a run; None where there is none. From any thread."""
    from app import crashreport

    said = crashreport.trace(error)
    if _Run.folder is None or said in _Run.seen or len(_Run.seen) >= MOST:
        return None
    _Run.seen |= {said}
    return crashreport.save(
        _Run.folder,
        crashreport.scene(_qt()),
        f"page {_Run.page}, thread {threading.current_thread().name}",
        said,
    )


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _note(error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _note(args.exc_value)


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    """An error in a place that can't raise one: nothing comes of it, but its text is as secret."""
    from app import crashreport

    if args.exc_value is not None:
        sys.stderr.write(f"ignored: {crashreport.trace(args.exc_value)}")


def _note(error: BaseException) -> None:
    from app import crashreport

    sys.stderr.write(crashreport.trace(error))
    path = keep(error)
    if path is not None and _Run.alarm is not None:
        _Run.alarm(str(path))


def _qt() -> str:
    """Qt's version, where it has been loaded by then."""
    core = sys.modules.get("PySide6.QtCore")
    return str(core.qVersion()) if core is not None else "-"

"""Aikagi as a program of its own, in which something goes wrong that nobody expected.

The first argument says what; the others are the program's own. Wherever an error could quote it,
there is a secret. Once all of it is told, the program ends.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

SECRET = os.environ["CRASHPROGRAM_SECRET"]
del os.environ["CRASHPROGRAM_SECRET"]


class Held:
    """Its repr is the secret."""

    def __repr__(self) -> str:
        return SECRET


class Odd(Exception):  # noqa: N818  (any name)
    """Quotes a secret in its text, its arguments and a note."""

    def __init__(self, *args: object) -> None:
        super().__init__(f"the password is {SECRET}", *args, Held())
        self.password = SECRET
        self.add_note(SECRET)


def goes_wrong(password: str) -> None:
    """Raises, with the secret in a local, and in the errors that led to it."""
    kept = {"password": password, password: Held()}
    try:
        try:
            kept[f"no {password}"]
        except KeyError as error:
            raise ValueError(password) from error
    except ValueError:
        raise Odd(password)  # noqa: B904  (the one before is its context)


def in_file(password: str) -> None:
    """An error of the system, with a file's name."""
    open(f"/nowhere/{password}")  # noqa: PTH123, SIM115


def in_text(password: str) -> None:
    """An error that holds what couldn't be read."""
    (password.encode() + b"\xff").decode()


def in_group(password: str) -> None:
    """Several at once."""
    raise ExceptionGroup(password, [ValueError(password)])


class Dying:
    """Goes wrong where nothing can be raised any more."""

    def __del__(self) -> None:
        goes_wrong(SECRET)


def in_slot(wrong: Any, *args: object) -> None:
    """In a slot, as whatever the customer presses ends in one."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, lambda: wrong(*args))


def in_thread(wrong: Any, *args: object) -> None:
    """In a thread of its own."""
    threading.Thread(target=wrong, args=args, name="listener").start()


def in_paint(_window: Any) -> None:
    """In a method that Qt calls, each time anew."""
    from PySide6.QtWidgets import QWidget

    class Broken(QWidget):
        def paintEvent(self, _event: object) -> None:
            goes_wrong(SECRET)

    made = Broken(_window)
    made.resize(9, 9)
    made.show()
    for _ in range(50):
        made.repaint()


def many(window: Any) -> None:
    """All that the program lives on after."""
    in_slot(goes_wrong, SECRET)
    in_slot(in_file, SECRET)
    in_slot(in_text, SECRET)
    in_slot(in_group, SECRET)
    in_thread(goes_wrong, SECRET)
    in_slot(in_paint, window)
    in_slot(Dying)


def in_work(window: Any) -> None:
    """In the background, where everything is caught."""
    window.desk.background.run(window, lambda _token: goes_wrong(SECRET))


def qt_gives_up(_window: Any) -> None:
    """Qt ends the program."""
    import shiboken6
    from PySide6.QtCore import QThread

    thread = QThread()
    thread.setObjectName(SECRET)
    thread.start()
    shiboken6.delete(thread)  # "QThread: Destroyed while thread … is still running"


def crashes(_window: Any) -> None:
    """A library crashes."""
    import faulthandler

    faulthandler._sigsegv()  # type: ignore[attr-defined]


def aborts(_window: Any) -> None:
    """A library gives up."""
    os.abort()


def killed(_window: Any) -> None:
    """Ended from outside."""
    os.kill(os.getpid(), 9)


def nothing(_window: Any) -> None:
    """All is well."""


WRONG = {
    each.__name__: each for each in (many, in_work, qt_gives_up, crashes, aborts, killed, nothing)
}


LOOK_MS, LOOKS = 20, 1000


class Watch:
    """Has it go wrong once the start is over, and ends the program once all of it is told."""

    def __init__(self, window: Any, what: str) -> None:
        from ui import crashnote

        self.window, self.what, self.looked = window, what, False
        self.folder = window.desk.settings.records_dir / "crashes"
        note_class: Any = crashnote.CrashNote
        found = note_class._found

        def seen(note: Any, path: Any) -> None:
            found(note, path)
            self.looked = True

        note_class._found = seen
        self._when(self._is_started, self._go_wrong, LOOKS)

    def _when(self, so: Callable[[], bool], then: Callable[[], None], left: int) -> None:
        from PySide6.QtCore import QTimer

        if so() or not left:
            then()
        else:
            QTimer.singleShot(LOOK_MS, lambda: self._when(so, then, left - 1))

    def _is_started(self) -> bool:
        return self.looked and not self.window.desk.background.busy

    def _is_told(self) -> bool:
        from app import crashreport

        wanted = {"many": 6, "in_work": 1}.get(self.what, 0)
        there = len(tuple(self.folder.glob(crashreport.PATTERN)))
        untold = self.what != "in_work" and crashreport.untold(self.folder)
        return not (self.window.desk.background.busy or untold) and there >= wanted

    def _go_wrong(self) -> None:
        self._say("at the start")
        WRONG[self.what](self.window)
        self._when(self._is_told, self._end, LOOKS)

    def _end(self) -> None:
        self._say("at the end")
        self.window.close()

    def _say(self, when: str) -> None:
        view = self.window.view
        shown = view.message.what.plain if "message" in vars(view) else ""
        sys.stdout.write(f"{when}: {shown}\n")


def main() -> int:
    """Start the program, and have it go wrong."""
    what = sys.argv.pop(1)
    import ui.main

    begin = ui.main.start

    def start(argv: list[str]) -> Any:
        if what == "at_start":
            goes_wrong(SECRET)
        window = begin(argv)
        Watch(window, what)
        return window

    ui.main.start = start  # type: ignore[assignment]
    return ui.main.main()


if __name__ == "__main__":
    sys.exit(main())

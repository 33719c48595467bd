"""One run at a time on the same records: two would sign each other out and overwrite notes.

Whoever has claimed them listens for a second start, and comes to the front where one asks; see
`ui.door`, which is loaded once the first window is on the screen.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from app.recordfile import make_folder

if TYPE_CHECKING:
    from ui.door import Bell, Door

log = logging.getLogger(__name__)
NAME = "running.lock"


def claim(folder: Path) -> Claim | None:
    """Claim the records in `folder` until the claim is let go of; None if another run has them.

    A run that was killed holds nothing. Where the folder can't be written to there is nothing to
    claim: the home window says what is wrong.
    """
    lock = QLockFile(str(folder / NAME))
    try:
        make_folder(folder)
    except OSError:
        return Claim(lock, None)
    taken = not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError
    return None if taken else Claim(lock, folder)


class Claim(QObject):
    """The records are this run's. `records` is None where they couldn't be claimed."""

    wanted = Signal(str)  # a second start asks for this one; its activation token, or ""

    def __init__(self, lock: QLockFile, records: Path | None) -> None:
        super().__init__()
        self._lock, self._records = lock, records
        self._leaving = self._unlocked = False
        self._door: Door | Bell | None = None

    def listen(self) -> None:
        """From now on a second start can ask for this one."""
        from ui import door

        if self._records is None or self._door is not None or self._leaving or self._unlocked:
            return
        with contextlib.suppress(OSError):  # a second start then says so, and shows a window
            self._door = door.opened(self._records, self._asked, self)

    def leave(self) -> None:
        """The run is ending: a second start waits until it has, and begins a run of its own."""
        self._leaving = True
        if self._door is not None and not self._door.says_closing:
            self._door.close()
            self._door = None

    def unlock(self) -> None:
        """Let go of the records."""
        if self._door is not None:
            self._door.close()  # before the next one opens its own at the same place
            self._door = None
        self._unlocked = True
        self._lock.unlock()

    def _asked(self, token: str) -> bool:
        """Whether it comes."""
        if not self._leaving:
            self.wanted.emit(token)
        return not self._leaving

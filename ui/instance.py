"""One run at a time on the same records: two would sign each other out and overwrite notes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text, button, named, row
from ui.words import _

NAME = "running.lock"


def claim(folder: Path) -> QLockFile | None:
    """Claim the records in `folder` until the lock is let go of; None if another run has them.

    A run that was killed holds nothing. Where the folder can't be written to there is nothing to
    claim: the home window says what is wrong.
    """
    lock = QLockFile(str(folder / NAME))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return lock
    taken = not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError
    return None if taken else lock


class AlreadyOpen(QWidget):
    """Says that Aikagi is open in another window."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "already_open", _("Aikagi is already open"))
        self.setWindowTitle(_("Aikagi"))
        column = QVBoxLayout(self)
        pad = theme.em(2)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.em())
        column.addWidget(Text(_("Aikagi is already open"), scale=theme.LEAD, bold=True))
        column.addWidget(Text(_("Look for its window, and go on there. This one does nothing.")))
        column.addLayout(row(button("close", _("Close"), self._close, primary=True)))
        self.resize(theme.em(26), theme.em(10))

    def _close(self) -> None:
        self.close()

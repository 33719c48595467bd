"""Choosing a folder, and saying in time that it can't be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.fieldnote import FieldNote
from ui.plaintext import tip
from ui.widgets import button, field, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.troubles import Trouble
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk

QUIET_MS = 300
Where = QStandardPaths.StandardLocation
USUAL = (Where.DocumentsLocation, Where.DownloadLocation, Where.HomeLocation)


def usual_folders() -> tuple[Path, ...]:
    """Where a person's files usually go, best first; they need not exist."""
    names = (QStandardPaths.writableLocation(where) for where in USUAL)
    return tuple(Path(name) for name in names if name)


def first_there(folders: tuple[Path, ...]) -> Path | None:
    """The first of `folders` that exists. For the background: a disk may be far away."""
    return next((folder for folder in folders if folder.is_dir()), None)


def ask_folder(parent: QWidget, title: str, start: str, then: Callable[[str], None]) -> QFileDialog:
    """Let the customer choose a folder, without stopping everything else meanwhile."""
    dialog = QFileDialog(parent, title, start)
    named(dialog, "folder_dialog", title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def folder_url(path: str) -> str:
    """The address of the folder that holds `path`, for the system's file manager."""
    where = QUrl.fromLocalFile(str(Path(path).parent))
    return where.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def not_opened(folder: Path) -> tuple[str, str]:
    """What to say where the system's own window of `folder` doesn't come up, and what to do."""
    then = _("Open it yourself: {folder}").format(folder=folder)
    return _("Aikagi couldn't open the folder."), then


class PathLine(QLineEdit):
    """A path: until it is written in, what doesn't fit is left out before the folder's name."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(lambda path: self.setToolTip(tip(path)))

    @property
    def seen(self) -> str:
        """What is shown of the path while nobody writes in it."""
        path, metrics = self.text(), self.fontMetrics()
        room = self.width() - theme.em(1.4)
        if metrics.horizontalAdvance(path) <= room:
            return path
        cut = max(path.rstrip("/\\").rfind(sign) for sign in "/\\")
        left = room - metrics.horizontalAdvance(path[cut:])
        before = metrics.elidedText(path[:cut], Qt.TextElideMode.ElideRight, max(left, 0))
        return metrics.elidedText(before + path[cut:], Qt.TextElideMode.ElideMiddle, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self.hasFocus() or self.seen == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        with QPainter(self) as painter:
            panel = QStyle.PrimitiveElement.PE_PanelLineEdit
            self.style().drawPrimitive(panel, option, painter, self)
            painter.setFont(self.font())
            painter.setPen(option.palette.color(QPalette.ColorRole.Text))
            side = theme.em(0.7)
            place = self.rect().adjusted(side, 0, -side, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(place, int(flags), self.seen)


class FolderField(QWidget):
    """A line for a folder, a button to choose one, and what is wrong with it."""

    changed = Signal()  # another folder, or another verdict on it

    def __init__(self, desk: Desk, name: str, label: str) -> None:
        super().__init__()
        self._desk, self._label = desk, label
        self._errand: Errand | None = None
        self.bad = False
        caption, self.line = field(name, label, line=PathLine())
        self.choose = button("choose_folder", _("Choose …"), self._choose)
        self.note = FieldNote(self.line)
        beside = QHBoxLayout()
        beside.setSpacing(theme.em(0.6))
        beside.addWidget(self.line, 1)
        beside.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(caption)
        column.addLayout(beside)
        column.addWidget(self.note)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.check)
        self.line.textChanged.connect(self._typed)

    @property
    def folder(self) -> str:
        """The folder as it stands in the line."""
        return self.line.text().strip()

    def set_folder(self, folder: str) -> None:
        """Show `folder`, and find out whether it can be used."""
        if folder == self.folder:
            self._quiet.start()
        else:
            self.line.setText(folder)

    def stop(self) -> None:
        """Forget a check under way."""
        self._quiet.stop()
        if self._errand is not None:
            self._errand.drop()
            self._errand = None

    def _typed(self) -> None:
        self.stop()
        self.bad = not self.folder
        self._quiet.start()
        self.changed.emit()

    def _choose(self) -> None:
        ask_folder(self, self._label, self.folder, self.line.setText)

    def check(self) -> None:
        """Find out, in the background, whether a file can be made there."""
        self.stop()
        if not self.folder:
            self._verdict(_("Choose a folder for the file."))
            return
        path = Path(self.folder).expanduser()
        if not path.is_absolute():
            self._verdict(_("Write the whole path, or press “Choose …”."))
            return

        def attempt(_token: Token) -> None:
            from app.package import PackageFile

            PackageFile.open(path, "", "").discard()

        # A thread of its own: a network drive may not answer for a long time.
        self._errand = self._desk.background.ask(
            self, attempt, lambda _none: self._verdict(""), self._failed
        )

    def _failed(self, trouble: Trouble) -> None:
        self._verdict(f"{say(trouble.kind.what)} {say(trouble.kind.next)}")

    def _verdict(self, problem: str) -> None:
        self._errand = None
        self.bad = bool(problem)
        self.note.note(problem)
        self.changed.emit()

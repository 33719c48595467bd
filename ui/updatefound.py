"""What was found of a newer version, and the file once it is here."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal

from app.updatelist import NEWER, OLDER
from ui import folders, theme, words
from ui.fold import Fold
from ui.when import day
from ui.widgets import Card, Mark, Text, Value, button, flow, headed, named
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from app.updatelist import File, Found
    from ui.desk import Desk

MEGABYTE = 1_000_000


class Finding(Card):
    """The version that is announced, what is new in it, and its files for this system."""

    wanted = Signal(object, object, object)  # the Place, the File, and the folder as a Path

    def __init__(self, found: Found, ours: str, desk: Desk) -> None:
        super().__init__()
        self._found, self._desk = found, desk
        title, state = self._title(ours)
        self.spoken = title
        named(self, "update_found", title)
        words_of_it = Text(title, bold=True, scale=theme.LEAD)
        if state:
            self.tint(f"{state}_soft", state)
            self.column.addLayout(headed(Mark(state), words_of_it))
        else:
            self.tint("accent_soft", "accent")
            self.column.addWidget(words_of_it)
        if found.state == NEWER:
            self._offer()

    def _title(self, ours: str) -> tuple[str, str]:
        theirs = self._found.release.version
        if self._found.state == NEWER:
            return _("Version {version} is available. You have {ours}.").format(
                version=theirs, ours=ours
            ), ""
        if self._found.state == OLDER:
            return _(
                "The version announced there, {version}, is older than yours, {ours}. Keep yours."
            ).format(version=theirs, ours=ours), "warn"
        return _("Yours is the newest version announced there."), "good"

    def _offer(self) -> None:
        release = self._found.release
        made = day(date.fromisoformat(release.date))
        self.column.addWidget(Text(_("Of {day}.").format(day=made), tint="muted"))
        notes = release.notes
        told = notes.get(words.language()) or next(iter(notes.values()), "")
        if told.strip():
            self.column.addWidget(Text(_("What is new"), bold=True))
            self.column.addWidget(Value("update_notes", _("What is new"), told.strip()))
        for number, file in enumerate(self._found.files, 1):
            self._file(number, file)
        if not self._found.files:
            self.column.addWidget(
                Text(_("There is no file for this kind of computer. Ask whoever gave you Aikagi."))
            )

    def _file(self, number: int, file: File) -> None:
        size = _("{size:.1f} MB").format(size=file.size / MEGABYTE)
        self.column.addWidget(
            Value(f"update_file_{number}", _("The file"), f"{file.name} ({size})")
        )
        if told := _for_whom(file.name):
            self.column.addWidget(Text(told))
        self.column.addWidget(_checksum(number, file))
        press = button(
            f"update_download_{number}",
            _("Download it …"),
            partial(self._choose, file),
            primary=number == 1,
        )
        press.setAccessibleDescription(f"{file.name}, {size}. {told}".rstrip(". "))
        self.column.addLayout(flow(press))

    def _choose(self, file: File) -> None:
        where = QStandardPaths.StandardLocation.DownloadLocation
        start = QStandardPaths.writableLocation(where) or self._desk.facts.folder

        def chosen(folder: str) -> None:
            self.wanted.emit(self._found.place, file, Path(folder))

        folders.ask_folder(self, _("Folder for the file"), start, chosen)


def _checksum(number: int, file: File) -> Fold:
    """For who wants to compare it by eye."""
    label = _("Its checksum (SHA-256): Aikagi compares it after the download")

    def fill(below: QVBoxLayout) -> None:
        # In groups, so that it can be broken where there's no room, and compared by eye.
        groups = " ".join(file.sha256[at : at + 8] for at in range(0, 64, 8))
        below.addWidget(Value(f"update_sha256_{number}", label, groups))

    return Fold(f"open_sha256_{number}", label, fill)


def _for_whom(name: str) -> str:
    """Which of several files for this system to take; "" where there's but one kind."""
    if name.endswith(".deb"):
        return _(
            "Take this one on Debian, Ubuntu and systems made from them. Not sure? Ask whoever "
            "installed Aikagi."
        )
    if name.endswith(".AppImage"):
        return _("Take this one on any other Linux. It runs without being installed.")
    return ""


def _then(suffix: str) -> str:
    """What to do with the file, by its kind."""
    first = {
        ".deb": _(
            "Aikagi doesn't install it. Close Aikagi first, then open the file yourself: your "
            "system shows what it is and asks for an administrator's password (this computer's)."
        ),
        ".AppImage": _(
            "Aikagi doesn't start it. Close Aikagi first, then put this file in the place of the "
            "old one, and open it."
        ),
        ".dmg": _(
            "Aikagi doesn't open it. Close Aikagi first, then open the file yourself and drag "
            "Aikagi into Applications, in the place of the old one."
        ),
    }.get(suffix, _("Aikagi doesn't start it. Close Aikagi first, then open the file yourself."))
    kept = _("What you have done so far is kept.")
    return f"{first}\n{kept}"


class Fetched(Card):
    """The file is here: where, and what to do with it."""

    failed = Signal(object)  # a Trouble: the folder couldn't be shown

    def __init__(self, path: Path, desk: Desk, *, signed: bool) -> None:
        """`signed`: what was announced is, so that it is known who made the file."""
        state = "good" if signed else "warn"
        super().__init__(f"{state}_soft", edge=state)
        self._path, self._desk = path, desk
        title = _("The file is here, and it is the one that was announced.")
        if not signed:
            title = _("The file is here, and it is whole. Who made it can't be checked.")
        then = _then(path.suffix)
        if not signed:
            expected = _(
                "Open it only if somebody whom you know told you of this version. "
                "Otherwise leave it."
            )
            then = f"{expected}\n{then}"
        self.spoken = f"{title} {then}"
        named(self, "update_fetched", title)
        self.setAccessibleDescription(then)
        self.column.addLayout(headed(Mark(state), Text(title, bold=True, scale=theme.LEAD)))
        self.column.addWidget(Value("update_path", _("Where the file is"), str(path)))
        self.column.addWidget(Text(then))
        self.note = Text(tint="warn")
        self.note.hide()
        self.column.addLayout(flow(button("update_show", _("Show in folder"), self._show)))
        self.column.addWidget(self.note)

    def _show(self) -> None:
        if not self._desk.open_url(folders.folder_url(str(self._path))):
            self.note.say(" ".join(folders.not_opened(self._path.parent)))
            self.note.show()

"""Folders that the installer is given, and what goes wrong while it puts new files for old."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from windows import donor

from tests.installers.windows.stage import HERE, Stage, need, until

INTERNAL, PROGRAM = "_internal", "aikagi.exe"
CANT, OPEN = 2, 5  # the installer's exit statuses
WHOLE = {INTERNAL, PROGRAM, "uninstall.exe"}


def contents(folder: Path) -> dict[str, bytes]:
    """Each file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Places(Stage):
    """Begins where the older version is installed, and ends there."""

    def start_dialogs(self, *words: str) -> subprocess.Popen[str]:
        """Run dialogs.py by the Python of the bundle, which isn't the one that's replaced."""
        library = self.windows.path(self.bundle / INTERNAL / donor.dll_name())
        script = self.windows.path(HERE / "dialogs.py")
        return self.windows.start(self.tester, library, script, *words)

    def into(self, folder: str) -> int:
        """Install silently into a named folder; the exit status.

        By a program for Windows, since Wine would put the name between quotes, which /D has not.
        """
        line = f"{self.windows.path(self.older_setup)} /S /D={folder}"
        running = self.start_dialogs("--run", line)
        running.communicate(timeout=300)
        return running.returncode

    @contextmanager
    def held(self, file: Path, mode: str, after: Path) -> Iterator[None]:
        """Another program has `file` open, once `after` is there, until the block ends."""
        until_ = self.work / "let go"
        until_.unlink(missing_ok=True)
        words = (self.windows.path(path) for path in (after, until_))
        holding = self.start_dialogs("--hold", self.windows.path(file), mode, *words)
        try:
            for word in ("ready", "held") if after.exists() else ("ready",):
                need(holding.stdout and holding.stdout.readline().strip() == word, "isn't held")
            yield
        finally:
            until_.touch()
            said, _ = holding.communicate(timeout=60)
        need(holding.returncode == 0, said)

    def whole(self) -> None:
        """The older version is there, nothing beside it, and it starts."""
        found = {path.name for path in self.place.iterdir()}
        need(found == WHOLE, found)
        need((self.place / INTERNAL / "of-an-older-version.txt").is_file(), "another version")
        status, said = self.windows.run(self.place / PROGRAM, "--version")
        need(status == 0, said)

    def late(self) -> str:
        """Open it while the files are unpacked: the second look finds it."""
        with self.held(self.place / PROGRAM, "r+b", self.place / f"{INTERNAL}.new"):
            status, _ = self.windows.run(self.older_setup, "/S")
            need(status == OPEN, f"exit status {status}, not {OPEN}")
        self.whole()
        return f"exit status {OPEN}"

    def failed(self) -> str:
        """Keep the last file from being put in its place, as a virus scanner might.

        The first time the upgrade before it was cut short too, when neither was in place.
        """
        new, statuses = self.place / f"{PROGRAM}.new", []
        for cut in (True, False):
            new.write_bytes(b"")
            with self.held(new, "rb", new):
                if cut:
                    for name in (INTERNAL, PROGRAM):
                        (self.place / name).rename(self.place / f"{name}.old")
                    (self.place / INTERNAL).mkdir()
                    (self.place / INTERNAL / "of-a-newer-version.txt").touch()
                status, _ = self.windows.run(self.older_setup, "/S")
                need(status == CANT, f"exit status {status}, not {CANT}")
            new.unlink(missing_ok=True)
            self.whole()
            statuses.append(str(status))
        return "exit status " + " and ".join(statuses)

    def foreign(self) -> str:
        """Name folders of other programs, which have what every program of PyInstaller's has."""
        tools = self.windows.drive / "Tools"
        for number, names in enumerate(
            ((f"{INTERNAL}/base.zip", "other.exe"), ("uninstall.exe",), (PROGRAM,))
        ):
            place = tools / f"Other program {number}"
            for name in names:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).write_bytes(b"theirs")
            before = contents(place)
            status = self.into(self.windows.path(place))
            need(status == CANT, f"exit status {status}, not {CANT}, at {names}")
            need(contents(place) == before, contents(place).keys())
        inside = self.place / INTERNAL / "resources" / "in"
        status = self.into(self.windows.path(inside))
        need(status == CANT and not inside.exists(), f"exit status {status}, in itself")
        self.whole()
        shutil.rmtree(tools)
        return f"exit status {CANT}, four times"

    def moved(self) -> str:
        """Name another folder than the one that it is in; and the first one again."""
        other = self.windows.drive / "Tools" / "Aikagi"
        first = self.place
        for there, gone in ((other, first), (first, other)):
            status = self.into(self.windows.path(there) + "\\")
            need(status == 0, f"exit status {status}")
            need({path.name for path in there.iterdir()} == WHOLE, "isn't there")
            need(not gone.exists(), "it is in the old place too")
            found = self.windows.registered(self.key, "InstallLocation")
            need(
                found == re.sub(r"[^ -~]", "?", self.windows.path(there)), found
            )  # as `reg` has it
            (link,) = self.links()
            # A shell link has the path of what it opens, in 16 bits a letter.
            target = self.windows.path(there / PROGRAM).encode("utf-16-le")
            need(target in link.read_bytes(), "the Start menu leads elsewhere")
        self.whole()
        return f"to {self.windows.path(other)} and back"

    def wizard(self) -> str:
        """Install by its pages and remove by its pages, in both languages, and answer both ways."""
        said = []
        for language, answer, stay in (("", "7", True), ("ja_JP", "6", False)):
            with self.windows.language(language, self.work / "locales"):
                pages = self.pressed(self.older_setup, "+1201", "1", "-1203", "1")
                need(len(self.links()) == 2, self.links())
                pages += self.pressed(self.place / "uninstall.exe", "1", answer, "1")
            until(lambda: not self.place.exists())
            need(not self.links(), self.links())
            need(self.data.exists() == stay, f"records: {self.data.exists()}")
            said.append({line for page in pages for line in page})
        english = {"Install Aikagi", "Also put an icon on the desktop"}
        japanese = {"Aikagi のインストール", "デスクトップにもアイコンを置く"}
        need(english <= said[0] and japanese <= said[1], said)
        for lines, asked in zip(said, ("Remove your records", "お客様の記録も削除"), strict=True):
            need(any(asked in line for line in lines), lines)
        return "English with “No”, Japanese with “Yes”"

    def pressed(self, program: Path, *buttons: str) -> list[list[str]]:
        """Start a program with pages and press; what stood on each page."""
        started = self.windows.start(program)
        found: list[list[str]] = self.read(self.start_dialogs(*buttons))
        started.communicate(timeout=120)
        need(started.returncode == 0, f"exit status {started.returncode}")
        return found

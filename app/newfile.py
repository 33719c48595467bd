"""The one way a file comes to be: written aside, proven on the disk, then moved into place whole.

Until then it is a hidden `.part` file in the same folder, so that moving it is one step of the
file system. After a crash there is the old file, or the new one, or none: never half of one.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import platform
import secrets
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from app.troubles import FILE_TROUBLE, ZIP_DAMAGED, Trouble, troubled

SUFFIX = ".part"
ONLY_OWNER = 0o600


def _prefix() -> str:
    """How our part files' names begin: another computer's, in a shared folder, aren't ours."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    whose = hashlib.sha256(f"{platform.node()}:{user}".encode()).hexdigest()
    return f".aikagi-{whose[:8]}-"


def sweep(folder: Path) -> None:
    """Remove the part files that a crashed run of ours left in `folder`; not one in use."""
    with suppress(OSError):
        for left in folder.glob(f"{_prefix()}*{SUFFIX}"):
            _remove_unless_used(left)


def _remove_unless_used(path: Path) -> None:
    with suppress(OSError):
        if sys.platform == "win32":  # there the system itself refuses to remove an open file
            path.unlink()
            return
        with path.open("r+b") as file:
            if _lock(file, wait=False):
                path.unlink()


def _lock(file: BinaryIO, *, wait: bool) -> bool:
    """Mark the file as in use. False if another has, or on file systems that know no locks."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class NewFile:
    """A file in the making. Use it in a `with`: what wasn't placed is removed at the end."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file

    @classmethod
    def open(cls, folder: Path, *, room: int = 0) -> NewFile:
        """Begin a file in `folder`, with `room` bytes of the disk taken for it already.

        Raises `Trouble`: folder gone, read-only, disk full.
        """
        sweep(folder)
        with troubled():
            new = cls._create(folder)
        try:
            new.take(room)
        except BaseException:
            new.discard()
            raise
        return new

    @classmethod
    def _create(cls, folder: Path) -> NewFile:
        while True:
            path = folder / f"{_prefix()}{secrets.token_hex(8)}{SUFFIX}"
            file = _create_new(path)
            _lock(file, wait=True)  # for another run's sweep, which holds it for a moment
            if os.fstat(file.fileno()).st_nlink:
                return cls(path, file)
            file.close()  # it was swept away before it was marked as in use

    def take(self, room: int) -> None:
        """Take `room` bytes of the disk, to be written over later. Raises `Trouble`."""
        if room:
            with troubled():
                self._file.write(bytes(room))
                self._to_disk()

    def write(self, content: bytes) -> None:
        """Make `content` the whole file, on the disk, and read it back.

        Raises `Trouble`: disk full, or ZIP_DAMAGED if what comes back is something else.
        """
        with troubled():
            self._file.seek(0)
            self._file.write(content)
            self._file.truncate()
            self._to_disk()
        if self.read() != content:
            raise Trouble(ZIP_DAMAGED)

    def add(self, content: bytes) -> None:
        """Write `content` behind what is there: for what doesn't fit into memory.

        Nothing is proven of it: call `finish`, then look at the file. Raises `Trouble`.
        """
        with troubled():
            self._file.write(content)

    def finish(self) -> None:
        """Have what was added on the disk. Raises `Trouble`."""
        with troubled():
            self._to_disk()

    def size(self) -> int:
        """How many bytes the file has. Raises `Trouble`."""
        with troubled():
            return os.fstat(self._file.fileno()).st_size

    def read(self) -> bytes:
        """What the disk holds. Raises `Trouble`."""
        with troubled():
            return self.path.read_bytes()

    def _to_disk(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading back asks the disk, not the memory
            with suppress(OSError):
                os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def place(self, names: Iterable[str]) -> Path:
        """Give the file the first of `names` that isn't taken; never overwrites anything.

        Returns its path. Raises `Trouble`.
        """
        with troubled():
            for name in names:
                target = self.path.with_name(name)
                with suppress(FileExistsError):
                    self._move(target)
                    self._placed()
                    return target
        raise Trouble(FILE_TROUBLE, detail="no name left")

    def replace(self, target: Path) -> None:
        """Put the file in the place of `target`, which must be in the same folder.

        Raises `Trouble`.
        """
        with troubled():
            self._close_on_windows()
            self.path.replace(target)
            self._placed()

    def _move(self, target: Path) -> None:
        """Rename without overwriting. Raises `FileExistsError`."""
        self._close_on_windows()
        if sys.platform == "win32":
            self.path.rename(target)  # refuses there if the name is taken
            return
        try:
            os.link(self.path, target)
        except FileExistsError:
            raise
        except OSError:
            self._take_name_then_move(target)
        else:
            with suppress(OSError):
                self.path.unlink()

    def _take_name_then_move(self, target: Path) -> None:
        """For file systems without hard links (FAT, exFAT): what is overwritten is our own."""
        _create_new(target).close()
        try:
            self.path.replace(target)
        except OSError:
            target.unlink(missing_ok=True)
            raise

    def _close_on_windows(self) -> None:
        if sys.platform == "win32":
            self._file.close()

    def _placed(self) -> None:
        self._file.close()
        if sys.platform != "win32":  # the new name must outlive a power cut, too
            with suppress(OSError):
                folder = os.open(self.path.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)

    def discard(self) -> None:
        """Remove the file unless it was placed. Safe any number of times."""
        with suppress(OSError):
            if sys.platform == "win32":
                self._file.close()
            self.path.unlink(missing_ok=True)
        with suppress(OSError):  # closing writes what a full disk had refused
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.discard()


def _create_new(path: Path) -> BinaryIO:
    """Open a file that wasn't there, for this person's eyes alone. Raises `OSError`."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, ONLY_OWNER), "w+b")

"""Small disks of this process's own, and what can become of them while something is written.

They are mounted where no other process sees them, so that nothing of them is ever left behind.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app import troubles
from app.troubles import Kind
from tests.prove.writes import Write

PAGE = 4096
_CLONE_NEWNS, _CLONE_FS = 0x00020000, 0x00000200
_READ_ONLY, _REMOUNT, _BIND, _RECURSE, _PRIVATE = 1, 32, 4096, 16384, 1 << 18
_DETACH = 2
_CAPABILITIES_3 = 0x20080522
_OVERRIDE = 0b110  # to write and to read whatever the permissions say: the superuser's
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _call(name: str, *given: object) -> None:
    if getattr(_libc, name)(*given):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


@contextmanager
def own_mounts() -> Iterator[None]:
    """What is mounted from here on, this thread and those that it starts see alone."""
    if _libc is None or os.geteuid():
        pytest.skip("only Linux's superuser can mount a disk and take its own rights away")
    with Path("/proc/thread-self/ns/mnt").open("rb") as before:
        where = Path.cwd()
        try:
            _call("unshare", _CLONE_NEWNS)
            _call("mount", None, b"/", None, _RECURSE | _PRIVATE, None)
        except OSError as error:
            pytest.skip(f"this machine allows no mounts of one's own: {error}")
        try:
            yield
        finally:
            _call("unshare", _CLONE_FS)  # a thread that hasn't ended yet stays behind
            _call("setns", before.fileno(), _CLONE_NEWNS)
            os.chdir(where)


def _rights(taken: bool) -> None:
    """Take the superuser's right to write everywhere from this thread, or give it back."""
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    data = (ctypes.c_uint32 * 6)()
    _call("capget", head, data)
    data[0] = data[0] & ~_OVERRIDE if taken else data[0] | (data[1] & _OVERRIDE)
    _call("capset", head, data)


class Disk:
    """A small disk with one folder on it, in which the program writes."""

    def __init__(self, root: Path, folder: str, size: str = "512k") -> None:
        root.mkdir()
        _call("mount", b"tmpfs", bytes(root), b"tmpfs", 0, f"size={size}".encode())
        self.root, self.folder = root, root / folder
        self.folder.mkdir()

    def fill(self, left: int = 0) -> None:
        """Fill it up but for so many bytes."""
        with suppress(OSError), (self.root / "ballast").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(PAGE))
        ballast = self.root / "ballast"
        if left:
            os.truncate(ballast, ballast.stat().st_size - left)


class Fault:
    """One thing that becomes of a disk, and how a person mends it; `kinds` may be told of it."""

    name = ""
    kinds: tuple[Kind, ...] = ()

    def fits(self, write: Write) -> bool:
        """Whether it can happen there."""
        return True

    def strike(self, disk: Disk, write: Write) -> None:
        """Let it happen."""
        raise NotImplementedError

    def mend(self, disk: Disk) -> None:
        """A person puts it right."""
        raise NotImplementedError


class Full(Fault):
    """Not a byte more, or only so few that a file stops half-way."""

    kinds = (troubles.DISK_FULL,)

    def __init__(self, left: int) -> None:
        self.left = left
        self.name = "disk full half-way" if left else "disk full"

    def strike(self, disk: Disk, write: Write) -> None:
        """Fill it."""
        disk.fill(self.left)

    def mend(self, disk: Disk) -> None:
        """Make room."""
        (disk.root / "ballast").unlink(missing_ok=True)


class ReadOnly(Fault):
    """As a stick with its slider pushed, or a share that was closed."""

    name = "read-only disk"
    kinds = (troubles.FOLDER_READ_ONLY,)

    def strike(self, disk: Disk, write: Write) -> None:
        """Shut it."""
        root = bytes(disk.root)
        _call("mount", root, root, None, _BIND, None)
        _call("mount", None, root, None, _REMOUNT | _BIND | _READ_ONLY, None)

    def mend(self, disk: Disk) -> None:
        """Open it."""
        _call("umount2", bytes(disk.root), _DETACH)


class Removed(Fault):
    """The folder is taken away; later somebody puts it back, over what was made there since."""

    name = "folder removed"
    kinds = (troubles.FOLDER_GONE,)

    def strike(self, disk: Disk, write: Write) -> None:
        """Take it away."""
        disk.folder.rename(disk.root / "taken away")

    def mend(self, disk: Disk) -> None:
        """Put it back; what is newer stays."""
        taken, newer = disk.root / "taken away", disk.folder
        if newer.exists():
            shutil.copytree(newer, taken, dirs_exist_ok=True)
            shutil.rmtree(newer)
        taken.rename(disk.folder)


class NotAllowed(Fault):
    """Every folder may be read and not written, as by a person without the right to."""

    name = "no permission"
    kinds = (troubles.FOLDER_READ_ONLY,)

    def strike(self, disk: Disk, write: Write) -> None:
        """Take the right away."""
        self._mode(disk, 0o500)
        _rights(taken=True)

    def mend(self, disk: Disk) -> None:
        """Give it back."""
        _rights(taken=False)
        self._mode(disk, 0o700)

    @staticmethod
    def _mode(disk: Disk, mode: int) -> None:
        for path in (disk.folder, *disk.folder.rglob("*")):
            if path.is_dir():
                path.chmod(mode)


class InTheWay(Fault):
    """A folder stands where the file is to go, or a file where the folder is to be."""

    name = "something in the way"
    kinds = (troubles.FILE_TROUBLE, troubles.FOLDER_GONE)

    def __init__(self) -> None:
        self._way = self._old = Path()

    def fits(self, write: Write) -> bool:
        """Where a name is given."""
        return write.kind in {"rename", "link", "mkdir"}

    def strike(self, disk: Disk, write: Write) -> None:
        """Put it there, and what was there aside."""
        self._way, self._old = write.path, disk.root / "old"
        if self._way.exists():
            self._way.rename(self._old)
        if write.kind == "mkdir":
            self._way.write_text("a person's own")
        else:
            self._way.mkdir()
            (self._way / "a person's own").touch()

    def mend(self, disk: Disk) -> None:
        """Take it away again, and put back what was there, unless there is a new one."""
        if self._way.is_dir():
            shutil.rmtree(self._way)
        elif self._way.exists() and self._way.read_bytes() == b"a person's own":
            self._way.unlink()
        for aside in self._way.parent.glob(f"{self._way.name}*.damaged"):
            shutil.rmtree(aside) if aside.is_dir() else aside.unlink()
        if self._old.exists():
            self._old.unlink() if self._way.exists() else self._old.rename(self._way)


FULL = Full(0)
FAULTS = (FULL, Full(PAGE), ReadOnly(), Removed(), NotAllowed(), InTheWay())

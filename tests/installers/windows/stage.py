"""Where the proof happens: an installer, a Windows of its own, and what watches it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

from windows import donor, launcher, product

from tests.installers.windows import wine

HEARS_SECONDS = 10.0  # after its lock; nobody can be asked whether it hears already
ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent


class Running:
    """An open program, closed after the block as a person would end it in the task list."""

    def __init__(self, process: Any) -> None:
        self.process = process

    def __enter__(self) -> Any:
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


class Unproven(Exception):  # noqa: N818
    """Something that wasn't as it should be."""


def need(true: object, otherwise: object) -> None:
    """Go on where it is true, else raise `Unproven`."""
    if not true:
        raise Unproven(otherwise)


def until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for something; raise `Unproven` where it doesn't come."""
    end = time.monotonic() + seconds
    while not true():
        need(time.monotonic() < end, "it didn't come in time")
        time.sleep(0.2)


class Stage:
    """One run, in a Windows of its own in `work`."""

    key = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Aikagi"

    def __init__(self, setup: Path, bundle: Path, work: Path) -> None:
        self.setup, self.bundle, self.work = setup, bundle, work
        self.windows = wine.Wine(work / "wine")
        self.version = product.read(bundle).version
        self.extras, self.tester = work / "extras", work / "test.exe"

    @property
    def place(self) -> Path:
        """Where the program is installed."""
        return self.windows.local / "Programs" / "Aikagi"

    @property
    def data(self) -> Path:
        """Where its records are."""
        return self.windows.local / "aikagi"

    @property
    def older_setup(self) -> Path:
        """The older version's installer, which isn't as patient as the real one."""
        folder = self.work / "older"
        return folder / product.read(folder / "aikagi").installer

    def links(self) -> list[Path]:
        """Its shortcuts, in the Start menu and on the desktop."""
        return sorted(self.work.rglob("Aikagi*.lnk"))

    def install(self, setup: Path) -> float:
        """Run an installer silently; gives the seconds it took."""
        began = time.monotonic()
        status, said = self.windows.run(setup, "/S", limit=900)
        need(status == 0, f"exit status {status} {said}")
        return time.monotonic() - began

    def running(self) -> Running:
        """The installed program, open on its usual records."""
        lock = self.data / "practice" / "running.lock"
        lock.unlink(missing_ok=True)  # of a run that was ended
        process = self.windows.start(self.place / "aikagi.exe", "--practice")
        until(lambda: lock.exists() or process.poll() is not None)
        need(process.poll() is None, "it ended at once")
        time.sleep(HEARS_SECONDS)
        return Running(process)

    def inside(self, part: str, *arguments: str) -> Any:
        """What a part of inside.py answers, run by the installed program's own Python."""
        library = self.windows.path(self.place / "_internal" / donor.dll_name())
        told = [library, self.windows.path(HERE / "inside.py"), self.windows.path(self.extras)]
        status, said = self.windows.run(self.tester, *told, part, *arguments, limit=900)
        need(status == 0, said)
        return json.loads(said.splitlines()[-1])

    @staticmethod
    def read(process: subprocess.Popen[str], limit: float = 300.0) -> Any:
        """The last line that a script of the proof says, once it has ended."""
        said, _ = process.communicate(timeout=limit)
        need(process.returncode == 0, said)
        return json.loads(said.splitlines()[-1])

    def step(self, what: str, how: Callable[[], str | None]) -> None:
        """Do it, and say how it went; ends the proof where it didn't go well."""
        began = time.monotonic()
        try:
            found = how()
        except (Unproven, subprocess.TimeoutExpired) as problem:
            print(f"FAILED  {what}: {problem}")
            raise Unproven from problem
        print(
            f"ok  {what} ({time.monotonic() - began:.0f} s)" + (f": {found}" if found else ""),
            flush=True,
        )

    def prepare(self) -> None:
        """What only the proof needs: QtTest, the way to walk, and what runs inside.py."""
        shutil.rmtree(self.work, ignore_errors=True)
        for name in ("journey/customer.py", "journey/walk.py", "installers/browser.py"):
            target = self.extras / "tests" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "tests" / name, target)
        wheels = (
            ROOT
            / "build"
            / "windows"
            / f"python{sys.version_info[0]}{sys.version_info[1]}"
            / "wheels"
        )
        (wheel,) = wheels.glob("pyside6_essentials-*.whl")
        with zipfile.ZipFile(wheel) as opened:
            for name in ("QtTest.pyd", "Qt6Test.dll"):
                (self.extras / name).write_bytes(opened.read(f"PySide6/{name}"))
        launcher.make_test(self.tester)

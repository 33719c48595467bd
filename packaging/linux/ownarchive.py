"""Runs first in a frozen Linux program: its modules come from the program that was started.

A package may be upgraded while the program runs, and PyInstaller reads a module from the program's
file at the moment when it is imported: from another build's file by then, at places that mean
nothing in it. /proc/self/exe stays the file that was started, also when its name is another's.
https://man7.org/linux/man-pages/man5/proc_pid_exe.5.html
"""

from __future__ import annotations

import importlib
from pathlib import Path

_STARTED = Path("/proc/self/exe")


def _stay() -> None:
    if _STARTED.exists():
        archive = importlib.import_module("pyimod02_importers").pyz_archive
        archive._filename = str(_STARTED)  # noqa: SLF001  (there is no other way)


_stay()

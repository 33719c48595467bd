"""What Windows itself is asked for, where neither Python nor Qt has a way to."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

STANDARD = {"stdout": -11, "stderr": -12}  # of GetStdHandle
PARENT = -1  # of AttachConsole: the console of whoever started this program
DISK, PIPE = 1, 3  # of GetFileType
IS = os.name == "nt"


def _kernel() -> Any:
    return importlib.import_module("ctypes").windll.kernel32


def attach_console() -> bool:
    """Take part in the console of whoever started this program; whether they have one.

    https://learn.microsoft.com/en-us/windows/console/attachconsole
    """
    return bool(_kernel().AttachConsole(PARENT))


def redirected(name: str) -> int | None:
    """The file or pipe that is to take the standard output `name`, as a descriptor; or None.

    https://learn.microsoft.com/en-us/windows/console/getstdhandle
    """
    kernel = _kernel()
    kernel.GetStdHandle.restype = importlib.import_module("ctypes").c_void_p
    kernel.GetFileType.argtypes = [importlib.import_module("ctypes").c_void_p]
    handle = kernel.GetStdHandle(STANDARD[name])
    if not handle or kernel.GetFileType(handle) not in (DISK, PIPE):
        return None
    try:
        return int(importlib.import_module("msvcrt").open_osfhandle(handle, os.O_APPEND))
    except OSError:
        return None


def look_for_libraries_in(folder: Path | None) -> None:
    """Where this program, and every program that it starts, looks for libraries; None: nowhere.

    https://learn.microsoft.com/en-us/windows/win32/api/winbase/nf-winbase-setdlldirectoryw
    """
    _kernel().SetDllDirectoryW(None if folder is None else str(folder))

"""What Windows itself is asked for, where neither Python nor Qt has a way to."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

STANDARD = {"stdout": -11, "stderr": -12}  # of GetStdHandle
PARENT = -1  # of AttachConsole: the console of whoever started this program
DISK, PIPE = 1, 3  # of GetFileType
USE_EVENT = 0x00100002  # SYNCHRONIZE and EVENT_MODIFY_STATE, of OpenEvent
ANYBODY = -1  # of AllowSetForegroundWindow
NO_CRASH_WINDOW = 0x0002  # SEM_NOGPFAULTERRORBOX, of SetErrorMode: also keeps WER out
NO_HEAP = 0x1  # WER_FAULT_REPORTING_FLAG_NOHEAP, of WerSetFlags
ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION, of SystemParametersInfo
IS = os.name == "nt"


def _kernel() -> Any:
    return importlib.import_module("ctypes").windll.kernel32


def _user() -> Any:
    return importlib.import_module("ctypes").windll.user32


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


def report_no_crash() -> None:
    """Have Windows make no image of the memory where this program crashes, and send none.

    https://learn.microsoft.com/en-us/windows/win32/api/errhandlingapi/nf-errhandlingapi-seterrormode
    https://learn.microsoft.com/en-us/windows/win32/api/werapi/nf-werapi-wersetflags
    """
    kernel = _kernel()
    kernel.SetErrorMode(kernel.GetErrorMode() | NO_CRASH_WINDOW)
    if hasattr(kernel, "WerSetFlags"):  # not in every Wine
        kernel.WerSetFlags(NO_HEAP)


def animates() -> bool:
    """Whether the customer leaves “Animation effects” on. Where Windows doesn't say, it is on.

    https://learn.microsoft.com/en-us/windows/win32/api/winuser/nf-winuser-systemparametersinfow
    """
    ctypes = importlib.import_module("ctypes")
    on = ctypes.c_int(1)
    told = _user().SystemParametersInfoW(ANIMATION, 0, ctypes.byref(on), 0)
    return bool(on.value) if told else True


def ring(name: str, seconds: float) -> bool:
    """Ring the bell of that name; whether its owner answers in time. See `hang_bell`.

    https://learn.microsoft.com/en-us/windows/win32/sync/using-event-objects
    """
    kernel = _kernel()
    bell, answer = (kernel.OpenEventW(USE_EVENT, False, text) for text in _events(name))
    try:
        if not (bell and answer):
            return False
        _user().AllowSetForegroundWindow(ANYBODY)  # else Windows keeps its window behind
        kernel.ResetEvent(answer)  # to one who rang before, and had given up by then
        kernel.SetEvent(bell)
        return bool(kernel.WaitForSingleObject(answer, int(seconds * 1000)) == 0)
    finally:
        take_down((bell, answer))


def hang_bell(name: str) -> tuple[int, int]:
    """A bell for other processes of this person to ring, and its answer: two events' handles."""
    bell, answer = (_kernel().CreateEventW(None, False, False, text) for text in _events(name))
    return bell, answer


def was_rung(bell: tuple[int, int]) -> bool:
    """Whether somebody has rung it since this was asked; they get the answer at once."""
    rung = bool(_kernel().WaitForSingleObject(bell[0], 0) == 0)
    if rung:
        _kernel().SetEvent(bell[1])
    return rung


def take_down(bell: tuple[int, int]) -> None:
    """Nobody can ring it any more."""
    for handle in filter(None, bell):
        _kernel().CloseHandle(handle)


def _events(name: str) -> tuple[str, str]:
    """In the namespace of this person's session."""
    return f"Local\\aikagi-{name}-come", f"Local\\aikagi-{name}-coming"

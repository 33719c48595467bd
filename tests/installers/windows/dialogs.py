"""Reads and presses what a window of another program shows, as a person would.

    test.exe LIBRARY dialogs.py BUTTON ...

Waits for each dialog in turn that has a button numbered BUTTON, and presses it; +BUTTON ticks one
and -BUTTON unticks it. The last line says as JSON what stood in each dialog. Or holds a file, as
a virus scanner might:

    test.exe LIBRARY dialogs.py --hold FILE MODE AFTER UNTIL

opens FILE once AFTER is there, says so, and closes it once UNTIL is there. Or runs a program with a
command line that is exactly LINE, and ends as it does:

    test.exe LIBRARY dialogs.py --run LINE
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

TEXT, LENGTH = 0x000D, 2_048  # WM_GETTEXT
TICK = 0x00F1  # BM_SETCHECK
COMMAND = 0x0111  # WM_COMMAND, which a dialog gets of a pressed button
PATIENCE = 120.0


def windll() -> Any:
    """Windows' own functions."""
    return getattr(ctypes, "windll")  # noqa: B009  (Linux has none)


def callback() -> Any:
    """The type of what EnumWindows calls."""
    return getattr(ctypes, "WINFUNCTYPE")(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)  # noqa: B009


def text(window: int) -> str:
    """What stands in a window."""
    buffer = ctypes.create_unicode_buffer(LENGTH)
    windll().user32.SendMessageW(ctypes.c_void_p(window), TEXT, LENGTH, buffer)
    return buffer.value


def gathered(enumerate_: Any, *before: Any) -> list[int]:
    """The windows that one of Windows' functions tells of."""
    found: list[int] = []

    def each(window: int, _: int) -> int:
        found.append(window)
        return 1

    enumerate_(*before, callback()(each), None)
    return found


def button(number: int) -> tuple[int, int] | None:
    """A visible dialog that has the button, in it or in its page, and the button."""
    user = windll().user32
    for window in gathered(user.EnumWindows):
        name = ctypes.create_unicode_buffer(LENGTH)
        user.GetClassNameW(ctypes.c_void_p(window), name, LENGTH)
        if name.value != "#32770" or not user.IsWindowVisible(ctypes.c_void_p(window)):
            continue
        for part in gathered(user.EnumChildWindows, ctypes.c_void_p(window)):
            handle = ctypes.c_void_p(part)
            mine = user.GetDlgCtrlID(handle) == number
            if mine and user.IsWindowVisible(handle) and user.IsWindowEnabled(handle):
                return window, part
    return None


def words(window: int) -> list[str]:
    """All that stands in a dialog."""
    parts = gathered(windll().user32.EnumChildWindows, ctypes.c_void_p(window))
    return [said for part in (window, *parts) if (said := text(part))]


def press(word: str) -> list[str]:
    """Wait for the button and press it; what stood in its dialog, which has changed then."""
    number, end = abs(int(word)), time.monotonic() + PATIENCE
    while (found := button(number)) is None:
        if time.monotonic() > end:
            raise TimeoutError(word)
        time.sleep(0.1)
    time.sleep(1.0)  # a page is filled after it is shown
    window, pressed = found
    said = words(window)
    post = windll().user32.PostMessageW
    if word[0] in "+-":
        post(ctypes.c_void_p(pressed), TICK, int(word[0] == "+"), None)
        return said
    post(ctypes.c_void_p(window), COMMAND, number, ctypes.c_void_p(pressed))
    while button(number) == found and said == words(window) and time.monotonic() < end:
        time.sleep(0.1)
    return said


def hold(file: str, mode: str, after: str, until: str) -> None:
    """Keep a file open."""
    print("ready", flush=True)
    while not Path(after).exists():
        time.sleep(0.01)
    with Path(file).open(mode):
        print("held", flush=True)
        while not Path(until).exists():
            time.sleep(0.1)


def main() -> None:
    """Do what the module's docstring says."""
    if sys.argv[1] == "--hold":
        hold(*sys.argv[2:])
    elif sys.argv[1] == "--run":
        sys.exit(subprocess.call(sys.argv[2]))
    else:
        print(json.dumps([press(word) for word in sys.argv[1:]], ensure_ascii=False))


if __name__ == "__main__":
    main()

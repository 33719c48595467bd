"""When a program's window is on the screen, seen from outside, as a person sees it.

An installed program can't be made to say when it painted. Its X server's screen is black before:
the first pixel of another colour is the first paint.
"""

from __future__ import annotations

import ctypes
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# The pixels that are watched, across the middle of the screen: without a window manager Qt puts a
# dialog into the middle and any other window at the left top.
WIDE, LINE, STEP = 1600, 600, 20
LIMIT = 60.0  # seconds
Z_PIXMAP, ALL_PLANES = 2, ctypes.c_ulong(-1)


class Screen:
    """A connection to the X server of `display`."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XGetImage"):
            getattr(self._x11, name).restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XGetPixel.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def painted(self) -> bool:
        """Whether something is on the screen."""
        area = (0, LINE, WIDE, 1)
        image = ctypes.c_void_p(
            self._x11.XGetImage(self._display, self._root, *area, ALL_PLANES, Z_PIXMAP)
        )
        found = any(self._x11.XGetPixel(image, x, 0) for x in range(0, WIDE, STEP))
        self._x11.XDestroyImage(image)
        return found

    def wait(self, painted: bool) -> None:
        """Until something is, or nothing is any more. Raises TimeoutError."""
        end = time.monotonic() + LIMIT
        while self.painted() != painted:
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.0005)  # a thousandth of what is measured


@contextmanager
def _running(command: Sequence[str], env: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def until_painted(screen: Screen, command: Sequence[str | Path], env: dict[str, str]) -> float:
    """Seconds from starting `command` to its window's first paint. Ends it again."""
    screen.wait(painted=False)
    began = time.perf_counter()
    with _running([str(word) for word in command], env):
        screen.wait(painted=True)
        return time.perf_counter() - began

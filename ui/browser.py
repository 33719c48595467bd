"""Opening the customer's own browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_url(url: str) -> bool:
    """Open `url` in the customer's browser. Returns whether the system took it."""
    with _original_libraries():
        return QDesktopServices.openUrl(QUrl(url))


@contextmanager
def _original_libraries() -> Iterator[None]:
    """Inside an installed Linux program: without the program's own libraries in the way.

    https://github.com/pyinstaller/pyinstaller/issues/6334
    """
    if not getattr(sys, "frozen", False) or "LD_LIBRARY_PATH" not in os.environ:
        yield
        return
    ours = os.environ["LD_LIBRARY_PATH"]
    original = os.environ.get("LD_LIBRARY_PATH_ORIG")
    if original is None:
        del os.environ["LD_LIBRARY_PATH"]
    else:
        os.environ["LD_LIBRARY_PATH"] = original
    try:
        yield
    finally:
        os.environ["LD_LIBRARY_PATH"] = ours

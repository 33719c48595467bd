"""Opening the customer's own browser, or whatever the system opens an address with."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.surroundings import other_libraries


def open_url(url: str) -> bool:
    """Open `url` in the customer's browser. Returns whether the system took it."""
    with other_libraries():
        return QDesktopServices.openUrl(QUrl(url))

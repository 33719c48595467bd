"""The keys that press a button, or go on from a row."""

from __future__ import annotations

from PySide6.QtCore import Qt

PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

"""Having a screen reader say something now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` now."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not for the first window

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))

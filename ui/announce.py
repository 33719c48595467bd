"""Having a screen reader say something now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` now, unless `widget` stands on a page that isn't shown.

    Pages are made before they are come to. A window that is about to be shown may speak already.
    """
    if not text or not widget.isVisibleTo(widget.window()):
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not for the first window

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))

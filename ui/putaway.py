"""What a layout held, put away when something else takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget


def put_away(layout: QLayout, *old: QWidget | None) -> None:
    """Take these out of `layout` for good; None is nothing to take out.

    Qt deletes them once it is back in its loop: a control may be put away by its own press. Hidden
    at once, they are neither drawn over what comes nor found by Tab until then.
    """
    for widget in old:
        if widget is not None:
            layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

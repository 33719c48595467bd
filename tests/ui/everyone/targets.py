"""Whether everything that can be pressed is large enough: 24 by 24, or enough room around it.

https://www.w3.org/TR/WCAG22/#target-size-minimum
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QWidget,
)

from tests.ui.everyone.room import place, shown, told

LEAST = 24  # CSS pixels, which are Qt's device-independent ones
PRESSED = (QAbstractButton, QComboBox, QLineEdit)


def targets(window: QWidget) -> list[tuple[QWidget, QRect]]:
    """What can be pressed, and where; a row of a list is a target of its own."""
    found: list[tuple[QWidget, QRect]] = []
    for widget in shown(window):
        if isinstance(widget, PRESSED) and widget.isEnabledTo(window):
            found.append((widget, place(widget, window)))
        elif isinstance(widget, QAbstractItemView) and _chosen_from(widget):
            corner = place(widget.viewport(), window).topLeft()
            model = widget.model()
            for number in range(model.rowCount()):
                rect = widget.visualRect(model.index(number, 0))
                found.append((widget, rect.translated(corner)))
    return found


def _chosen_from(view: QAbstractItemView) -> bool:
    return view.selectionMode() != QAbstractItemView.SelectionMode.NoSelection


def _apart(centre: QPointF, rect: QRect) -> bool:
    """Whether a circle of 24 across around `centre` doesn't touch `rect`."""
    x = max(rect.left() - centre.x(), 0.0, centre.x() - rect.right())
    y = max(rect.top() - centre.y(), 0.0, centre.y() - rect.bottom())
    return math.hypot(x, y) >= LEAST / 2


def complaints(window: QWidget) -> Iterator[str]:
    """What is too small, and too near to another."""
    every = targets(window)
    for widget, rect in every:
        if min(rect.width(), rect.height()) >= LEAST:
            continue
        centre = QPointF(rect.center())
        near = [told(w) for w, other in every if other != rect and not _apart(centre, other)]
        if near:
            yield f"{rect.width()}×{rect.height()}: {told(widget)}, beside {near[0]}"

"""How much room there is around things, where it differs from the usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

# The most that a widget can be wide or high: https://doc.qt.io/qt-6/qwidget.html#maximumSize-prop
UNLIMITED = 16_777_215


def pads() -> tuple[int, int, int, int]:
    """The margins of a panel that holds a line or two."""
    side, pad = theme.em(0.8), theme.em(0.45)
    return side, pad, side, pad


def fill_box(box: QWidget | None) -> None:
    """Have what is in it reach its edges: QWizard leaves a margin around its pages and its side."""
    layout = box.layout() if box is not None else None
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)


def tight(column: QVBoxLayout) -> None:
    """Leave less room between the parts of a page that shows much at once."""
    column.setSpacing(min(column.spacing(), theme.em(0.55)))
    edges = column.contentsMargins()
    edges.setBottom(min(edges.bottom(), theme.em(0.6)))
    column.setContentsMargins(edges)

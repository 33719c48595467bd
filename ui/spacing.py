"""How much room there is around things, where it differs from the usual."""

from __future__ import annotations

from ui import theme

# The most that a widget can be wide or high: https://doc.qt.io/qt-6/qwidget.html#maximumSize-prop
UNLIMITED = 16_777_215


def pads() -> tuple[int, int, int, int]:
    """The margins of a panel that holds a line or two."""
    side, pad = theme.em(0.8), theme.em(0.45)
    return side, pad, side, pad

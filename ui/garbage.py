"""Garbage in cycles is collected in the window's thread alone.

Python collects wherever the next object happens to be made, in work's thread as well. A cycle that
holds a widget would be taken apart there, and a widget that goes in another thread than its own
can end the program: https://doc.qt.io/qt-6/threads-qobject.html.
"""

from __future__ import annotations

import gc

YOUNG = 5_000  # new objects, after which it is worth while; each thousand takes a millisecond
SELDOM = 4  # of so many rounds, one also goes through what the last ones have left


class _Rounds:
    """How often it was done."""

    count = 0


def only_where_asked() -> None:
    """From now on nothing is collected but by `collect`."""
    gc.disable()


def leave_alone_what_is_loaded() -> None:
    """Modules and what they hold are there to stay: no later round goes through them.

    https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.freeze()


def collect() -> None:
    """Collect if it is worth while. For the window's thread; takes some milliseconds at most.

    The oldest objects are left alone: to go through them stops the window for 150 ms.
    """
    if gc.get_count()[0] >= YOUNG:
        _Rounds.count += 1
        gc.collect(0 if _Rounds.count % SELDOM else 1)

"""Tells of the keys, clicks and movements in the program's windows.

What is done in a list that drops down, or in a menu, may be seen only as far as opening and leaving
it is. A filter on the whole application would be less to write. But Qt asks such a filter about
every event of every object: Python then ran in the middle of each widget's constructor and
destructor, where the bindings made a second object for what was only half there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_KIND = QEvent.Type
# Japanese is typed by an input method, which may leave no key to be seen.
TOUCHES = {
    *(_KIND.KeyPress, _KIND.InputMethod, _KIND.TouchBegin),
    *(_KIND.MouseButtonPress, _KIND.MouseMove, _KIND.Wheel),
}


class Touches(QObject):
    """Calls `on_touch` with what was touched, a window or what has the focus, and the event.

    A key is told of twice: by the window, and by what has the focus there.
    """

    def __init__(self, on_touch: Callable[[QObject, QEvent], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_touch = on_touch
        self._watching = False
        self._focus: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # Neither asks for what comes along with it: what had the focus may be half gone.
            app.focusWindowChanged.connect(self._window_changed)
            app.focusChanged.connect(self._focus_changed)

    def watch(self, on: bool) -> None:
        """Start or stop looking at the events of the windows that there are, and of new ones."""
        self._watching = on
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
            if on:
                window.installEventFilter(self)
        self._focus_changed()

    def also(self, window: QWindow | None) -> None:
        """Look at this one, too; None, where nothing is shown yet, is nothing to look at."""
        if self._watching and window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of it, and let it go on."""
        if self._watching and event.type() in TOUCHES:
            self._on_touch(watched, event)
        return False

    def _window_changed(self) -> None:
        self.also(QGuiApplication.focusWindow())

    def _focus_changed(self) -> None:
        """An input method tells only what has the focus, and no window, of what was typed."""
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = QApplication.focusWidget() if self._watching else None
        if self._focus is not None:
            self._focus.installEventFilter(self)
            self.also(self._focus.window().windowHandle())

"""How long a click or a key waits until its answer is on the screen, page by page."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tests.journey.customer import Customer, Waiter

LIMIT = 2.0  # seconds: what isn't painted by then has no visible answer
BREATH_MS = 30


class Painted(QObject):
    """Knows when a window has painted anew; each paint begins with an update request."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0

    def watch(self) -> None:
        """Take in the windows that are there now."""
        for window in QApplication.topLevelWidgets():
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window paints when it handles this request, so that is done here and timed."""
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        self.at = time.perf_counter()
        return True


class Person(Customer):
    """Does one thing at a time, with a breath between, and times each answer.

    Without the breath, four pages turned in one go would count as one wait.
    """

    def __init__(self, waiter: Waiter, home: QObject) -> None:
        super().__init__(waiter, home)  # type: ignore[arg-type]
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self._painted = Painted()

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so, one turn of the event loop at least."""
        QTest.qWait(BREATH_MS)
        super().until(true)

    def press(self, name: str) -> None:
        """Press a button or box with the mouse."""
        button = self.see(name, QAbstractButton)
        self.until(button.isEnabled)
        self._answered(button.click)

    def tick(self, name: str) -> None:
        """Tick a box that isn't ticked yet."""
        box = self.see(name, QAbstractButton)
        self.until(box.isEnabled)
        if not box.isChecked():
            self._answered(box.click)

    def type(self, name: str, text: str) -> None:
        """Type key by key."""
        field = self.see(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        for letter in text:
            QTest.qWait(BREATH_MS)
            self._answered(lambda key=letter: QTest.keyClicks(field, key))  # type: ignore[misc]

    def next(self, expected: str) -> None:
        """Press Next once it is enabled, and see the page `expected`."""
        self.until(lambda: self.page() == expected or self._next().isEnabled())
        if self.page() != expected:
            following = self._next()
            self._answered(lambda: QTest.mouseClick(following, Qt.MouseButton.LeftButton))
        super().next(expected)

    def _answered(self, act: Callable[[], None]) -> None:
        page = self.page() or "home"
        self._painted.watch()
        began = time.perf_counter()
        act()
        self._painted.watch()  # a window that has just been opened, too
        while self._painted.at < began and time.perf_counter() < began + LIMIT:
            QApplication.processEvents()
        self.seconds[page].append(max(self._painted.at, began) - began)

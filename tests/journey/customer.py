"""A customer: finds controls by their object names, waits for them, clicks and types."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
    QWizard,
)

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000
LOOK_MS = 10


class Opens(Protocol):
    """Whatever follows the link of a sign-in."""

    def open(self, url: str) -> bool:
        """Follow the link; returns at once."""

    def done(self) -> None:
        """Wait until it has come back."""


class Follower:
    """Stands for the browser: follows the link at once, as root."""

    def open(self, url: str) -> bool:
        """Follow the link on a thread of its own."""
        threading.Thread(target=lambda: urllib.request.urlopen(url).read()).start()
        return True

    def done(self) -> None:
        """Nothing to wait for."""


class Waiter(Protocol):
    """Lets the windows live until something is so: pytest-qt's `qtbot`, or `Patience`."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:
        """Raise after `timeout` milliseconds."""


class Patience:
    """Waits outside of pytest."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:
        """Raise TimeoutError after `timeout` milliseconds."""
        for _ in range(timeout // LOOK_MS):
            if callback():
                return
            QTest.qWait(LOOK_MS)
        raise TimeoutError


def leave(home: QWidget, waiter: Waiter) -> None:
    """Close the program's window, and wait until it is gone; before that it stops its threads.

    Work is over a moment before its thread is. One that still speaks when its process ends, and Qt
    with it, speaks to what is half gone: the process ends with a crash, once in a hundred times.
    """
    home.close()
    waiter.waitUntil(lambda: not shiboken6.isValid(home), timeout=PATIENCE_MS)


class Customer:
    """Looks at the windows and uses them. `on_page` is told of each page, once it is ready."""

    def __init__(self, waiter: Waiter, home: QWidget) -> None:
        self.waiter, self.home = waiter, home
        self.on_page: Callable[[str], None] = lambda _: None

    def find(self, name: str, kind: type[W]) -> W | None:
        """The visible control of that name, wherever it is."""
        for window in QApplication.topLevelWidgets():
            here: list[W] = [window] if isinstance(window, kind) else []
            for found in (*here, *window.findChildren(kind, name)):
                if found.objectName() == name and found.isVisible():
                    return found
        return None

    def see(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """Wait until the control is there."""
        self.until(lambda: self.find(name, kind) is not None)
        found = self.find(name, kind)
        assert found is not None
        return found

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.waiter.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

    def press(self, name: str) -> None:
        """Wait until the button or box can be pressed, and press it."""
        button = self.see(name, QAbstractButton)
        self.until(button.isEnabled)
        button.click()

    def tick(self, name: str) -> None:
        """Tick a box that isn't ticked yet."""
        box = self.see(name, QAbstractButton)
        self.until(box.isEnabled)
        if not box.isChecked():
            box.click()

    def type(self, name: str, text: str) -> None:
        """Replace what stands in a field; what isn't Latin comes from an input method."""
        field = self.see(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            typed = QInputMethodEvent()
            typed.setCommitString(text)
            QApplication.sendEvent(field, typed)

    def read(self, name: str) -> str:
        """The words of a label or field."""
        shown = self.see(name, QWidget)
        assert isinstance(shown, QLabel | QLineEdit | QAbstractButton), type(shown)
        return str(shown.text())

    def page(self) -> str:
        """The name of the page that is shown, "" when no wizard is open."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QWizard) and window.isVisible() and window.currentId() >= 0:
                return window.currentPage().objectName()
        return ""

    def next(self, expected: str) -> None:
        """Press Next once it is enabled, and see the page `expected`."""
        self.on_page(self.page())
        self.until(lambda: self.page() == expected or self._next().isEnabled())
        if self.page() != expected:
            QTest.mouseClick(self._next(), Qt.MouseButton.LeftButton)
            asked = self._next().window().findChild(QAbstractButton, "go_on_undecided")
            if asked is not None and asked.isVisible():
                QTest.mouseClick(asked, Qt.MouseButton.LeftButton)
        self.until(lambda: self.page() == expected)

    def _next(self) -> QAbstractButton:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QWizard) and window.isVisible():
                return window.button(QWizard.WizardButton.NextButton)
        raise AssertionError("no wizard is open")

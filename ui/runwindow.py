"""The window that a run lives in: closing it ends the run, without freezing and without haste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from ui.desk import Desk


class RunWindow(QWidget):
    """Asks the wizards to leave, signs out in the background, and only then goes."""

    painted = Signal()  # it is on the screen: whatever is slow begins here

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._painted = False
        self._leaving = self._over = False
        desk.idle.soon.connect(self._idle_soon)
        desk.idle.over.connect(self.idle_over)

    def _idle_soon(self) -> None:
        """Nobody has used Aikagi for long: ask over the window that is used, if any is.

        Where one that lets no other be used is open, over that: else the buttons would be dead.
        """
        from ui.idlewarning import warn  # seldom: the first window opens without it

        beside = (window for window in self.findChildren(QDialog) if window.isVisible())
        used = QApplication.activeModalWidget() or QApplication.activeWindow()
        warn(self.desk, used or next(beside, self))

    def idle_over(self) -> None:
        """Nobody answered, and the customer was signed out."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing to draw; the first time it is told."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The end of the run."""
        if self._over:
            event.accept()
            return
        event.ignore()
        if self._leaving:
            return
        from ui.wizard import JourneyWizard  # the home window opens without it

        for wizard in self.findChildren(JourneyWizard):
            if wizard.isVisible():
                # Not at once: Qt ignores close() inside a close event.
                wizard.leave(lambda: QTimer.singleShot(0, self, self.close))
                return
        self._leaving = True
        self.show_closing()
        self.desk.close(self._go)

    def show_closing(self) -> None:
        """Say that the run is ending: signing out can take a few seconds."""
        self.setEnabled(False)
        self.setWindowTitle(_("Signing out and closing …"))

    def _go(self) -> None:
        self._over = True
        self.close()
        self.deleteLater()
        self.desk.deleteLater()

"""The question before a window is closed whose work is changing the account at that moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.widgets import named
from ui.words import _

if TYPE_CHECKING:
    from ui.page import Page


class Stopping:
    """Asks over `window`, once at a time, whether to stop a page's work."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._box: QMessageBox | None = None

    def ask(self, page: Page, then: Callable[[], object]) -> None:
        """Ask. If the work is to be stopped, call `then` once it has come to a safe end."""
        if self._box is not None:
            self._box.raise_()
            return
        box = self._box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        named(box, "stop_work", title := _("Aikagi is at work"))
        box.setWindowTitle(title)
        box.setText(_("Aikagi is changing your AWS account at this moment."))
        box.setInformativeText(
            _("If you stop, Aikagi first brings what it began to a safe end, then closes.")
        )
        stop = box.addButton(_("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
        stop.setObjectName("stop_and_close")
        stay = box.addButton(_("Keep going"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName("keep_going")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.setModal(False)
        stop.clicked.connect(lambda: _stop(page, then))
        box.finished.connect(self._asked)
        box.show()

    def _asked(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _stop(page: Page, then: Callable[[], object]) -> None:
    def when_over() -> None:
        if not page.working:
            page.state_changed.disconnect(when_over)
            then()

    page.state_changed.connect(when_over)
    if page.errand is not None:
        page.errand.cancel()
    when_over()

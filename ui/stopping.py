"""The question before a window is closed whose work is changing the account at that moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.question import Answer, ask
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

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
        self._box = ask(
            self._window,
            "stop_work",
            title=_("Aikagi is at work"),
            text=_("Aikagi is changing your AWS account at this moment."),
            more=_("If you stop, Aikagi first brings what it began to a safe end, then closes."),
            stay=Answer("keep_going", _("Keep going")),
            leave=Answer("stop_and_close", _("Stop and close")),
            then=partial(_stop, page, then),
            modal=False,
        )
        self._box.finished.connect(self._asked)

    def _asked(self) -> None:
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

"""Asks before something that was begun or isn't decided yet is passed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWizardPage


class Passing:
    """Next leads on from `page` past something only where the customer says so."""

    def __init__(self, page: QWizardPage) -> None:
        self._page, self._agreed = page, False

    def may_go_on(self, ask: Callable[[Callable[[], None]], object] | None) -> bool:
        """Whether Next may lead on now.

        `ask` shows a question, and calls what it is given where the customer goes on all the same;
        None where nothing is passed by.
        """
        if self._agreed or ask is None:
            return True
        ask(self._pass_by)
        return False

    def _pass_by(self) -> None:
        self._agreed = True
        self._page.wizard().next()
        self._agreed = False

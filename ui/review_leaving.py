"""Asks before what isn't decided yet is passed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from ui import question
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget, QWizardPage


class Passing:
    """Next leads on from `page` with something undecided only where the customer says so."""

    def __init__(self, page: QWizardPage) -> None:
        self._page, self._agreed = page, False

    def may_go_on(self, count: int) -> bool:
        """Whether Next may lead on while `count` aren't decided; where not, it is asked."""
        if self._agreed or not count:
            return True
        ask(self._page, count, self._pass_by)
        return False

    def _pass_by(self) -> None:
        self._agreed = True
        self._page.wizard().next()
        self._agreed = False


def ask(parent: QWidget, count: int, go_on: Callable[[], None]) -> QMessageBox:
    """Show the question over `parent`; `go_on` is called where the customer goes on all the same.

    Enter and Escape decide first: what is passed by can let somebody in.
    """
    return question.ask(
        parent,
        "pass_undecided",
        title=_("Not everything is decided yet"),
        text=_("Not decided yet: {count}. Go on all the same?").format(count=count),
        more=_(
            "Whoever can get in by them still can. You can decide later, from the home window. "
            "The report lists them as not decided."
        ),
        stay=question.Answer("decide_first", _("Decide first")),
        leave=question.Answer("go_on_undecided", _("Go on without deciding")),
        role=QMessageBox.ButtonRole.AcceptRole,
        then=go_on,
    )

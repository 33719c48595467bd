"""Asks before what isn't decided yet is passed by."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from ui import question
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def asking(parent: QWidget, count: int) -> Callable[[Callable[[], None]], QMessageBox] | None:
    """What asks over `parent`, where `count` aren't decided yet; None where all are."""
    return partial(ask, parent, count) if count else None


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

"""A quiet button in a row: look at this one thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.button import named
from ui.plaintext import tip
from ui.quietbutton import QuietButton
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable


class AgainButton(QuietButton):
    """Says in a word what it does; to a screen reader, which of the rows it is about, too."""

    def __init__(self, name: str, what: str, on_press: Callable[[], None]) -> None:
        super().__init__(name, _("Recheck"))
        named(self, name, _("Recheck: {what}").format(what=what))
        self.setToolTip(tip(self.accessibleName()))
        self.setAccessibleDescription(_("AWS is asked about this one thing again."))
        self.clicked.connect(lambda _checked: on_press())

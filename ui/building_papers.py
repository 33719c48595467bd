"""The documents that the vendor hands in: ticked as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.messages import msg
from ui import theme
from ui.putaway import put_away
from ui.widgets import Text, Tick
from ui.words import _, say

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.vendorprofile import VendorProfile

# What a system can't be run without, where the vendor names no documents of its own. The English
# text is also the name on the record.
USUAL = (
    msg("What was built and why, with a drawing of the system"),
    msg("Which AWS services are used, and what each costs a month"),
    msg("How to run it, and how to bring back a backup"),
    msg("Which users, keys and passwords there are, and who has them"),
    msg("Whom to ask, and until when"),
)
WORDS = {message.text: message for message in USUAL}


def expected(record: Handover, profile: VendorProfile) -> tuple[str, ...]:
    """The names of the documents to be handed in; also those ticked that nobody asks for now.

    The profile may be another vendor's by now: then it says nothing about this one. One that is
    this vendor's may have come after the hand-over was made.
    """
    theirs = profile.documents if profile.name == record.vendor else ()
    asked = record.documents_asked or theirs or tuple(WORDS)
    return (*asked, *(name for name in record.documents if name not in asked))


class Papers(QWidget):
    """A tick for each, and how many are there."""

    ticked = Signal(object)  # the names of all that are there, as a tuple

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.6))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.em(0.5))
        self.count = Text(tint="muted")
        self.count.setObjectName("document_count")
        column.addLayout(self._list)
        column.addWidget(self.count)

    def show_papers(self, record: Handover, profile: VendorProfile) -> None:
        """Show which are there."""
        names = expected(record, profile)
        if tuple(self._ticks) != names:
            self._offer(names)
        for name, tick in self._ticks.items():
            tick.set_ticked(name in record.documents)
        self._tell()

    def _offer(self, names: tuple[str, ...]) -> None:
        put_away(self._list, *self._ticks.values())
        self._ticks = {
            name: Tick(f"document_{number}", words_for(name), on_change=self._said)
            for number, name in enumerate(names, start=1)
        }
        for tick in self._ticks.values():
            self._list.addWidget(tick)

    def _said(self, _on: bool) -> None:
        self._tell()
        self.ticked.emit(self._there())

    def _there(self) -> tuple[str, ...]:
        return tuple(name for name, tick in self._ticks.items() if tick.box.isChecked())

    @property
    def counted(self) -> tuple[int, int]:
        """How many are there, and of how many."""
        return len(self._there()), len(self._ticks)

    def _tell(self) -> None:
        there, all_ = self.counted
        words = _("Before you shut out the vendor: {there} of {all} are there.")
        if there == all_:
            words = _("All {all} are there.")
        self.count.say(words.format(there=there, all=all_))
        self.count.colour("good" if there == all_ else "muted")


def words_for(name: str) -> str:
    """The document in the customer's language; the vendor's own as the vendor calls it."""
    return say(WORDS[name]) if name in WORDS else name

"""The vendor record, to be saved where a successor finds it, who can't act without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui import theme
from ui.beside import Beside
from ui.pair import held
from ui.spacing import pads
from ui.widgets import Card, Mark, Text, button, headed, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.widgets import Button

ROOM_EM = 27.0  # with less room the button stands below the words


class KeepCard(Card):
    """Asks for it plainly, with one button; once it is saved, says so and asks no more."""

    def __init__(self, on_save: Callable[[], None], *, practice: bool) -> None:
        super().__init__()
        self._practice = practice
        self.save: Button = button("save_handover_file", _("Save the vendor record …"), on_save)
        self._mark, self.title = Mark(), Text(bold=True)
        self.why = Text(scale=theme.SMALL)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(theme.em(0.1))
        words.addWidget(self.title)
        words.addWidget(self.why)
        beside = Beside(held(words), ROOM_EM, 0.8)
        beside.add(self.save)
        self.column.setContentsMargins(*pads())
        self.column.addLayout(headed(self._mark, beside))
        self.show_kept(kept=False)

    def show_kept(self, *, kept: bool) -> None:
        """Whether it has been saved."""
        title = _("Last of all: save the vendor record")
        if self._practice:
            title = _("The vendor record: not needed in a rehearsal")
        if kept:
            title = _("The vendor record is saved. Keep it with the contract.")
        self.title.say(title)
        self.why.say(self._why())
        self._mark.show_state("good")
        self._mark.setVisible(kept)
        asked = not (kept or self._practice)
        self.tint(*_look(asked=asked, kept=kept))
        named(self, "keep_record", title)
        self.setAccessibleDescription(self.why.plain)
        self.save.set_primary(asked)

    def _why(self) -> str:
        if self._practice:
            return _("With a real one, a colleague can shut the vendor out.")
        return _(
            "With it and the owner's sign-in a colleague can shut the vendor out, on any "
            "computer. It holds no secret."
        )


def _look(*, asked: bool, kept: bool) -> tuple[str, str]:
    """The colours of the ground and of the bar."""
    if asked:
        return "accent_soft", "accent"
    return ("good_soft", "good") if kept else ("surface", "")

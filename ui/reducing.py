"""What a vendor that stays is left with: a few rights to tick, and whether MFA is demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGroupBox, QVBoxLayout

from ui import theme
from ui.fieldnote import FieldNote
from ui.fold import Fold
from ui.pair import Pair, held
from ui.widgets import Text, Tick, named
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.reduce_rights import Rights

BESIDE_EM = 26.0


class ReduceRights(QGroupBox):
    """The rights as tick boxes named `reduce_<policy>`, and `reduce_mfa` below them."""

    chosen = Signal()  # by the customer
    grown = Signal()  # more is shown

    def __init__(self) -> None:
        from app.reduce_rights import CHOICES

        super().__init__()
        named(self, "reduce_rights", _("What may the vendor still do?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.em(1.2), theme.em(0.2), 0, theme.em(0.4))
        column.setSpacing(theme.em(0.35))
        self.whose = Text(_("What may the vendor still do?"), bold=True)
        column.addWidget(self.whose)
        self.note = FieldNote(self)
        column.addWidget(self.note)
        self._ticks = {}
        looking = self._group(_("Only look, and change nothing"))
        doing = self._group(_("Do something too"))
        for choice in CHOICES:
            made = Tick(f"reduce_{choice.name}", say(choice.title), on_change=self._changed)
            made.box.setAccessibleDescription(_explained(choice))
            self._ticks[choice.arn] = made
            (looking if choice.looks else doing).addWidget(made)
        for half in (looking, doing):
            half.addStretch(1)
        column.addWidget(Pair(held(looking), held(doing), room=BESIDE_EM))
        self.meaning = Fold("reduce_meaning", _("What each of these lets in"), _explain)
        self.meaning.opened.connect(self.grown)
        column.addWidget(self.meaning)
        self.mfa = Tick(
            "reduce_mfa",
            _("Require a second lock (MFA), such as an app on a phone"),
            _("Until the vendor has set it up, it can do nothing else."),
            on_change=self._changed,
        )
        column.addWidget(self.mfa)

    @staticmethod
    def _group(title: str) -> QVBoxLayout:
        """Ticks of one kind, below what they have in common."""
        half = QVBoxLayout()
        half.setSpacing(theme.em(0.35))
        half.addWidget(Text(title, bold=True, scale=theme.SMALL, tint="muted"))
        return half

    def paintEvent(self, _event: QPaintEvent) -> None:
        """No frame."""

    @property
    def rights(self) -> tuple[str, ...]:
        """The ARNs of what is ticked."""
        return tuple(arn for arn, made in self._ticks.items() if made.box.isChecked())

    def show_rights(self, rights: tuple[str, ...], *, mfa: bool, name: str) -> None:
        """Show these as ticked, without saying that a person did it.

        `name`: whose rights they are, since the list of users is out of sight by now.
        """
        words = _("What may “{name}” still do?").format(name=name)
        self.whose.say(words if name else _("What may the vendor still do?"))
        self.setAccessibleName(self.whose.plain)
        for arn, made in self._ticks.items():
            made.set_ticked(arn in rights)
        self.mfa.set_ticked(mfa)
        self.note.note(
            "" if rights else _("Choose at least one. Not sure? Ask the vendor what it needs."),
            tint="muted",
        )

    def _changed(self, _on: bool) -> None:
        self.chosen.emit()


def _explained(choice: Rights) -> str:
    return _("{explains} (AWS calls it “{name}”)").format(
        explains=say(choice.explains), name=choice.name
    )


def _explain(column: QVBoxLayout) -> None:
    """What is to be known of each, below its title."""
    from app.reduce_rights import CHOICES

    for choice in CHOICES:
        column.addWidget(Text(say(choice.title), bold=True, scale=theme.SMALL))
        column.addWidget(Text(_explained(choice), scale=theme.SMALL, tint="muted"))

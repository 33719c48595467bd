"""What is still to be done after the journey's last page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.spacing import pads
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _

if TYPE_CHECKING:
    from app.facts import Facts
    from app.handoverfile import Handover


class OpenPoints(Card):
    """A line for each; it isn't there if there is none."""

    def __init__(self) -> None:
        super().__init__("warn_soft", edge="warn")
        named(self, "open_points", _("Still open"))
        self._rows: list[QWidget] = []
        self._said: tuple[str, ...] | None = None
        self.column.setContentsMargins(*pads())
        self.column.setSpacing(theme.em(0.2))

    def show_points(self, record: Handover | None, facts: Facts) -> None:
        """Show what is open by now."""
        said = points(record, facts)
        if said == self._said:
            return
        self._said = said
        for old in self._rows:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        still = _("Still open: {what}")
        self._rows = [_row(still.format(what=sentence)) for sentence in said]
        for made in self._rows:
            self.column.addWidget(made)
        self.setAccessibleDescription(" ".join(said))
        self.setVisible(bool(said))


def _row(sentence: str) -> QWidget:
    made = QWidget()
    beside = headed(Mark("warn"), Text(sentence))
    beside.setContentsMargins(0, 0, 0, 0)
    made.setLayout(beside)
    return made


def points(record: Handover | None, facts: Facts) -> tuple[str, ...]:
    """The sentences, the most urgent first."""
    said = []
    if facts.mfa_later and facts.root_mfa is not True:
        said.append(
            _("The root user has no MFA yet. Set it up soon, on the page “Two-step sign-in”.")
        )
    later = record.rights_later and not record.rights_given_at if record else facts.rights_later
    if later:
        said.append(
            _(
                "The vendor's user has no rights yet. Give them on the home window once the vendor "
                "has signed in."
            )
        )
    if facts.budget == "made" and not facts.budget_confirmed:
        said.append(
            _("AWS's mail about the alert. Open its link, then tick it on “Spending alert”.")
        )
    return tuple(said)

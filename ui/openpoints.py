"""What is still to be done after the journey's last page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.journey import alert_open, mfa_open
from ui import theme
from ui.putaway import put_away
from ui.spacing import pads
from ui.spendcard import money
from ui.steptitles import step_title
from ui.widgets import Card, Mark, Text, button, headed, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.facts import Facts
    from app.handoverfile import Handover

Point = tuple[str, str]  # what is open, and the page where it is done, if it is one of these


class OpenPoints(Card):
    """A line for each, with the way to it; it isn't there if there is none."""

    def __init__(self, go_to: Callable[[str], None]) -> None:
        super().__init__("warn_soft", edge="warn")
        named(self, "open_points", _("Still open"))
        self._rows: list[QWidget] = []
        self._go_to = go_to
        self._said: tuple[Point, ...] | None = None
        self.column.setContentsMargins(*pads())
        self.column.setSpacing(theme.em(0.2))

    def show_points(self, record: Handover | None, facts: Facts) -> None:
        """Show what is open by now."""
        said = points(record, facts)
        if said == self._said:
            return
        self._said = said
        put_away(self.column, *self._rows)
        self._rows = [self._row(*point) for point in said]
        for made in self._rows:
            self.column.addWidget(made)
        self.setAccessibleDescription(" ".join(sentence for sentence, _page in said))
        self.setVisible(bool(said))

    def _row(self, sentence: str, page: str) -> QWidget:
        made = QWidget()
        after: tuple[QWidget, ...] = ()
        if page:
            to = _("Go to “{page}”").format(page=step_title(page))
            after = (button(f"open_{page}", to, lambda: self._go_to(page)),)
        words = Text(_("Still open: {what}").format(what=sentence), bold=True)
        beside = headed(Mark("warn"), words, *after)
        beside.setContentsMargins(0, 0, 0, 0)
        made.setLayout(beside)
        return made


def points(record: Handover | None, facts: Facts) -> tuple[Point, ...]:
    """The most urgent first."""
    said: list[Point] = []
    if mfa_open(facts):
        said.append(
            (_("The root user (the account's owner) has no MFA yet. Set it up soon."), "root_mfa")
        )
    later = record.rights_later and not record.rights_given_at if record else facts.rights_later
    if later:
        said.append(
            (
                _(
                    "The vendor's user has no rights yet. Give them on the home window once the "
                    "vendor has signed in."
                ),
                "",
            )
        )
    if alert_open(facts):
        said.append((_alert(facts.budget_amount), "budget"))
    return tuple(said)


def _alert(dollars: int) -> str:
    """That it doesn't work yet; `dollars` a month is its limit, 0 where that isn't known."""
    if not dollars:
        return _("The spending alert doesn't work yet.")
    words = _("The spending alert ({amount} a month) doesn't work yet.")
    return words.format(amount=money(Decimal(dollars)))

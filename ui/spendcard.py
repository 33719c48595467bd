"""What the month has cost so far, a line for each of the account's budgets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.budget import NAME, yen
from ui import theme
from ui.putaway import put_away
from ui.spacing import pads
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.spend import Spend

DOLLARS = "USD"


class SpendCard(Card):
    """Budgets with their limit, what was spent, and what AWS expects."""

    def __init__(self, name: str, title: str, *, folded: bool = False) -> None:
        """`folded`: it stands below a line that says its title."""
        super().__init__()
        named(self, name, title)
        self.column.setContentsMargins(*pads())
        self.column.setSpacing(theme.em(0.3))
        self._title = Text(title, bold=True)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.5))
        self._note = Text(scale=theme.SMALL, tint="muted")
        self._made: list[QWidget] = []
        for widget in (self._title, self._rows, self._note):
            self.column.addWidget(widget)
        self._title.setVisible(not folded)
        self.show_spends(())

    def beside_title(self, widget: QWidget) -> None:
        """Put `widget` at the right of what stands above."""
        self.column.removeWidget(self._title)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(widget)
        self.column.insertLayout(0, line)

    def title(self, text: str) -> None:
        """Change what stands above."""
        self._title.say(text)
        self.setAccessibleName(text)

    def show_spends(self, spends: Iterable[Spend], note: str = "", *, short: bool = False) -> None:
        """Show these in the place of those before, and a note; `short`: the line has the figure."""
        put_away(self._column, *self._made)
        shown = tuple(spends)
        told = (spend for spend in shown if expected(spend) or not short)
        self._made = [_row(spend, short=short) for spend in told]
        for row in self._made:
            self._column.addWidget(row)
            row.show()  # now: by itself it appears a turn of the event loop later
        self._rows.setVisible(bool(self._made))
        self._note.say(note)
        self._note.setVisible(bool(note))
        said = (*(f"{headline(s)} {expected(s)}" for s in shown), note)
        self.setAccessibleDescription(" ".join(words for words in said if words))


def _row(spend: Spend, *, short: bool) -> QWidget:
    """The sign and the words; `short`: without the figure, which is said already."""
    made = QWidget()
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.em(0.1))
    below = expected(spend)
    if short:
        column.addWidget(Text(below))
    else:
        column.addWidget(Text(headline(spend)))
        if below:
            column.addWidget(Text(below, scale=theme.SMALL, tint="muted"))
    beside = headed(Mark(state(spend)), words)
    beside.setContentsMargins(0, 0, 0, 0)
    made.setLayout(beside)
    return made


def state(spend: Spend) -> str:
    """The sign before it: "good", "warn" where the limit is or will be passed, or "none"."""
    if spend.actual is None:
        return "none"
    return "warn" if spend.over or spend.likely_over else "good"


def headline(spend: Spend) -> str:
    """The budget's name, and how much of it is spent; Aikagi's own needs no name."""
    if spend.name == NAME:
        words = _ours(spend)
    elif spend.actual is None:
        words = _("{name}: {limit} a month. AWS has no figure for this month yet.")
    elif spend.over:
        words = _("{name}: {actual} this month. That is over the limit of {limit}.")
    elif spend.limit:
        words = _("{name}: {actual} of {limit} this month.")
    else:
        words = _("{name}: {actual} this month.")
    actual = money(spend.actual or Decimal(0), spend.unit)
    return words.format(name=spend.name, actual=actual, limit=money(spend.limit, spend.unit))


def _ours(spend: Spend) -> str:
    if spend.actual is None:
        return _("Costs this month: not known yet (warning line: {limit}).")
    if spend.over:
        return _("Costs this month: {actual}. That is over the limit of {limit}.")
    return _("Costs this month: {actual} (warning line: {limit}).")


def expected(spend: Spend) -> str:
    """About how many yen that is, and what AWS expects of the whole month; may be ""."""
    dollars = spend.actual if spend.unit == DOLLARS else None
    if dollars and spend.forecast:
        words = _("About {yen} yen so far. AWS expects {forecast} by the end of the month.")
    elif dollars:
        words = _("About {yen} yen so far.")
    elif spend.forecast:
        words = _("AWS expects {forecast} by the end of the month.")
    else:
        return ""
    forecast = money(spend.forecast or Decimal(0), spend.unit)
    return words.format(yen=f"{yen(dollars or 0):,}", forecast=forecast)


def a_month(dollars: int) -> str:
    """A limit in US dollars, and about how many yen that is."""
    words = _("{amount} a month (about {yen} yen)")
    return words.format(amount=money(Decimal(dollars)), yen=f"{yen(dollars):,}")


def money(amount: Decimal, unit: str = DOLLARS) -> str:
    """An amount as people write it."""
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    if unit != DOLLARS:
        return f"{number} {unit}"
    return _("{amount} US dollars").format(amount=number)

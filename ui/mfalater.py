"""The words that stand in for a missing MFA: the customer takes it on, for a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ui import theme
from ui.widgets import Card, Tick
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

LATER_DAYS = 7


def promised(ticked: bool) -> dict[str, object]:
    """What is known once the customer has ticked it, or taken it back."""
    due = datetime.now(UTC).astimezone().date() + timedelta(days=LATER_DAYS)
    return {"mfa_later": ticked, "mfa_due": due.isoformat() if ticked else ""}


class MfaLater(Card):
    """One tick; until it is ticked, or MFA is on, the journey doesn't go on."""

    def __init__(self, on_change: Callable[[bool], None]) -> None:
        super().__init__("warn_soft", edge="warn")
        self.tick = Tick(
            "mfa_later",
            _(
                "I go on without MFA for the root user, and will set it up within {days} days."
            ).format(days=LATER_DAYS),
            _("Until then, whoever learns the root user's password owns the account."),
            on_change=on_change,
        )
        side, high = theme.em(0.9), theme.em(0.4)
        self.column.setContentsMargins(side, high, side, high)
        self.column.addWidget(self.tick)

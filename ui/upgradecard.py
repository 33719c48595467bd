"""Changing to the paid plan: what it means, what will be done, and the button that does it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.planlist import PlanList
from ui.widgets import Text, button, flow, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.plan import Plan


class UpgradeCard(QWidget):
    """Explains first. Nothing is done before `confirmed`, which carries the plan shown."""

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, detail: Mapping[str, object]) -> None:
        super().__init__()
        from app import accountplan

        self._plan: Plan = accountplan.upgrade()
        named(self, "upgrade", _("Change to the paid plan"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        for sentence in sentences(detail):
            column.addWidget(Text(sentence))
        self.plan = PlanList("upgrade_plan", _("What will be done"))
        self.plan.show_plan(self._plan, back=True)  # what can't be undone is said at the button
        column.addWidget(self.plan)
        column.addWidget(
            Text(_("This can't be undone: there is no way back to the free plan."), bold=True)
        )
        self.confirm = button("upgrade_confirm", _("Change now"), self._confirm, primary=True)
        self.close_button = button("upgrade_close", _("Leave it as it is"), self.closed.emit)
        column.addLayout(flow(self.confirm, self.close_button))

    def first_focus(self) -> QWidget:
        """The way out: Enter pressed twice must not do what can't be undone."""
        return self.close_button

    def in_sight(self) -> tuple[QWidget, ...]:
        """What is to be seen as it opens: both ways to go on."""
        return self.confirm, self.close_button

    def _confirm(self) -> None:
        self.confirmed.emit(self._plan)


def sentences(detail: Mapping[str, object]) -> tuple[str, ...]:
    """What the change means. `detail` is that of the check's outcome.

    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
    """
    left = detail.get("credits")
    kept = _("The credits that AWS gave you stay yours, and are used first.")
    if isinstance(left, Decimal):
        words = _("Your credits ({amount} US dollars now) stay yours, and are used first.")
        kept = words.format(amount=left)
    return (
        _(
            "The change itself is free. After it, AWS charges your card for what is used beyond"
            " the credits. Ask the vendor how much that will be; a later page sets up an alert."
        ),
        kept,
    )

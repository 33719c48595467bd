"""What the month has cost so far, by the account's own budgets.

Looking at a budget is free, where asking Cost Explorer costs a cent a time. The figures are up to
a day old: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from app.troubles import Trouble

if TYPE_CHECKING:
    from app.clients import Clients
    from app.work import Token

# What DescribeBudgets may say where there is none.
NONE = "NotFoundException"


@dataclass(frozen=True)
class Spend:
    """One monthly cost budget. Amounts are in `unit`, which is "USD" nearly always.

    `actual` is what the month has cost so far, `forecast` what AWS expects of the whole month;
    None where AWS doesn't say (yet): a forecast needs some weeks of use.
    """

    name: str
    limit: Decimal
    actual: Decimal | None = None
    forecast: Decimal | None = None
    unit: str = "USD"

    @property
    def over(self) -> bool:
        """Whether the month has cost more than the limit."""
        return self.actual is not None and self.actual > self.limit > 0

    @property
    def likely_over(self) -> bool:
        """Whether AWS expects that it will."""
        return self.forecast is not None and self.forecast > self.limit > 0


def month_so_far(clients: Clients, account: str, token: Token) -> tuple[Spend, ...]:
    """The account's monthly cost budgets, with their figures; () if it has none.

    Raises `Trouble`, and `Cancelled`.
    """
    return figures(budgets(clients, account, token))


def budgets(clients: Clients, account: str, token: Token) -> tuple[Mapping[str, Any], ...]:
    """All budgets of the account, as botocore gives them. Raises `Trouble`, and `Cancelled`."""
    token.check()
    try:
        found = clients.pages("budgets", "describe_budgets", "Budgets", AccountId=account)
    except Trouble as trouble:
        if trouble.aws_code == NONE:
            return ()
        raise
    return tuple(budget for budget in found if budget)  # a reply without the list gives None


def figures(found: Iterable[Mapping[str, Any]]) -> tuple[Spend, ...]:
    """What the monthly cost budgets among `found` say about the month."""
    return tuple(spend for spend in map(figure, found) if spend is not None)


def figure(budget: Mapping[str, Any]) -> Spend | None:
    """What `budget` says about the month; None if it counts something else, or over another time.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
    """
    if budget.get("BudgetType") != "COST" or budget.get("TimeUnit") != "MONTHLY":
        return None
    limit = budget.get("BudgetLimit", {})  # none where each month has a limit of its own
    so_far = budget.get("CalculatedSpend", {})
    actual = so_far.get("ActualSpend", {})
    return Spend(
        name=str(budget["BudgetName"]),
        limit=_amount(limit) or Decimal(0),
        actual=_amount(actual),
        forecast=_amount(so_far.get("ForecastedSpend", {})),
        unit=str(limit.get("Unit") or actual.get("Unit") or "USD"),
    )


def _amount(spend: Mapping[str, Any]) -> Decimal | None:
    try:
        amount = Decimal(str(spend["Amount"]))
    except (InvalidOperation, KeyError):
        return None
    return amount if amount.is_finite() else None

"""What the month has cost so far, by the account's own budgets.

Looking at a budget is free, where asking Cost Explorer costs a cent a time. The figures are up to
a day old: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.clients import Clients
from app.work import Token


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


def month_so_far(clients: Clients, account: str, token: Token) -> tuple[Spend, ...]:
    """The account's monthly cost budgets, with their figures; () if it has none.

    Raises `Trouble`, and `Cancelled`.
    """
    token.check()
    found = clients.pages("budgets", "describe_budgets", "Budgets", AccountId=account)
    return figures(found)


def figures(budgets: Iterable[Mapping[str, Any]]) -> tuple[Spend, ...]:
    """What `budgets`, as botocore gives them, say about the month: see `month_so_far`."""
    return tuple(_spend(budget) for budget in budgets if _monthly_cost(budget))


def _monthly_cost(budget: Mapping[str, Any]) -> bool:
    return budget.get("BudgetType") == "COST" and budget.get("TimeUnit") == "MONTHLY"


def _spend(budget: Mapping[str, Any]) -> Spend:
    limit = budget.get("BudgetLimit", {})  # none where each month has a limit of its own
    so_far = budget.get("CalculatedSpend", {})
    return Spend(
        name=str(budget["BudgetName"]),
        limit=_amount(limit) or Decimal(0),
        actual=_amount(so_far.get("ActualSpend")),
        forecast=_amount(so_far.get("ForecastedSpend")),
        unit=str(limit.get("Unit", "USD")),
    )


def _amount(spend: Mapping[str, Any] | None) -> Decimal | None:
    try:
        return Decimal(str(spend["Amount"])) if spend else None
    except (InvalidOperation, KeyError):
        return None

"""Budgets with the month's figures in them; moto's have spent nothing.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked
    from app.practice.state import State

# https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CostTypes.html
COUNTED = dict.fromkeys(
    (
        *("IncludeCredit", "IncludeDiscount", "IncludeOtherSubscription", "IncludeRecurring"),
        *("IncludeRefund", "IncludeSubscription", "IncludeSupport", "IncludeTax", "IncludeUpfront"),
    ),
    True,
)
COST_TYPES = {**COUNTED, "UseAmortized": False, "UseBlended": False}


def _own(account: Account, asked: Asked) -> None:
    number = asked.body().get("AccountId")
    if number != account.state.account:
        text = f"Account {account.state.account} is not authorized to access account {number}"
        raise AwsError(400, "AccessDeniedException", text)


def _amount(dollars: float) -> dict[str, str]:
    return {"Amount": f"{dollars:.3f}", "Unit": "USD"}


def _figured(budget: dict[str, Any], state: State) -> dict[str, Any]:
    """The budget as AWS shows it: what isn't said counts, and credits hide what they paid."""
    if budget.get("BudgetType") != "COST":
        return budget
    types = {**COST_TYPES, **budget.get("CostTypes", {})}
    hidden = state.credit if types["IncludeCredit"] else 0.0
    spend = {"ActualSpend": _amount(max(state.spent - hidden, 0.0))}
    if state.forecast is not None:
        spend["ForecastedSpend"] = _amount(max(state.forecast - hidden, 0.0))
    return {**budget, "CostTypes": types, "CalculatedSpend": spend}


def describe_budgets(account: Account, asked: Asked) -> dict[str, Any]:
    """budgets:DescribeBudgets, in pages."""
    _own(account, asked)
    body, state = asked.body(), account.state
    found = [_figured(one, state) for one in account.moto.budgets()]
    size, start = int(body.get("MaxResults") or 100), int(body.get("NextToken") or 0)
    result: dict[str, Any] = {"Budgets": found[start : start + size]}
    if start + size < len(found):
        result["NextToken"] = str(start + size)
    return result


def describe_budget(account: Account, asked: Asked) -> dict[str, Any] | None:
    """budgets:DescribeBudget."""
    _own(account, asked)
    name = asked.body().get("BudgetName")
    for one in account.moto.budgets():
        if one["BudgetName"] == name:
            return {"Budget": _figured(one, account.state)}
    return None  # moto says NotFoundException, as AWS does


TABLE = {
    "budgets:DescribeBudgets": describe_budgets,
    "budgets:DescribeBudget": describe_budget,
}

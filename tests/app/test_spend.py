"""What the month has cost, as the account's budgets say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from app import budget, spend
from app.plan import apply
from app.practice import Practice
from app.session import RootSession
from app.spend import Spend
from app.troubles import Trouble
from app.work import Cancelled, Token


def made(root: RootSession, name: str, **more: object) -> None:
    root.clients.call(
        "budgets",
        "create_budget",
        AccountId=root.identity.account,
        Budget={
            "BudgetName": name,
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": "40", "Unit": "USD"},
            **more,
        },
    )


def month(root: RootSession) -> tuple[Spend, ...]:
    return spend.month_so_far(root.clients, root.identity.account, Token())


def counted(actual: str, forecast: str = "") -> Mapping[str, Any]:
    told = {"ActualSpend": {"Amount": actual, "Unit": "USD"}}
    if forecast:
        told["ForecastedSpend"] = {"Amount": forecast, "Unit": "USD"}
    return {"CalculatedSpend": told}


def test_only_what_counts_a_months_costs(root: RootSession, practice: Practice) -> None:
    practice.state.spent, practice.state.forecast = 12.34, 45.0
    assert month(root) == ()
    made(root, "a")
    made(root, "b", TimeUnit="ANNUALLY")
    made(root, "c", BudgetType="USAGE")
    assert month(root) == (Spend("a", Decimal(40), Decimal("12.34"), Decimal(45)),)
    found = budget.look(root.clients, root.identity.account, Token())
    assert [(one.name, one.spend is None) for one in found] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]


def test_ours_sees_what_credits_have_paid(root: RootSession, practice: Practice) -> None:
    practice.state.spent, practice.state.credit = 30.0, 25.0
    made(root, "theirs")
    apply(budget.plan(root.identity.account, 40, "a@example.jp"), root.clients, Token())
    assert {one.name: one.actual for one in month(root)} == {"theirs": 5, budget.NAME: 30}


def test_a_month_without_a_forecast_yet(root: RootSession, practice: Practice) -> None:
    practice.state.forecast = None
    made(root, "a")
    assert [one.forecast for one in month(root)] == [None]


def test_no_budget_may_be_an_error(root: RootSession, practice: Practice) -> None:
    practice.state.fail("budgets:DescribeBudgets", "NotFoundException", 404)
    assert month(root) == ()


def test_a_refusal_is_a_trouble(root: RootSession, practice: Practice) -> None:
    practice.state.fail("budgets:DescribeBudgets", "AccessDeniedException", 403)
    with pytest.raises(Trouble):
        month(root)


def test_it_can_be_stopped(root: RootSession) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        spend.month_so_far(root.clients, root.identity.account, token)


MONTHLY = {"BudgetName": "a", "BudgetType": "COST", "TimeUnit": "MONTHLY"}
LIMIT = {"BudgetLimit": {"Amount": "40.0", "Unit": "USD"}}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({**MONTHLY, **LIMIT}, Spend("a", Decimal(40))),
        ({**MONTHLY, **LIMIT, **counted("0")}, Spend("a", Decimal(40), Decimal(0))),
        ({**MONTHLY, **counted("7", "x")}, Spend("a", Decimal(0), Decimal(7))),
        ({**MONTHLY, **LIMIT, **counted("NaN")}, Spend("a", Decimal(40))),
        (
            {**MONTHLY, "BudgetLimit": {"Amount": "9", "Unit": "JPY"}},
            Spend("a", Decimal(9), unit="JPY"),
        ),
        ({**MONTHLY, "TimeUnit": "DAILY", **LIMIT}, None),
    ],
)
def test_figures_that_may_be_missing(told: Mapping[str, Any], expected: Spend | None) -> None:
    assert spend.figure(told) == expected


@pytest.mark.parametrize(
    ("limit", "actual", "forecast", "over", "likely"),
    [
        (40, 39, 40, False, False),
        (40, 40, 41, False, True),
        (40, 41, None, True, False),
        (0, 41, 50, False, False),
    ],
)
def test_over_the_limit(
    limit: int, actual: int, forecast: int | None, over: bool, likely: bool
) -> None:
    expected = None if forecast is None else Decimal(forecast)
    found = Spend("a", Decimal(limit), Decimal(actual), expected)
    assert (found.over, found.likely_over) == (over, likely)

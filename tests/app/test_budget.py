"""The budget: made once, others left alone, taken back where it can't be finished."""

from __future__ import annotations

import pytest

from app import budget
from app.plan import apply
from app.session import RootSession
from app.work import Token


def test_a_budget_is_made_once(root: RootSession) -> None:
    account, clients = root.identity.account, root.clients
    assert budget.existing(clients, account, Token()) == ()
    apply(budget.plan(account, 100, "a@example.jp"), clients, Token())
    present = budget.existing(clients, account, Token())
    assert present == (budget.NAME,)
    assert budget.plan(account, 200, "b@example.jp", present)[0].already
    found = clients.call("budgets", "describe_budgets", AccountId=account)["Budgets"][0]
    assert float(found["BudgetLimit"]["Amount"]) == 100
    assert found["CostTypes"]["IncludeCredit"] is False
    alerts = clients.call(
        "budgets",
        "describe_notifications_for_budget",
        AccountId=account,
        BudgetName=budget.NAME,
    )["Notifications"]
    assert sorted(a["Threshold"] for a in alerts) == [50, 80, 100, 100]


def test_a_second_press_is_no_trouble(root: RootSession) -> None:
    steps = budget.plan(root.identity.account, 100, "a@example.jp")
    assert len(apply(steps, root.clients, Token())) == 1
    assert apply(steps, root.clients, Token()) == ()


@pytest.mark.parametrize(
    ("email", "good"),
    [
        ("a@example.jp", True),
        ("", False),
        ("a b@c.d", False),
        ("a@b", False),
        ("x" * 50 + "@c.d", False),
    ],
)
def test_addresses(email: str, good: bool) -> None:
    assert budget.good_email(email) is good

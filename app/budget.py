"""A monthly cost budget with alerts by e-mail, so that a bill doesn't come as a surprise.

https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html
"""

from __future__ import annotations

import re

from app.clients import Clients
from app.messages import msg
from app.plan import Action, Plan
from app.work import Token

NAME = "aikagi-monthly"
PERCENTS = (50.0, 80.0, 100.0)
FORECAST_PERCENT = 100.0
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Subscriber.html
LONGEST_EMAIL = 50


def good_email(text: str) -> bool:
    """Whether AWS takes `text` as an address for alerts."""
    return bool(_EMAIL.fullmatch(text)) and len(text) <= LONGEST_EMAIL


def existing(clients: Clients, account: str, token: Token) -> tuple[str, ...]:
    """The names of the account's budgets. They are left alone. Raises `Trouble`."""
    token.check()
    found = clients.pages("budgets", "describe_budgets", "Budgets", AccountId=account)
    return tuple(str(budget["BudgetName"]) for budget in found)


def plan(account: str, amount: int, email: str, present: tuple[str, ...] = ()) -> Plan:
    """One budget of `amount` US dollars a month, with alerts to `email`.

    Credits aren't counted in: otherwise the first months, which are paid from credits, would
    show nothing and then everything.
    """
    alerts = [
        *(_alert("ACTUAL", percent, email) for percent in PERCENTS),
        _alert("FORECASTED", FORECAST_PERCENT, email),
    ]
    make = Action(
        id="make-budget",
        service="budgets",
        operation="create_budget",
        parameters={
            "AccountId": account,
            "Budget": _budget(amount),
            "NotificationsWithSubscribers": alerts,
        },
        message=msg(
            "Make a monthly budget of {amount} US dollars, with alerts to {email}",
            amount=amount,
            email=email,
        ),
        already=NAME in present,
        settled_by=("DuplicateRecordException",),
        undo=_unmake(account),
    )
    return (make,)


def _unmake(account: str) -> Action:
    return Action(
        id="unmake-budget",
        service="budgets",
        operation="delete_budget",
        parameters={"AccountId": account, "BudgetName": NAME},
        message=msg("Remove the budget again"),
        settled_by=("NotFoundException",),
    )


def _budget(amount: int) -> dict[str, object]:
    return {
        "BudgetName": NAME,
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": str(amount), "Unit": "USD"},
        "CostTypes": {"IncludeCredit": False, "IncludeRefund": False},
    }


def _alert(kind: str, percent: float, email: str) -> dict[str, object]:
    return {
        "Notification": {
            "NotificationType": kind,
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": percent,
            "ThresholdType": "PERCENTAGE",
        },
        "Subscribers": [{"SubscriptionType": "EMAIL", "Address": email}],
    }

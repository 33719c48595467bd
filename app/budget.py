"""A monthly cost budget with alerts by e-mail, so that a bill doesn't come as a surprise.

https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from app import spend
from app.messages import msg
from app.plan import Action, Plan

if TYPE_CHECKING:
    from app.clients import Clients
    from app.work import Token

# No telephone number, address of the web or of mail, colon or backslash is allowed in it:
# https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
NAME = "aikagi-monthly"
PERCENTS = (50.0, 80.0, 100.0)
FORECAST_PERCENT = 100.0
# What separates addresses isn't in one, nor are letters of full width.
_EMAIL = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")
_SEPARATORS = frozenset(',;:<>()[]\\"')
# AWS's own limit is out of reach; this is the longest address that mail can be sent to:
# https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3
LONGEST_EMAIL = 254
# For a hint only, so that an amount in dollars means something: a round figure near the rates of
# 2023 to 2026. Aikagi asks nobody for the day's rate, and AWS bills by a rate of its own.
YEN_PER_DOLLAR = 150
_DIGITS = 3  # of a hint; more would look exact


@dataclass(frozen=True)
class Seen:
    """A budget that is there; `spend` is None unless it counts a month's costs."""

    name: str
    spend: spend.Spend | None = None


def good_email(text: str) -> bool:
    """Whether `text` is one address that AWS can write to."""
    one = text.count("@") == 1 and not _SEPARATORS & set(text)
    return one and bool(_EMAIL.fullmatch(text)) and len(text) <= LONGEST_EMAIL


def yen(dollars: Decimal | int) -> int:
    """About how many yen that is, to three digits: for a hint, never for a bill."""
    exact = Decimal(dollars) * YEN_PER_DOLLAR
    place = max(exact.adjusted() - _DIGITS + 1, 0)
    return int(exact.scaleb(-place).quantize(Decimal(1), ROUND_HALF_UP).scaleb(place))


def look(clients: Clients, account: str, token: Token) -> tuple[Seen, ...]:
    """The account's budgets and what they say. They are left alone. Raises `Trouble`."""
    found = spend.budgets(clients, account, token)
    return tuple(Seen(str(one["BudgetName"]), spend.figure(one)) for one in found)


def existing(clients: Clients, account: str, token: Token) -> tuple[str, ...]:
    """The names of the account's budgets. Raises `Trouble`."""
    return tuple(seen.name for seen in look(clients, account, token))


def plan(account: str, amount: int, email: str, present: tuple[str, ...] = ()) -> Plan:
    """One budget of `amount` US dollars a month, with alerts to `email`.

    Credits and refunds aren't counted in, as they are unless AWS is told: otherwise the first
    months, which are paid from credits, would show nothing and then everything. AWS takes ten
    alerts a budget, of ten addresses each.
    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CostTypes.html
    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html
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

"""The budget: made once, others left alone, taken back where it can't be finished."""

from __future__ import annotations

from decimal import Decimal

import pytest
from botocore.loaders import Loader

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
    assert (found["BudgetType"], found["TimeUnit"]) == ("COST", "MONTHLY")
    assert found["CostTypes"]["IncludeCredit"] is False
    assert found["CostTypes"]["IncludeRefund"] is False
    alerts = clients.call(
        "budgets",
        "describe_notifications_for_budget",
        AccountId=account,
        BudgetName=budget.NAME,
    )["Notifications"]
    assert sorted((a["NotificationType"], a["Threshold"]) for a in alerts) == [
        ("ACTUAL", 50),
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]


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
        ("x" * 50 + "@cost.example.co.jp", True),
        ("x" * 251 + "@c.d", False),
        ("a@b.c, d@e.f", False),
        ("a@b.c,d@e.f", False),
        ("<a@b.c>", False),
        ("ａ@example.jp", False),
        ("a＠example.jp", False),
        ("a@b@c.d", False),
        ("a\n@example.jp", False),
    ],
)
def test_addresses(email: str, good: bool) -> None:
    assert budget.good_email(email) is good


def test_what_is_sent_fits_aws_own_model() -> None:
    """The limits that AWS's service model names: of a name, of alerts, of those who get them."""
    model = Loader().load_service_model("budgets", "service-2")["shapes"]
    (action,) = budget.plan("123456789012", 100, "a@example.jp")
    sent = action.parameters
    name = sent["Budget"]["BudgetName"]  # type: ignore[index]
    assert len(name) <= model["BudgetName"]["max"]
    assert not set(name) & set(":\\")
    alerts = sent["NotificationsWithSubscribers"]
    assert isinstance(alerts, list)
    assert len(alerts) <= model["NotificationWithSubscribersList"]["max"]
    for alert in alerts:
        assert alert["Notification"]["NotificationType"] in model["NotificationType"]["enum"]
        assert alert["Notification"]["ThresholdType"] in model["ThresholdType"]["enum"]
        assert alert["Notification"]["ComparisonOperator"] in model["ComparisonOperator"]["enum"]
        assert len(alert["Subscribers"]) <= model["Subscribers"]["max"]
    assert model["SubscriberAddress"]["max"] >= budget.LONGEST_EMAIL


@pytest.mark.parametrize(
    ("dollars", "yen"),
    [(100, 15_000), (1, 150), (0, 0), (Decimal("12.34"), 1_850), (Decimal("123.456"), 18_500)],
)
def test_yen_are_a_round_hint(dollars: Decimal | int, yen: int) -> None:
    assert budget.yen(dollars) == yen

"""The account plan, free or paid. A free-plan account closes after half a year.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.clients import Clients
from app.messages import msg
from app.plan import Action, Plan
from app.troubles import Trouble
from app.work import Token

FREE, PAID = "FREE", "PAID"
EXPIRED = "EXPIRED"
# Accounts opened before 15 July 2025 have no plan.
_NO_PLAN = "ResourceNotFoundException"


@dataclass(frozen=True)
class AccountPlan:
    """What AWS says of the plan.

    `kind` is "FREE", "PAID", or "" for an account without one; `status` "NOT_STARTED", "ACTIVE"
    or "EXPIRED"; `ends` the day (by this computer's zone) on which a free plan ends; `credits` the
    US dollars left. None where AWS doesn't say.
    """

    kind: str
    status: str = ""
    ends: date | None = None
    credits: Decimal | None = None

    @property
    def ended(self) -> bool:
        """Whether it's over."""
        return self.status == EXPIRED


def read(clients: Clients, token: Token) -> AccountPlan:
    """The account's plan. Raises `Trouble`.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_freetier_GetAccountPlanState.html
    """
    token.check()
    try:
        reply = clients.call("freetier", "get_account_plan_state")
    except Trouble as trouble:
        if trouble.aws_code == _NO_PLAN:
            return AccountPlan("")
        raise
    ends = reply.get("accountPlanExpirationDate")
    return AccountPlan(
        kind=str(reply.get("accountPlanType", "")),
        status=str(reply.get("accountPlanStatus", "")),
        ends=ends.astimezone().date() if ends else None,
        credits=_dollars(reply.get("accountPlanRemainingCredits")),
    )


def _dollars(amount: Mapping[str, Any] | None) -> Decimal | None:
    if not amount or amount.get("unit") != "USD":
        return None
    return Decimal(str(amount["amount"])).quantize(Decimal("0.01"))


def upgrade() -> Plan:
    """Change to the paid plan: one action, which can't be undone.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_freetier_UpgradeAccountPlan.html
    """
    change = Action(
        id="upgrade-plan",
        service="freetier",
        operation="upgrade_account_plan",
        parameters={"accountPlanType": PAID},
        message=msg(
            "Change the account to the paid plan. From then on AWS charges your card for what "
            "goes beyond the credits."
        ),
    )
    return (change,)

"""The account plan, free or paid. A free-plan account closes after half a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.clients import Clients
from app.plan import Plan
from app.work import Token


@dataclass(frozen=True)
class AccountPlan:
    """What AWS says of the plan. `kind` is "FREE", "PAID", or "" for an account without one."""

    kind: str
    status: str = ""
    ends: date | None = None
    credits: Decimal | None = None


def read(clients: Clients, token: Token) -> AccountPlan:
    """The account's plan. Raises `Trouble`."""
    raise NotImplementedError


def upgrade() -> Plan:
    """Change to the paid plan. It can't be undone."""
    raise NotImplementedError

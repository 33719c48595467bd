"""Identity Center's directory: when somebody was put into it. moto doesn't keep that.

https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DescribeUser.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked


def described(account: Account, asked: Asked) -> dict[str, Any] | None:
    """identitystore:DescribeUser and DescribeGroup, with the date that the event history knows."""
    kind = asked.operation.removeprefix("Describe")
    number = str(asked.body().get(f"{kind}Id"))
    reply = account.moto.ask(asked.request, asked.service)
    when = _made(account, f"Create{kind}", number)
    if reply.status >= 400 or when is None:
        return None  # as moto says it
    found: dict[str, Any] = json.loads(reply.body)
    return {**found, "CreatedAt": when}


def _made(account: Account, operation: str, number: str) -> float | None:
    for event in account.state.history.since(0):
        answer = event.record["responseElements"] or {}
        if event.name == operation and number in answer.values():
            return event.when
    return None


TABLE = {"identitystore:DescribeUser": described, "identitystore:DescribeGroup": described}

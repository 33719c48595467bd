"""Functions' policies as AWS writes them; moto keeps what AddPermission was given.

https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

URL = "FunctionUrlAuthType"
BY_URL = "InvokedViaFunctionUrl"
NUMBER = 12  # digits of an account


def policy(account: Account, asked: Asked) -> dict[str, Any] | None:
    """lambda:GetPolicy: principals and conditions in their places, of one alias alone.

    moto has one policy for all of a function's aliases. Raises AwsError.
    """
    reply = account.moto.ask(asked.request, asked.service)
    if reply.status >= 400:
        return None
    found = json.loads(reply.body)
    document = json.loads(found["Policy"])
    wanted = asked.request.query().get("Qualifier", "")
    kept = [item for item in document["Statement"] if _qualifier(item["Resource"]) == wanted]
    if not kept:
        raise AwsError(404, "ResourceNotFoundException", "The resource you requested doesn't exist")
    document["Statement"] = [_statement(item) for item in kept]
    return {**found, "Policy": json.dumps(document)}


def _qualifier(arn: str) -> str:
    """The alias or version in a function's ARN; "" where none is."""
    return ":".join(arn.split(":")[7:])


def _statement(item: dict[str, Any]) -> dict[str, Any]:
    made = {key: value for key, value in item.items() if key not in (URL, BY_URL)}
    principal, conditions = item["Principal"], dict(item.get("Condition", {}))
    if isinstance(principal, str) and principal != "*":
        bare = principal.isdigit() and len(principal) == NUMBER
        made["Principal"] = {"AWS": f"arn:aws:iam::{principal}:root" if bare else principal}
    if URL in item:
        equals = conditions.get("StringEquals", {})
        conditions["StringEquals"] = {**equals, f"lambda:{URL}": item[URL]}
    if BY_URL in item:
        conditions["Bool"] = {f"lambda:{BY_URL}": str(item[BY_URL]).lower()}
    return {**made, "Condition": conditions} if conditions else made


TABLE = {"lambda:GetPolicy": policy}

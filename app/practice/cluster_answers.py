"""EKS: whom a cluster lets in. moto doesn't know.

https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAccessEntries.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked


def entries(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:ListAccessEntries, for clusters that have them."""
    name = unquote(asked.request.path.split("/")[2])
    found = account.state.above.access_entries.get(name)
    if found is None:
        text = "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP]"
        raise AwsError(400, "InvalidRequestException", text)
    wanted = asked.request.query().get("associatedPolicyArn")
    return {"accessEntries": [arn for arn, policy in found.items() if wanted in (None, policy)]}


TABLE = {"eks:ListAccessEntries": entries}

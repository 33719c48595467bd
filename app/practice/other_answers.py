"""Small calls of organizations that moto lacks, or answers otherwise than AWS.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice import project
from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked


def organization(account: Account, _asked: Asked) -> dict[str, Any] | None:
    """organizations:DescribeOrganization: somebody else's organization, when there is one."""
    number = project.organization(account.state)
    if not number:
        return None  # moto says AWSOrganizationsNotInUseException, as AWS does
    arn = f"arn:aws:organizations::{number}"
    found = {
        "Id": "o-practice01",
        "Arn": f"{arn}:organization/o-practice01",
        "FeatureSet": account.state.above.feature_set,
        "MasterAccountArn": f"{arn}:account/o-practice01/{number}",
        "MasterAccountId": number,
        "MasterAccountEmail": "owner@example.com",
    }
    return {"Organization": found}


TABLE = {
    "organizations:DescribeOrganization": organization,
}

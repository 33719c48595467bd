"""Small calls of other services that moto lacks.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Free_Tier.html
https://docs.aws.amazon.com/accounts/latest/reference/API_Operations.html
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked

HALF_A_YEAR = 182 * 86_400.0  # seconds that a free plan lasts


def account_plan(account: Account, _asked: Asked) -> dict[str, Any]:
    """freetier:GetAccountPlanState."""
    plan = {
        "accountId": account.state.account,
        "accountPlanType": account.state.plan,
        "accountPlanStatus": "ACTIVE",
    }
    if account.state.plan == "PAID":
        return plan
    return {
        **plan,
        "accountPlanRemainingCredits": {"amount": 100.0, "unit": "USD"},
        "accountPlanExpirationDate": int(time.time() + HALF_A_YEAR),
    }


def account_information(account: Account, _asked: Asked) -> dict[str, Any]:
    """account:GetAccountInformation."""
    return {
        "AccountId": account.state.account,
        "AccountName": account.state.account_name,
        "AccountCreatedDate": "2026-04-01T00:00:00Z",
    }


def contact_information(account: Account, _asked: Asked) -> dict[str, Any]:
    """account:GetContactInformation."""
    contact = {
        "FullName": "Practice Taro",
        "CompanyName": account.state.account_name,
        "AddressLine1": "1-1-1 Renshu",
        "City": "Chiyoda-ku",
        "StateOrRegion": "Tokyo",
        "PostalCode": "100-0001",
        "CountryCode": "JP",
        "PhoneNumber": "+81300000000",
    }
    return {"ContactInformation": contact}


def no_handshakes(_account: Account, _asked: Asked) -> dict[str, Any]:
    """organizations:ListHandshakesForAccount: nobody invited this account."""
    return {"Handshakes": []}


def organization(account: Account, _asked: Asked) -> dict[str, Any] | None:
    """organizations:DescribeOrganization: somebody else's organization, when there is one."""
    number = account.state.organization
    if not number:
        return None  # moto says AWSOrganizationsNotInUseException, as AWS does
    arn = f"arn:aws:organizations::{number}"
    found = {
        "Id": "o-practice01",
        "Arn": f"{arn}:organization/o-practice01",
        "FeatureSet": "ALL",
        "MasterAccountArn": f"{arn}:account/o-practice01/{number}",
        "MasterAccountId": number,
        "MasterAccountEmail": "owner@example.com",
    }
    return {"Organization": found}


TABLE = {
    "freetier:GetAccountPlanState": account_plan,
    "account:GetAccountInformation": account_information,
    "account:GetContactInformation": contact_information,
    "organizations:DescribeOrganization": organization,
    "organizations:ListHandshakesForAccount": no_handshakes,
}

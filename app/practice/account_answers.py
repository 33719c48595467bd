"""The account itself: its name and state, its plan, and whom AWS writes to. moto has little of it.

https://docs.aws.amazon.com/accounts/latest/reference/API_Operations.html
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Free_Tier.html
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

HALF_A_YEAR = 182 * 86_400.0  # seconds that a free plan lasts
CONTACTS = ("BILLING", "OPERATIONS", "SECURITY")
# https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html
LIMITS = {"Name": 64, "Title": 50, "EmailAddress": 254, "PhoneNumber": 25}
PATTERNS = {
    "EmailAddress": re.compile(r"\s*[\w+=.#|!&-]+@[\w.-]+\.\w+\s*", re.ASCII),
    "PhoneNumber": re.compile(r"[\s0-9()+-]+", re.ASCII),
}


def account_plan(account: Account, _asked: Asked) -> dict[str, Any]:
    """freetier:GetAccountPlanState."""
    state = account.state
    plan = _plan(account)
    if state.plan == "PAID":
        return plan
    ends = time.time() + HALF_A_YEAR if state.plan_ends is None else state.plan_ends
    return {
        **plan,
        "accountPlanRemainingCredits": {"amount": state.plan_credits, "unit": "USD"},
        "accountPlanExpirationDate": datetime.fromtimestamp(int(ends), UTC).isoformat(),
    }


def _plan(account: Account) -> dict[str, Any]:
    state = account.state
    if not state.plan:
        raise AwsError(400, "ResourceNotFoundException", "No account plan was found.")
    return {
        "accountId": state.account,
        "accountPlanType": state.plan,
        "accountPlanStatus": state.plan_status,
    }


def upgrade_plan(account: Account, asked: Asked) -> dict[str, Any]:
    """freetier:UpgradeAccountPlan. There is no way back, and no other plan to change to."""
    _plan(account)
    if asked.body().get("accountPlanType") != "PAID":
        raise AwsError(400, "ValidationException", "accountPlanType must be PAID.")
    account.state.plan, account.state.plan_status = "PAID", "ACTIVE"
    return _plan(account)


def account_information(account: Account, asked: Asked) -> dict[str, Any]:
    """account:GetAccountInformation."""
    _own_account(account, asked)
    found = {
        "AccountId": account.state.account,
        "AccountName": account.state.account_name,
        "AccountCreatedDate": "2026-04-01T00:00:00Z",
    }
    if account.state.account_state:
        found["AccountState"] = account.state.account_state
    return found


def contact_information(account: Account, asked: Asked) -> dict[str, Any]:
    """account:GetContactInformation."""
    _own_account(account, asked)
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


def _own_account(account: Account, asked: Asked) -> None:
    """An account may not even name itself: the parameter is for an organization's owner."""
    if "AccountId" in asked.body():
        arn = account.arn(asked.caller.principal)
        text = f"User: {arn} is not authorized to perform: {asked.name}"
        raise AwsError(403, "AccessDeniedException", text)


def _kind(account: Account, asked: Asked) -> str:
    _own_account(account, asked)
    kind = asked.body().get("AlternateContactType")
    if kind not in CONTACTS:
        raise AwsError(400, "ValidationException", "The alternate contact type is unknown.")
    return str(kind)


def get_contact(account: Account, asked: Asked) -> dict[str, Any]:
    """account:GetAlternateContact."""
    kind = _kind(account, asked)
    found = account.state.contacts.get(kind)
    if found is None:
        raise _no_contact()
    return {"AlternateContact": {**found, "AlternateContactType": kind}}


def put_contact(account: Account, asked: Asked) -> dict[str, Any]:
    """account:PutAlternateContact. moto takes anything."""
    kind, body = _kind(account, asked), asked.body()
    for name, longest in LIMITS.items():
        value, pattern = body.get(name), PATTERNS.get(name)
        sound = isinstance(value, str) and 0 < len(value) <= longest
        if not sound or (pattern and not pattern.fullmatch(str(value))):
            raise AwsError(400, "ValidationException", f"{name} is not valid.")
    account.state.contacts[kind] = {name: str(body[name]) for name in LIMITS}
    return {}


def delete_contact(account: Account, asked: Asked) -> dict[str, Any]:
    """account:DeleteAlternateContact. moto deletes what isn't there."""
    if account.state.contacts.pop(_kind(account, asked), None) is None:
        raise _no_contact()
    return {}


def _no_contact() -> AwsError:
    return AwsError(404, "ResourceNotFoundException", "No contact of the inputted type found.")


TABLE = {
    "freetier:GetAccountPlanState": account_plan,
    "freetier:UpgradeAccountPlan": upgrade_plan,
    "account:GetAccountInformation": account_information,
    "account:GetContactInformation": contact_information,
    "account:GetAlternateContact": get_contact,
    "account:PutAlternateContact": put_contact,
    "account:DeleteAlternateContact": delete_contact,
}

"""Account access manager: who of Identity Center may use which role of the account.

https://docs.aws.amazon.com/boto3/latest/reference/services/account-access.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.shelf import find, moment, new_id, paged, said, things

if TYPE_CHECKING:
    from app.practice.api import Asked

APPLICATION, ENTITLEMENT = "application", "entitlement"


def create_application(account: Account, asked: Asked) -> dict[str, Any]:
    """account-access:CreateApplication."""
    place = f"arn:aws:account-access:{asked.region}:{account.state.account}"
    arn, now = f"{place}:application/{new_id()}", moment()
    made = {"applicationArn": arn, "createdAt": now, "updatedAt": now}
    things(account, asked, APPLICATION)[arn] = made
    return made


def applications(account: Account, asked: Asked) -> dict[str, Any]:
    """account-access:ListApplications."""
    found = list(things(account, asked, APPLICATION).values())
    return paged("applications", found, said(asked).get("nextToken"))


def create_entitlement(account: Account, asked: Asked) -> dict[str, Any]:
    """account-access:CreateEntitlement."""
    wanted, key = said(asked), new_id()
    find(things(account, asked, APPLICATION), wanted["applicationArn"])
    pair = {**wanted["entitlement"]["principalRole"], "account": account.state.account}
    things(account, asked, ENTITLEMENT)[key] = {
        "entitlementId": key,
        "entitlement": {"principalRole": pair},
        "createdAt": moment(),
        "applicationArn": wanted["applicationArn"],
    }
    return {"entitlementId": key}


def entitlements(account: Account, asked: Asked) -> dict[str, Any]:
    """account-access:ListEntitlements."""
    wanted = said(asked)
    find(things(account, asked, APPLICATION), wanted["applicationArn"])
    found = [
        {k: v for k, v in one.items() if k != "applicationArn"}
        for one in things(account, asked, ENTITLEMENT).values()
        if one["applicationArn"] == wanted["applicationArn"]
    ]
    return paged("entitlements", found, wanted.get("nextToken"), wanted.get("maxResults"))


def delete_entitlement(account: Account, asked: Asked) -> dict[str, Any]:
    """account-access:DeleteEntitlement. What is gone already is no error."""
    things(account, asked, ENTITLEMENT).pop(said(asked)["entitlementId"], None)
    return {}


TABLE = {
    "account-access:CreateApplication": create_application,
    "account-access:ListApplications": applications,
    "account-access:CreateEntitlement": create_entitlement,
    "account-access:ListEntitlements": entitlements,
    "account-access:DeleteEntitlement": delete_entitlement,
}

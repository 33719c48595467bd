"""IAM: requests by partners for rights lent for a time, and proofs of identity for outside.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListDelegationRequests.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import NoSuchEntity

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.iam_answers import paged
from app.practice.shelf import Thing, new_id, things

if TYPE_CHECKING:
    from app.practice.api import Asked

REQUESTS, OUTBOUND = "requests", "outbound"
ENDED = ("REJECTED", "EXPIRED")


def ask_for_rights(account: Account, state: str, requestor: str = "Partner Co.") -> str:
    """What a partner's request, accepted or not, leaves in the account; its id."""
    key, now = new_id(), datetime.now(UTC)
    account.shelf.setdefault(("iam", REQUESTS, ""), {})[key] = {
        "DelegationRequestId": key,
        "OwnerAccountId": account.state.account,
        "OwnerId": f"arn:aws:iam::{account.state.account}:user/vendor-admin",
        "Description": "Set up monitoring",
        "State": state,
        "RequestorId": "999988887777",
        "RequestorName": requestor,
        "CreateDate": now,
        "ExpirationTime": now + timedelta(days=7),
        "SessionDuration": 3600,
    }
    return key


def _requests(account: Account) -> dict[str, Thing]:
    return account.shelf.setdefault(("iam", REQUESTS, ""), {})


def listing(account: Account, asked: Asked) -> dict[str, Any]:
    """iam:ListDelegationRequests, whose isTruncated is written small."""
    params = asked.params()
    owner = params.get("OwnerId")
    found = [one for one in _requests(account).values() if owner in (None, one["OwnerId"])]
    page = paged("DelegationRequests", found, params)
    page["isTruncated"] = page.pop("IsTruncated")
    return page


def reject(account: Account, asked: Asked) -> dict[str, Any]:
    """iam:RejectDelegationRequest. What was handed on can't be rolled back."""
    found = _requests(account).get(asked.params().get("DelegationRequestId", ""))
    if found is None:
        raise NoSuchEntity("The delegation request cannot be found.")  # noqa: EM101
    if found["State"] in (*ENDED, "FINALIZED"):
        raise AwsError(400, "InvalidInput", "The delegation request can't be rejected any more.")
    found["State"] = "REJECTED"
    return {}


def outbound(account: Account, asked: Asked) -> dict[str, Any]:
    """iam:GetOutboundWebIdentityFederationInfo."""
    return dict(_switched_on(account, asked))


def enable(account: Account, asked: Asked) -> dict[str, Any]:
    """iam:EnableOutboundWebIdentityFederation."""
    found = things(account, asked, OUTBOUND)
    if found:
        raise AwsError(409, "FeatureEnabled", "Outbound identity federation is enabled already.")
    issuer = f"https://{new_id()}.tokens.sts.global.api.aws"
    found["one"] = {"IssuerIdentifier": issuer, "JwtVendingEnabled": True}
    return {"IssuerIdentifier": issuer}


def disable(account: Account, asked: Asked) -> dict[str, Any]:
    """iam:DisableOutboundWebIdentityFederation."""
    _switched_on(account, asked)
    things(account, asked, OUTBOUND).clear()
    return {}


def _switched_on(account: Account, asked: Asked) -> Thing:
    found = things(account, asked, OUTBOUND)
    if not found:
        raise AwsError(404, "FeatureDisabled", "Outbound identity federation is disabled.")
    return found["one"]


TABLE = {
    "iam:ListDelegationRequests": listing,
    "iam:RejectDelegationRequest": reject,
    "iam:GetOutboundWebIdentityFederationInfo": outbound,
    "iam:EnableOutboundWebIdentityFederation": enable,
    "iam:DisableOutboundWebIdentityFederation": disable,
}

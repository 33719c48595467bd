"""STS: who am I, and sessions that are really checked.

https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import NotFoundException

from app.practice.account import Account
from app.practice.credentials import Issued, Principal
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

LONGEST = 129_600  # seconds, 36 hours
DEFAULT = 43_200


def get_caller_identity(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto doesn't know our sessions."""
    principal = asked.caller.principal
    arn = account.arn(principal)
    if arn is None:
        raise AwsError(403, "InvalidClientTokenId", "The security token is invalid.")
    user_id = principal.id
    if principal.kind == "federated":
        user_id = f"{account.state.account}:{principal.session}"
    elif principal.kind == "role":
        user_id = f"{principal.id}:{principal.session}"
    return {"UserId": user_id, "Account": account.state.account, "Arn": arn}


def get_session_token(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto always gives the same example."""
    issued = _session(account, asked, asked.caller.principal)
    return {"Credentials": _shown(issued)}


def get_federation_token(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto always gives the same example."""
    name = asked.params().get("Name", "")
    principal = Principal("federated", asked.caller.principal.id, name)
    issued = _session(account, asked, principal)
    arn = account.arn(principal)
    federated = {"FederatedUserId": f"{account.state.account}:{name}", "Arn": arn}
    return {"Credentials": _shown(issued), "FederatedUser": federated, "PackedPolicySize": 0}


def _session(account: Account, asked: Asked, principal: Principal) -> Issued:
    if asked.caller.issued_at is not None or asked.caller.principal.kind != "user":
        text = f"Cannot call {asked.operation} with session credentials"
        raise AwsError(403, "AccessDenied", text)
    seconds = asked.params().get("DurationSeconds", str(DEFAULT))
    if not seconds.isdecimal() or not 900 <= int(seconds) <= LONGEST:
        raise AwsError(400, "ValidationError", "DurationSeconds is out of range")
    return account.issuer.issue(principal, account.state.now(), int(seconds), mfa=False)


def _shown(issued: Issued) -> dict[str, Any]:
    return {
        "AccessKeyId": issued.access_key_id,
        "SecretAccessKey": issued.secret_access_key,
        "SessionToken": issued.session_token,
        "Expiration": datetime.fromtimestamp(issued.expires, UTC),
    }


def assume_role(account: Account, asked: Asked) -> dict[str, Any] | None:
    """Moto lets anybody assume any role, even one that doesn't exist."""
    if asked.caller.principal.kind == "root":
        raise AwsError(403, "AccessDenied", "Roles may not be assumed by root accounts.")
    arn = asked.params().get("RoleArn", "")
    try:
        account.iam.get_role_by_arn(arn)
    except NotFoundException:
        who = account.arn(asked.caller.principal)
        text = f"User: {who} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        raise AwsError(403, "AccessDenied", text) from None
    return None


TABLE = {
    "sts:GetCallerIdentity": get_caller_identity,
    "sts:GetSessionToken": get_session_token,
    "sts:GetFederationToken": get_federation_token,
    "sts:AssumeRole": assume_role,
}

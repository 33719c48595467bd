"""Organizations: invitations, leaving, billing transfers, central root access. moto lacks them.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from app.practice import project
from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

OPEN = ("OPEN", "REQUESTED")
NOT_IN_USE = "AWSOrganizationsNotInUseException"


def handshakes(account: Account, asked: Asked) -> dict[str, Any]:
    """organizations:ListHandshakesForAccount."""
    wanted = (asked.body().get("Filter") or {}).get("ActionType")
    found = account.state.above.handshakes
    return {"Handshakes": [one for one in found if wanted in (None, one["Action"])]}


def _open(account: Account, asked: Asked, end: str) -> dict[str, Any]:
    """The handshake that is asked about, and its new state. Raises AwsError."""
    wanted = asked.body().get("HandshakeId")
    found = next((one for one in account.state.above.handshakes if one["Id"] == wanted), None)
    if found is None:
        text = "You specified a handshake that doesn't exist."
        raise AwsError(400, "HandshakeNotFoundException", text)
    if found["State"] == end:
        text = "The specified handshake is already in the requested state."
        raise AwsError(400, "HandshakeAlreadyInStateException", text)
    if found["State"] not in OPEN:
        text = "You can't perform the operation on the handshake in its current state."
        raise AwsError(400, "InvalidHandshakeTransitionException", text)
    found["State"] = end
    return found


def decline(account: Account, asked: Asked) -> dict[str, Any]:
    """organizations:DeclineHandshake."""
    return {"Handshake": _open(account, asked, "DECLINED")}


def accept(account: Account, asked: Asked) -> dict[str, Any]:
    """organizations:AcceptHandshake. The account is in that organization afterwards."""
    found = _open(account, asked, "ACCEPTED")
    if found["Action"] == "INVITE":
        account.state.organization = found["Arn"].split(":")[4]
    return {"Handshake": found}


def leave(account: Account, _asked: Asked) -> dict[str, Any]:
    """organizations:LeaveOrganization."""
    owner = project.organization(account.state)
    if not owner:
        raise AwsError(400, NOT_IN_USE, "Your account is not a member of an organization.")
    account.state.organization = ""
    return {}


def transfers(way: str, account: Account) -> dict[str, Any]:
    """organizations:ListInboundResponsibilityTransfers and …Outbound…."""
    found = [one for had, one in account.state.above.transfers if had == way]
    return {"ResponsibilityTransfers": found}


def end_transfer(account: Account, asked: Asked) -> dict[str, Any]:
    """organizations:TerminateResponsibilityTransfer."""
    for _, one in account.state.above.transfers:
        if one["Id"] == asked.body().get("Id"):
            one.update(Status="WITHDRAWN", EndTimestamp=int(time.time()))
            return {"ResponsibilityTransfer": one}
    text = "The transfer could not be found."
    raise AwsError(400, "ResponsibilityTransferNotFoundException", text)


def root_features(account: Account, _asked: Asked) -> dict[str, Any]:
    """iam:ListOrganizationsFeatures."""
    return {"OrganizationId": "o-practice01", "EnabledFeatures": _features(account)}


def _features(account: Account) -> list[str]:
    found = account.state.above.root_features
    if project.organization(account.state):
        text = "The request was rejected: the account isn't the management account."
        raise AwsError(400, "AccountNotManagementOrDelegatedAdministratorException", text)
    if found is None:
        text = "Trusted access is not enabled for IAM in AWS Organizations."
        raise AwsError(400, "ServiceAccessNotEnabledException", text)
    return found


def _switch(account: Account, feature: str, *, on: bool) -> dict[str, Any]:
    found = _features(account)
    if feature in found and not on:
        found.remove(feature)
    if feature not in found and on:
        found.append(feature)
    return {"OrganizationId": "o-practice01", "EnabledFeatures": list(found)}


TABLE = {
    "organizations:ListHandshakesForAccount": handshakes,
    "organizations:DeclineHandshake": decline,
    "organizations:AcceptHandshake": accept,
    "organizations:LeaveOrganization": leave,
    "organizations:ListInboundResponsibilityTransfers": lambda a, _: transfers("inward", a),
    "organizations:ListOutboundResponsibilityTransfers": lambda a, _: transfers("outward", a),
    "organizations:TerminateResponsibilityTransfer": end_transfer,
    "iam:ListOrganizationsFeatures": root_features,
    "iam:EnableOrganizationsRootSessions": lambda a, _: _switch(a, "RootSessions", on=True),
    "iam:DisableOrganizationsRootSessions": lambda a, _: _switch(a, "RootSessions", on=False),
    "iam:EnableOrganizationsRootCredentialsManagement": lambda a, _: _switch(
        a, "RootCredentialsManagement", on=True
    ),
    "iam:DisableOrganizationsRootCredentialsManagement": lambda a, _: _switch(
        a, "RootCredentialsManagement", on=False
    ),
}

"""AWS Resource Access Manager: shares, who they are with, and invitations. moto has half of it.

https://docs.aws.amazon.com/ram/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

DETAILS = ("name", "allowExternalPrincipals", "status", "creationTime", "resourceShareArn")


def create(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:CreateResourceShare."""
    body, number = asked.body(), account.state.account
    share = {
        "name": body.get("name", ""),
        "allowExternalPrincipals": body.get("allowExternalPrincipals", True),
        "status": "ACTIVE",
        "creationTime": int(time.time()),
        "owningAccountId": number,
        "resourceShareArn": f"arn:aws:ram:{asked.region}:{number}:resource-share/{uuid.uuid4()}",
        "region": asked.region,
        "within": [],  # principals of the same organization
        "PRINCIPAL": list(body.get("principals", [])),
        "RESOURCE": list(body.get("resourceArns", [])),
    }
    account.state.above.shares.append(share)
    return {"resourceShare": _plain(share)}


def _plain(share: dict[str, Any]) -> dict[str, Any]:
    return {name: share[name] for name in (*DETAILS, "owningAccountId")}


def _here(account: Account, asked: Asked) -> list[dict[str, Any]]:
    return [one for one in account.state.above.shares if one["region"] == asked.region]


def shares(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:GetResourceShares."""
    owner = asked.body().get("resourceOwner")
    if owner not in ("SELF", "OTHER-ACCOUNTS"):
        text = "Specify either SELF or OTHER-ACCOUNTS and try again."
        raise AwsError(400, "InvalidParameterException", text)
    if owner == "SELF":
        return {"resourceShares": [_plain(one) for one in _here(account, asked)]}
    there = f":{asked.region}:"
    found = [one for one in account.state.above.shared_in if there in one["resourceShareArn"]]
    return {"resourceShares": found}


def associations(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:GetResourceShareAssociations."""
    kind = str(asked.body().get("associationType"))
    found = [one for share in _here(account, asked) for one in _hanging(share, kind)]
    return {"resourceShareAssociations": found}


def _hanging(share: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for entity in share.get(kind, ()):
        yield {
            "resourceShareArn": share["resourceShareArn"],
            "resourceShareName": share["name"],
            "associatedEntity": entity,
            "associationType": kind,
            "status": "ASSOCIATED",
            "creationTime": share["creationTime"],
            "lastUpdatedTime": share["creationTime"],
            "external": entity not in share["within"],
        }


def _share(account: Account, asked: Asked) -> dict[str, Any]:
    wanted = asked.body().get("resourceShareArn")
    for one in _here(account, asked):
        if one["resourceShareArn"] == wanted:
            return one
    raise AwsError(400, "UnknownResourceException", f"ResourceShare {wanted} could not be found.")


def associate(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:AssociateResourceShare."""
    share = _share(account, asked)
    share["PRINCIPAL"] += [p for p in asked.body().get("principals", []) if p not in share]
    return {"resourceShareAssociations": list(_hanging(share, "PRINCIPAL"))}


def disassociate(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:DisassociateResourceShare."""
    share, going = _share(account, asked), asked.body().get("principals", [])
    share["PRINCIPAL"] = [one for one in share["PRINCIPAL"] if one not in going]
    return {"resourceShareAssociations": []}


def invitations(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:GetResourceShareInvitations."""
    there = f":{asked.region}:"
    found = account.state.above.share_invitations
    here = [one for one in found if there in one["resourceShareInvitationArn"]]
    return {"resourceShareInvitations": here}


def reject(account: Account, asked: Asked) -> dict[str, Any]:
    """ram:RejectResourceShareInvitation."""
    wanted = asked.body().get("resourceShareInvitationArn")
    for one in account.state.above.share_invitations:
        if one["resourceShareInvitationArn"] == wanted:
            one["status"] = "REJECTED"
            return {"resourceShareInvitation": one}
    text = "The specified Amazon Resource Name (ARN) for an invitation was not found."
    raise AwsError(400, "ResourceShareInvitationArnNotFoundException", text)


TABLE = {
    "ram:CreateResourceShare": create,
    "ram:GetResourceShares": shares,
    "ram:GetResourceShareAssociations": associations,
    "ram:AssociateResourceShare": associate,
    "ram:DisassociateResourceShare": disassociate,
    "ram:GetResourceShareInvitations": invitations,
    "ram:RejectResourceShareInvitation": reject,
}

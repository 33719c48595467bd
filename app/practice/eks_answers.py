"""EKS: who may use a cluster, and which of its programs get a role. moto has the clusters alone.

https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.shelf import Thing, find, moment, new_id, paged, said, things

if TYPE_CHECKING:
    from app.practice.api import Asked

OLD_LIST = "CONFIG_MAP"  # the cluster keeps whom it lets in within itself


def _of(account: Account, asked: Asked, kind: str) -> dict[str, Thing]:
    """What one cluster has. Whether the cluster is there is moto's knowledge."""
    return things(account, asked, f"{kind} of {said(asked)['clusterName']}")


def create_cluster(account: Account, asked: Asked) -> None:
    """eks:CreateCluster is moto's, which forgets where the list of people is kept."""
    body = asked.body()
    config = {"authenticationMode": OLD_LIST, **body.get("accessConfig", {})}
    things(account, asked, "access")[body["name"]] = config


def cluster(account: Account, asked: Asked) -> dict[str, Any] | None:
    """eks:DescribeCluster: moto's, with what moto forgot."""
    reply = account.moto.ask(asked.request, "eks")
    if reply.status >= 400:
        return None
    found: dict[str, Any] = json.loads(reply.body)
    config = things(account, asked, "access").get(found["cluster"]["name"])
    if config:
        found["cluster"]["accessConfig"] = config
    return found


def create_entry(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:CreateAccessEntry."""
    wanted, found = said(asked), _of(account, asked, "entries")
    arn = wanted["principalArn"]
    if arn in found:
        raise AwsError(409, "ResourceInUseException", "The access entry is already in use.")
    now = moment()
    found[arn] = {
        "clusterName": wanted["clusterName"],
        "principalArn": arn,
        "kubernetesGroups": wanted.get("kubernetesGroups", []),
        "username": wanted.get("username", arn),
        "type": wanted.get("type", "STANDARD"),
        "tags": wanted.get("tags", {}),
        "createdAt": now,
        "modifiedAt": now,
    }
    return {"accessEntry": found[arn]}


def entries(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:ListAccessEntries, all or those with a policy; refused where the cluster has no list."""
    wanted = said(asked)
    config = things(account, asked, "access").get(wanted["clusterName"], {})
    if config.get("authenticationMode", OLD_LIST) == OLD_LIST:
        text = "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP]"
        raise AwsError(400, "InvalidRequestException", text)
    found, policy = list(_of(account, asked, "entries")), wanted.get("associatedPolicyArn")
    if policy:
        granted = _of(account, asked, "policies")
        found = [arn for arn in found if f"{arn} {policy}" in granted]
    return paged("accessEntries", found, wanted.get("nextToken"))


def entry(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:DescribeAccessEntry."""
    return {"accessEntry": find(_of(account, asked, "entries"), said(asked)["principalArn"])}


def delete_entry(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:DeleteAccessEntry; what was granted to it goes too."""
    arn = said(asked)["principalArn"]
    find(_of(account, asked, "entries"), arn)
    del _of(account, asked, "entries")[arn]
    granted = _of(account, asked, "policies")
    for key in [key for key in granted if key.startswith(f"{arn} ")]:
        del granted[key]
    return {}


def associate(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:AssociateAccessPolicy."""
    wanted = said(asked)
    find(_of(account, asked, "entries"), wanted["principalArn"])
    made = {
        "policyArn": wanted["policyArn"],
        "accessScope": wanted["accessScope"],
        "associatedAt": moment(),
    }
    granted = _of(account, asked, "policies")
    granted[f"{wanted['principalArn']} {wanted['policyArn']}"] = made
    return {
        "clusterName": wanted["clusterName"],
        "principalArn": wanted["principalArn"],
        "associatedAccessPolicy": made,
    }


def disassociate(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:DisassociateAccessPolicy."""
    wanted, granted = said(asked), _of(account, asked, "policies")
    key = f"{wanted['principalArn']} {wanted['policyArn']}"
    find(granted, key)
    del granted[key]
    return {}


def granted_policies(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:ListAssociatedAccessPolicies."""
    wanted = said(asked)
    start = f"{wanted['principalArn']} "
    granted = _of(account, asked, "policies")
    found = [one for key, one in granted.items() if key.startswith(start)]
    return paged("associatedAccessPolicies", found, wanted.get("nextToken"))


def create_pod(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:CreatePodIdentityAssociation."""
    wanted, key = said(asked), f"a-{new_id()[:17]}"
    now = moment()
    names = ("clusterName", "namespace", "serviceAccount", "roleArn", "targetRoleArn")
    made = {name: wanted[name] for name in names if name in wanted}
    found = {**made, "associationId": key, "createdAt": now, "modifiedAt": now}
    _of(account, asked, "pods")[key] = found
    return {"association": found}


def pods(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:ListPodIdentityAssociations, which doesn't tell the role."""
    short = ("clusterName", "namespace", "serviceAccount", "associationId")
    found = [{k: one[k] for k in short} for one in _of(account, asked, "pods").values()]
    return paged("associations", found, said(asked).get("nextToken"))


def pod(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:DescribePodIdentityAssociation."""
    return {"association": find(_of(account, asked, "pods"), said(asked)["associationId"])}


def delete_pod(account: Account, asked: Asked) -> dict[str, Any]:
    """eks:DeletePodIdentityAssociation."""
    key, found = said(asked)["associationId"], _of(account, asked, "pods")
    gone = find(found, key)
    del found[key]
    return {"association": gone}


TABLE = {
    "eks:CreateCluster": create_cluster,
    "eks:DescribeCluster": cluster,
    "eks:CreateAccessEntry": create_entry,
    "eks:ListAccessEntries": entries,
    "eks:DescribeAccessEntry": entry,
    "eks:DeleteAccessEntry": delete_entry,
    "eks:AssociateAccessPolicy": associate,
    "eks:DisassociateAccessPolicy": disassociate,
    "eks:ListAssociatedAccessPolicies": granted_policies,
    "eks:CreatePodIdentityAssociation": create_pod,
    "eks:ListPodIdentityAssociations": pods,
    "eks:DescribePodIdentityAssociation": pod,
    "eks:DeletePodIdentityAssociation": delete_pod,
}

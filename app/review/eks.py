"""EKS clusters as AWS shows them: who may use each, and which of its programs get a role.

https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.messages import Message
from app.plan import Action
from app.regional import Region
from app.review.remedies import call
from app.review.view import View

EKS = "eks"
PEOPLE = "STANDARD"  # the kind of entry that people and programs have; the others are machines
MASTERS = "system:masters"  # Kubernetes' group of those who may do anything
STRONG = ("AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy")
OLD_LIST = "CONFIG_MAP"  # the cluster keeps its list of people (aws-auth) within itself alone


SERVICES = ("eks.amazonaws.com", "pods.eks.amazonaws.com")


@dataclass(frozen=True)
class Cluster:
    """`mode` says where its list of people is; `issuer` is its address for sign-ins, no https://."""

    name: str
    mode: str
    issuer: str


@dataclass(frozen=True)
class Entry:
    """Somebody who may use a cluster. `policies` are as AWS gives them, with their scopes."""

    principal: str
    about: Mapping[str, Any]
    policies: tuple[Mapping[str, Any], ...]

    @property
    def strong(self) -> bool:
        """Whether it may do anything in the cluster, or nearly."""
        ends = tuple(f"/{name}" for name in STRONG)
        return MASTERS in self.about.get("kubernetesGroups", ()) or any(
            str(policy["policyArn"]).endswith(ends) for policy in self.policies
        )


def pointed(view: View) -> bool:
    """Whether a role trusts EKS; no cluster can be without one. Raises `Trouble`, `Unreadable`."""
    return any(view.trusting(service) for service in SERVICES)


def clusters(view: View, there: Region) -> list[Cluster]:
    """The clusters of a Region, read once. Raises `Trouble`."""
    return view.once(f"eks clusters of {there.name}", lambda: _clusters(there))


def _clusters(there: Region) -> list[Cluster]:
    found = []
    for name in there.pages(EKS, "list_clusters", "clusters"):
        about = there.call(EKS, "describe_cluster", name=name)["cluster"]
        issuer = about.get("identity", {}).get("oidc", {}).get("issuer", "")
        mode = about.get("accessConfig", {}).get("authenticationMode", OLD_LIST)
        found.append(Cluster(name, mode, issuer.removeprefix("https://")))
    return found


def entries(there: Region, cluster: Cluster) -> list[Entry]:
    """The people and programs on a cluster's list that AWS keeps. Raises `Trouble`."""
    if cluster.mode == OLD_LIST:
        return []
    found = []
    named = {"clusterName": cluster.name}
    for arn in there.pages(EKS, "list_access_entries", "accessEntries", **named):
        whom = {**named, "principalArn": arn}
        about = there.call(EKS, "describe_access_entry", **whom)["accessEntry"]
        if about.get("type", PEOPLE) == PEOPLE and ":role/aws-service-role/" not in arn:
            policies = there.pages(
                EKS, "list_associated_access_policies", "associatedAccessPolicies", **whom
            )
            found.append(Entry(arn, about, tuple(policies)))
    return found


def pods(there: Region, cluster: Cluster) -> list[Mapping[str, Any]]:
    """Which programs of a cluster get which role. Raises `Trouble`."""
    named = {"clusterName": cluster.name}
    return [
        there.call(
            EKS, "describe_pod_identity_association", associationId=one["associationId"], **named
        )["association"]
        for one in there.pages(EKS, "list_pod_identity_associations", "associations", **named)
    ]


def act(  # noqa: PLR0913  (named like those of `call`)
    what: str,
    operation: str,
    parameters: Mapping[str, object],
    region: str,
    message: Message,
    *,
    settled_by: tuple[str, ...] = ("ResourceNotFoundException",),
    undo: Action | None = None,
) -> Action:
    """One call about a cluster, of a remedy."""
    names = ("principalArn", "associationId", "serviceAccount")
    key = next((parameters[name] for name in names if name in parameters), "")
    return call(
        f"{what}-{region}-{parameters['clusterName']}-{key}",
        operation,
        parameters,
        message=message,
        service=EKS,
        region=region,
        settled_by=settled_by,
        undo=undo,
    )

"""C15: programs of the account's EKS clusters that hold a role (pod identities)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review import eks
from app.review.changes import Since, power, rights, sentences, weighed
from app.review.check import POINTED, Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.rights import Power
from app.review.view import View

NAME = "eks_programs"


def look(view: View) -> Iterator[Said]:
    """Each program whose role is new or strong, where a role trusts the service."""
    if not eks.pointed(view):
        return

    def read(there: Region) -> Iterator[Said]:
        for cluster in eks.clusters(view, there):
            for one in eks.pods(there, cluster):
                yield from _pod(view, one, there.name)

    yield from view.everywhere("C15", msg("programs of EKS clusters that hold a role"), read)


def _pod(view: View, one: Mapping[str, Any], region: str) -> Iterator[Finding]:
    role = next((r for r in view.identities.roles if r.arn == one["roleArn"]), None)
    past, told = weighed(view, [role] if role else [], one.get("createdAt"), one.get("modifiedAt"))
    worth = power(view, role) if role else Power.SOME
    fresh = past in (Since.NEW, Since.CHANGED)
    if not fresh and (worth < Power.ESCALATES or past is Since.SAME):
        return
    cluster = one["clusterName"]
    yield Finding(
        id=f"{NAME}:{region}/{cluster}/{one['namespace']}/{one['serviceAccount']}",
        row="C15",
        severity=Severity.MEDIUM if fresh and worth >= Power.ESCALATES else Severity.LOW,
        subject=f"{cluster}: {one['namespace']}/{one['serviceAccount']}",
        what=sentences(
            msg(
                "Programs of the EKS cluster “{name}” that run as “{account}” hold the role "
                "“{role}”. So does whoever may start a program there.",
                name=cluster,
                account=f"{one['namespace']}/{one['serviceAccount']}",
                role=one["roleArn"].rpartition("/")[2],
            ),
            rights(worth),
            *told,
        ),
        breaks=msg("That program can't work with AWS any more."),
        remedies=(_take(one, region),),
        new=past.new,
        made=one.get("createdAt"),
        region=region,
    )


def _take(one: Mapping[str, Any], region: str) -> Remedy:
    named = {k: one[k] for k in ("clusterName", "associationId")}
    message = msg("Take the role from the cluster's program. This can be undone.")
    kept = {k: one[k] for k in ("clusterName", "namespace", "serviceAccount", "roleArn")}
    optional = ("targetRoleArn", "disableSessionTags", "tags", "policy")
    kept.update({k: one[k] for k in optional if one.get(k)})
    back = eks.act(
        "pod-back",
        "create_pod_identity_association",
        kept,
        region,
        msg("Give the cluster's program its role again"),
        settled_by=("ResourceInUseException",),
    )
    gone = eks.act(
        "delete-pod", "delete_pod_identity_association", named, region, message, undo=back
    )
    return Remedy(CLOSE, message, (gone,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("C15",),
        NAME,
        msg("Programs of EKS clusters that hold a role (Kubernetes)"),
        (
            "eks:ListClusters",
            "eks:DescribeCluster",
            "eks:ListPodIdentityAssociations",
            "eks:DescribePodIdentityAssociation",
        ),
        look,
        POINTED,
    ),
)

"""C15: who may use the account's EKS clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.plan import Action
from app.regional import Region
from app.review import eks
from app.review.changes import Since, sentences, thing_since, when
from app.review.check import POINTED, Check
from app.review.documents import account_of
from app.review.eks import Cluster, Entry
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.view import View

NAME = "eks_access"


def look(view: View) -> Iterator[Said]:
    """Each entry that is worth a word, where a role trusts the service."""
    if not eks.pointed(view):
        return

    def read(there: Region) -> Iterator[Said]:
        for cluster in eks.clusters(view, there):
            for one in eks.entries(there, cluster):
                yield from _entry(view, cluster, one, there.name)
            if cluster.mode != "API":
                yield _own_list(cluster, there.name)

    yield from view.everywhere("C15", msg("who may use the EKS clusters"), read)


def _own_list(cluster: Cluster, region: str) -> Unseen:
    what = msg(
        "the list of people within the EKS cluster “{name}” (aws-auth), which only the cluster "
        "itself shows",
        name=cluster.name,
    )
    return Unseen("C15", what, region=region)


def _entry(view: View, cluster: Cluster, one: Entry, region: str) -> Iterator[Finding]:
    past = thing_since(view, one.about.get("createdAt"), one.about.get("modifiedAt"))
    vendors = _is_vendor(view, one.principal)
    outside = account_of(one.principal) not in ("", view.account)
    grade = _grade(past, strong=one.strong, vendors=vendors, outside=outside)
    if grade is None:
        return
    yield Finding(
        id=f"{NAME}:{region}/{cluster.name}/{one.principal}",
        row="C15",
        severity=grade,
        subject=f"{cluster.name}: {one.principal}",
        what=sentences(
            _who(cluster, one, vendors=vendors, outside=outside),
            *_rights(strong=one.strong),
            when(past),
        ),
        breaks=msg(
            "Whoever works with the cluster as this user or role can't any more. First make sure "
            "that somebody else is an administrator of the cluster, or nobody can use it."
        ),
        remedies=(_remove(cluster, one, region),),
        new=past.new,
        made=one.about.get("createdAt"),
        region=region,
    )


def _is_vendor(view: View, principal: str) -> bool:
    """By the ARN that the user has now, or had: an entry outlives its user."""
    user = view.identities.user(view.vendor.user_id)
    if user:
        return principal == user.arn
    own = account_of(principal) == view.account and ":user/" in principal
    return own and principal.rpartition("/")[2] == view.vendor.name


def _grade(past: Since, *, strong: bool, vendors: bool, outside: bool) -> Severity | None:
    """None: one of the account's own, of whom nothing is known to have changed."""
    if vendors:
        return Severity.HIGH if strong else Severity.MEDIUM
    if outside:
        if past is Since.SAME:
            return Severity.LOW
        return Severity.HIGH if strong else Severity.MEDIUM
    if past in (Since.NEW, Since.CHANGED):
        return Severity.MEDIUM if strong else Severity.LOW
    return None


def _who(cluster: Cluster, one: Entry, *, vendors: bool, outside: bool) -> Message:
    if vendors:
        return msg(
            "The vendor's user may use the EKS cluster “{name}”. Sessions that are still open work "
            "in the cluster although everything is denied to the user in AWS.",
            name=cluster.name,
        )
    if outside:
        return msg(
            "Somebody of the AWS account {account} may use the EKS cluster “{name}”.",
            account=account_of(one.principal),
            name=cluster.name,
        )
    return msg(
        "“{who}” may use the EKS cluster “{name}”.",
        who=one.principal.rpartition("/")[2],
        name=cluster.name,
    )


def _rights(*, strong: bool) -> tuple[Message, ...]:
    if strong:
        return (msg("That is as an administrator of the cluster, with all that runs in it."),)
    return ()


def _remove(cluster: Cluster, one: Entry, region: str) -> Remedy:
    """What was granted is taken first, each by itself, so that the undo can grant it again."""
    message = msg("Take “{name}” off the cluster's list. This can be undone.", name=one.principal)
    whom = {"clusterName": cluster.name, "principalArn": one.principal}
    revoked = tuple(_revoke(whom, policy, region) for policy in one.policies)
    kept: dict[str, object] = {
        **whom,
        "kubernetesGroups": list(one.about.get("kubernetesGroups", ())),
        "username": one.about.get("username", one.principal),
        "type": eks.PEOPLE,
    }
    if one.about.get("tags"):
        kept["tags"] = dict(one.about["tags"])
    back = eks.act(
        "entry-back",
        "create_access_entry",
        kept,
        region,
        msg("Put “{name}” on the cluster's list again", name=one.principal),
        settled_by=("ResourceInUseException",),
    )
    gone = eks.act("delete-entry", "delete_access_entry", whom, region, message, undo=back)
    return Remedy(CLOSE, message, (*revoked, gone))


def _revoke(whom: Mapping[str, str], policy: Mapping[str, Any], region: str) -> Action:
    arn = policy["policyArn"]
    name = arn.rpartition("/")[2]
    back = eks.act(
        f"grant-{name}",
        "associate_access_policy",
        {**whom, "policyArn": arn, "accessScope": dict(policy["accessScope"])},
        region,
        msg("Give “{name}” in the cluster again", name=name),
        settled_by=(),
    )
    return eks.act(
        f"revoke-{name}",
        "disassociate_access_policy",
        {**whom, "policyArn": arn},
        region,
        msg("Take “{name}” in the cluster away", name=name),
        undo=back,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C15",),
        NAME,
        msg("Who may use the EKS clusters (Kubernetes)"),
        (
            "eks:ListClusters",
            "eks:DescribeCluster",
            "eks:ListAccessEntries",
            "eks:DescribeAccessEntry",
            "eks:ListAssociatedAccessPolicies",
        ),
        look,
        POINTED,
    ),
)

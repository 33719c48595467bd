"""C15: roles for the sign-ins of an EKS cluster that isn't one of this account's."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import msg
from app.review import eks
from app.review.changes import from_outside, opened, power, rights, sentences, since, when
from app.review.check import Check
from app.review.federation import cluster_region, host_of, logins, providers
from app.review.finding import Finding, Said, Unseen
from app.review.identities import Holder
from app.review.remedies import quarantine
from app.review.role_remedies import shut_out
from app.review.trust import Way
from app.review.view import View
from app.troubles import Trouble

NAME = "eks_signins"


def look(view: View) -> Iterator[Said]:
    """Each such role. The Regions are looked at that the roles' trust policies name."""
    pointed: list[tuple[Holder, Way]] = []
    for one in opened(view, "C15"):
        if isinstance(one, Unseen):
            yield one
        else:
            role, ways = one
            pointed += [(role, way) for way in logins(ways) if cluster_region(host_of(way.who))]
    if not pointed:
        return
    there = set(providers(view))
    own: dict[str, frozenset[str]] = {}
    for region in sorted({cluster_region(host_of(way.who)) for _, way in pointed}):
        try:
            own[region] = _issuers(view, region)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            what = msg("whether the EKS clusters that roles trust are this account's")
            yield Unseen("C15", what, trouble, region=region)
    for role, way in pointed:
        host = host_of(way.who)
        region = cluster_region(host)
        if region in own and host not in own[region] and way.who in there:
            yield _finding(view, role, way, region)


def _issuers(view: View, region: str) -> frozenset[str]:
    """The clusters' addresses; none in a Region that the account hasn't switched on."""
    if region not in view.regions:
        return frozenset()
    return frozenset(cluster.issuer for cluster in eks.clusters(view, view.clients.at(region)))


def _finding(view: View, role: Holder, way: Way, region: str) -> Finding:
    past, worth = since(view, role, way), power(view, role)
    message = msg("Let no cluster from elsewhere use the role “{name}”", name=role.name)
    return Finding(
        id=f"{NAME}:role/{role.name}/{host_of(way.who).rpartition('/')[2]}",
        row="C15",
        severity=from_outside(worth, past),  # most often what a deleted cluster left
        subject=role.name,
        what=sentences(
            msg(
                "Programs of an EKS cluster that isn't in this account can use the role “{name}”, "
                "without any user here. It may be a cluster that was deleted, or somebody else's.",
                name=role.name,
            ),
            rights(worth),
            when(past),
        ),
        breaks=msg(
            "If a cluster of yours in another account uses this role, its programs stop. Ask who "
            "runs it."
        ),
        remedies=(
            quarantine(role),
            shut_out(role, [way], view.account, view.clients.now(), message),
        ),
        new=past.new,
        made=role.created,
        region=region,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C15",),
        NAME,
        msg("Roles for EKS clusters that aren't in this account"),
        ("iam:GetAccountAuthorizationDetails", "eks:ListClusters", "eks:DescribeCluster"),
        look,
    ),
)

"""Second entrances to buckets (access points), whose own policies let outsiders in (G1).

They count where the bucket's policy leaves it to the account's access points who comes in; without
that, an outsider needs the bucket's policy as well, which is looked at for itself.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, cut, reply
from app.review.check import SWEEP, Check
from app.review.checks.buckets import each, policy_of
from app.review.documents import statements
from app.review.finding import Finding, Said
from app.review.outside import Own, own_of
from app.review.sharing import Shared, Writing, findings
from app.review.view import View

POINTS = Kind(
    "G1", msg("Access points of buckets (S3)"), "s3control", "list_access_points", "AccessPointList"
)
NO_POLICY = "NoSuchAccessPointPolicy"
LEFT_TO_POINTS = ("s3:dataaccesspointaccount", "s3:dataaccesspointarn")


def look(view: View) -> Iterator[Said]:
    """Yields access points that let outsiders in."""
    own = own_of(view)
    yield from each(view, "G1", lambda there, bucket: _points(view, there, bucket["Name"], own))


def _points(view: View, there: Region, bucket: str, own: Own) -> Iterator[Said]:
    if not _leaves_it(policy_of(view, there, bucket)):
        return
    asked = {"AccountId": view.account, "Bucket": bucket, "MaxResults": LISTED}
    listed = there.call("s3control", "list_access_points", **asked)["AccessPointList"]
    points = cut(listed, POINTS, region=there.name)
    yield from points.rest
    for point in points:
        yield from _point(view, there, point, own)


def _leaves_it(document: str) -> bool:
    """Whether a bucket's policy leaves it to access points who comes in."""
    return any(
        condition.key in LEFT_TO_POINTS
        for statement in statements(document)
        if statement.allows
        for condition in statement.conditions
    )


def _point(view: View, there: Region, point: Mapping[str, Any], own: Own) -> Iterator[Finding]:
    name = point["Name"]
    identity = {"AccountId": view.account, "Name": name}
    found = reply(there, "s3control", "get_access_point_policy", NO_POLICY, **identity)
    if not found:
        return
    shared = Shared(
        row="G1",
        check="access_points",
        id=f"{there.name}/{name}",
        thing=msg("the access point “{name}” of a bucket", name=name),
        arn=point["AccessPointArn"],
        document=found["Policy"],
        writing=Writing(
            service="s3control",
            put="put_access_point_policy",
            parameters=lambda text: {**identity, "Policy": text},
            remove="delete_access_point_policy",
            identity=identity,
            gone=("NoSuchAccessPoint", NO_POLICY),
        ),
        region=there.name,
    )
    yield from findings(shared, own)


CHECKS: tuple[Check, ...] = (
    Check(
        ("G1",),
        "access_points",
        msg("Second entrances to buckets (S3 access points)"),
        (
            *("organizations:DescribeOrganization", "s3:GetBucketPolicy", "s3:ListBuckets"),
            *("s3control:GetAccessPointPolicy", "s3control:ListAccessPoints"),
        ),
        look,
        SWEEP,
    ),
)
# Part of the row that no check looks at.
NOT_CHECKED: dict[str, Message] = {
    "G1": msg(
        "Grants of “S3 Access Grants” aren't looked at. By hand: S3, “Access Grants”, in each "
        "Region that you use."
    ),
}

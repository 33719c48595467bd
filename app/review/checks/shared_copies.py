"""Copies of disks, machines and databases that are shared with outsiders (G4).

https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import Kind, some
from app.review.check import SWEEP, Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.sharing import ACCOUNT, EVERYBODY
from app.review.view import View
from app.troubles import Trouble

ALL = "all"  # everybody, as AWS writes it in all of these
WHAT = msg(
    "Outside this account, {who} may copy {thing} and read all that is on it. Copies that were "
    "made already stay there."
)
BREAKS = msg("Whoever uses it from outside can't take a new copy of it.")
OFF = msg("Don't share {thing} any more. This can be undone.")
BACK = msg("Share {thing} as before")


@dataclass(frozen=True)
class Sort:
    """A sort of copy: how it is listed, with whom it is shared, and how that is changed.

    `own` are the parameters that list those of an account alone. `change` gives the operation's
    parameters to share it ("Add") or not ("Remove") with somebody.
    """

    kind: Kind
    own: Callable[[str], dict[str, Any]]
    key: str
    thing: Message
    shared: Callable[[Region, Any], list[str]]
    operation: str
    change: Callable[[Any, str, str], dict[str, object]]


def _permission(verb: str, who: str) -> dict[str, object]:
    one = {"Group": ALL} if who == ALL else {"UserId": who}
    return {verb: [one]}


def _users(given: list[dict[str, str]]) -> list[str]:
    return [one.get("UserId") or one.get("Group", "") for one in given]


def _snapshot(there: Region, item: Any) -> list[str]:
    found = there.call(
        *("ec2", "describe_snapshot_attribute"),
        SnapshotId=item["SnapshotId"],
        Attribute="createVolumePermission",
    )
    return _users(found.get("CreateVolumePermissions", []))


def _image(there: Region, item: Any) -> list[str]:
    found = there.call(
        *("ec2", "describe_image_attribute"),
        ImageId=item["ImageId"],
        Attribute="launchPermission",
    )
    return _users(found.get("LaunchPermissions", []))


def _restorers(attributes: list[dict[str, Any]]) -> list[str]:
    restore = [one for one in attributes if one["AttributeName"] == "restore"]
    return [who for one in restore for who in one.get("AttributeValues", [])]


def _database(there: Region, item: Any) -> list[str]:
    name = item["DBSnapshotIdentifier"]
    found = there.call("rds", "describe_db_snapshot_attributes", DBSnapshotIdentifier=name)[
        "DBSnapshotAttributesResult"
    ]
    return _restorers(found.get("DBSnapshotAttributes", []))


def _cluster(there: Region, item: Any) -> list[str]:
    name = item["DBClusterSnapshotIdentifier"]
    found = there.call(
        "rds", "describe_db_cluster_snapshot_attributes", DBClusterSnapshotIdentifier=name
    )["DBClusterSnapshotAttributesResult"]
    return _restorers(found.get("DBClusterSnapshotAttributes", []))


SORTS = (
    Sort(
        Kind(
            "G4", msg("Copies of disks (EBS snapshots)"), "ec2", "describe_snapshots", "Snapshots"
        ),
        lambda account: {
            "OwnerIds": ["self"],
            "Filters": [{"Name": "owner-id", "Values": [account]}],
        },
        "SnapshotId",
        msg("the copy of a disk {name}"),
        _snapshot,
        "modify_snapshot_attribute",
        lambda name, verb, who: {
            "SnapshotId": name,
            "Attribute": "createVolumePermission",
            "OperationType": verb.lower(),
            **({"GroupNames": [ALL]} if who == ALL else {"UserIds": [who]}),
        },
    ),
    Sort(
        Kind("G4", msg("Images of machines (AMI)"), "ec2", "describe_images", "Images"),
        lambda _: {"Owners": ["self"]},
        "ImageId",
        msg("the image of a machine {name}"),
        _image,
        "modify_image_attribute",
        lambda name, verb, who: {
            "ImageId": name,
            "LaunchPermission": _permission(verb, who),
        },
    ),
    Sort(
        Kind("G4", msg("Copies of databases"), "rds", "describe_db_snapshots", "DBSnapshots"),
        lambda _: {"SnapshotType": "manual"},  # AWS's own can't be shared
        "DBSnapshotIdentifier",
        msg("the copy of a database “{name}”"),
        _database,
        "modify_db_snapshot_attribute",
        lambda name, verb, who: {
            "DBSnapshotIdentifier": name,
            "AttributeName": "restore",
            f"ValuesTo{verb}": [who],
        },
    ),
    Sort(
        Kind(
            "G4",
            msg("Copies of database clusters"),
            "rds",
            "describe_db_cluster_snapshots",
            "DBClusterSnapshots",
        ),
        lambda _: {"SnapshotType": "manual"},
        "DBClusterSnapshotIdentifier",
        msg("the copy of a database cluster “{name}”"),
        _cluster,
        "modify_db_cluster_snapshot_attribute",
        lambda name, verb, who: {
            "DBClusterSnapshotIdentifier": name,
            "AttributeName": "restore",
            f"ValuesTo{verb}": [who],
        },
    ),
)


def look(view: View) -> Iterator[Said]:
    """Yields copies that are shared, sort by sort, in every Region."""
    for sort in SORTS:
        yield from _everywhere(view, sort)


def _everywhere(view: View, sort: Sort) -> Iterator[Said]:
    read = lambda there: _in_region(view, there, sort)  # noqa: E731
    yield from view.everywhere("G4", sort.kind.what, read)


def _in_region(view: View, there: Region, sort: Sort) -> Iterator[Said]:
    items = some(view, there, sort.kind, **sort.own(view.account))
    yield from items.rest
    for item in items:
        thing = msg(sort.thing.text, name=item[sort.key])
        try:
            shared = sort.shared(there, item)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("G4", thing, trouble)
            continue
        for who in shared:
            if who != view.account:
                yield _finding(there, sort, item, who)


def _finding(there: Region, sort: Sort, item: Any, who: str) -> Finding:
    name = item[sort.key]
    thing = msg(sort.thing.text, name=name)
    return Finding(
        id=f"shared_copies:{there.name}/{name}/{who}",
        row="G4",
        severity=Severity.HIGH,
        subject=name,
        what=msg(
            WHAT.text,
            thing=thing,
            who=EVERYBODY if who == ALL else msg(ACCOUNT.text, account=who),
        ),
        breaks=BREAKS,
        remedies=(_unshare(there.name, sort, name, who),),
        region=there.name,
    )


def _unshare(region: str, sort: Sort, name: str, who: str) -> Remedy:
    thing = msg(sort.thing.text, name=name)
    what = msg(OFF.text, thing=thing)
    back = call(
        f"copy-back-{region}-{name}-{who}",
        sort.operation,
        sort.change(name, "Add", who),
        message=msg(BACK.text, thing=thing),
        service=sort.kind.service,
        region=region,
    )
    off = call(
        f"copy-off-{region}-{name}-{who}",
        sort.operation,
        sort.change(name, "Remove", who),
        message=what,
        service=sort.kind.service,
        region=region,
        undo=back,
    )
    return Remedy(CLOSE, what, (off,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("G4",),
        "shared_copies",
        msg("Copies of disks, machines and databases that are shared with outsiders"),
        (
            *("account:ListRegions", "ec2:DescribeImageAttribute", "ec2:DescribeImages"),
            *("ec2:DescribeSnapshotAttribute", "ec2:DescribeSnapshots"),
            *("rds:DescribeDBClusterSnapshotAttributes", "rds:DescribeDBClusterSnapshots"),
            *("rds:DescribeDBSnapshotAttributes", "rds:DescribeDBSnapshots"),
        ),
        look,
        SWEEP,
    ),
)

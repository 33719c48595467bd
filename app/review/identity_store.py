"""IAM Identity Center's directory: which one lets people into this account, and who they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.regional import Region
from app.review.view import View
from app.settings import DEFAULT_REGION

GROUP = "GROUP"


@dataclass(frozen=True)
class Instance:
    """Identity Center as this account sees it: where its calls go, and its directory."""

    arn: str
    store: str
    there: Region


@dataclass(frozen=True)
class Person:
    """Who is assigned: a user or a group with its members. `created` is the youngest's date."""

    kind: str
    id: str
    name: str
    created: datetime | None = None
    members: tuple[str, ...] = ()


def instances(view: View) -> Iterator[Instance]:
    """All that this account owns or is shown, asked for once for every Region. Raises `Trouble`.

    https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html
    """
    found = view.list("sso-admin", "list_instances", "Instances", RegionScope="ALL_REGIONS")
    for one in found:
        region = str(one.get("PrimaryRegion") or DEFAULT_REGION)
        yield Instance(
            str(one["InstanceArn"]), str(one["IdentityStoreId"]), view.clients.at(region)
        )


def person(found: Instance, kind: str, number: str) -> Person:
    """By its name in the directory. Raises `Trouble`."""
    store = {"IdentityStoreId": found.store}
    if kind != GROUP:
        one = found.there.call("identitystore", "describe_user", **store, UserId=number)
        return Person(kind, number, str(one.get("UserName", number)), one.get("CreatedAt"))
    group = found.there.call("identitystore", "describe_group", **store, GroupId=number)
    listed = found.there.pages(
        "identitystore", "list_group_memberships", "GroupMemberships", **store, GroupId=number
    )
    members = [person(found, "USER", one["MemberId"]["UserId"]) for one in listed]
    dates = [one.created for one in (*members, Person(kind, number, "", group.get("CreatedAt")))]
    return Person(
        kind,
        number,
        str(group.get("DisplayName", number)),
        max((date for date in dates if date), default=None),
        tuple(sorted(member.name for member in members)),
    )

"""The account's users, groups, roles and own policies, as one snapshot. No secret is in it.

One operation has it all, trust policies and old policy versions included. What AWS itself made
(AWSManagedPolicy) is left out: its documents are AWS's own.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import unquote

FILTER = ("User", "Role", "Group", "LocalManagedPolicy")
PAGE = 1000  # the most that AWS gives at once; by itself it gives 100
USER, GROUP, ROLE = "user", "group", "role"
RESERVED = "/aws-reserved/"  # roles of Identity Center
SERVICE_LINKED = "/aws-service-role/"  # roles that AWS made for a service and that nobody can edit


class Asker(Protocol):
    """What makes the calls: `Clients` or a `Region`."""

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        """All items of a listing, or its pages where `key` is "". Raises `Trouble`."""


@dataclass(frozen=True)
class Holder:
    """Who holds rights: a user, group or role. Documents are JSON with sorted keys.

    `inline` maps policy names to documents; `attached` are ARNs; `groups` are names, of a user.
    `trust` is a role's trust policy; `last_used` is when a role was used, within 400 days.
    """

    kind: str
    name: str
    id: str
    arn: str
    path: str
    created: datetime
    inline: Mapping[str, str] = field(default_factory=dict, hash=False)
    attached: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    boundary: str = ""
    tags: Mapping[str, str] = field(default_factory=dict, hash=False)
    trust: str = ""
    last_used: datetime | None = None
    profiles: tuple[str, ...] = ()  # names of instance profiles, of a role

    @property
    def service_linked(self) -> bool:
        """Whether AWS made this role for a service of its own; nobody can change its policies."""
        return self.path.startswith(SERVICE_LINKED)

    @property
    def of_identity_center(self) -> bool:
        """Whether Identity Center made this role from a permission set; it can't be edited."""
        return self.path.startswith(f"{RESERVED}sso.amazonaws.com/")


@dataclass(frozen=True)
class Managed:
    """A policy made in this account. `versions` maps version ids to documents."""

    arn: str
    name: str
    id: str
    created: datetime
    default: str
    versions: Mapping[str, str] = field(default_factory=dict, hash=False)
    version_dates: Mapping[str, datetime] = field(default_factory=dict, hash=False)
    attachments: int = 0

    @property
    def document(self) -> str:
        """What it says now."""
        return self.versions.get(self.default, "")


@dataclass(frozen=True)
class Identities:
    """All of them, in the order in which AWS told them."""

    users: tuple[Holder, ...] = ()
    groups: tuple[Holder, ...] = ()
    roles: tuple[Holder, ...] = ()
    policies: tuple[Managed, ...] = ()
    notes: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from them, so that it's worked out once."""

    @cached_property
    def by_arn(self) -> Mapping[str, Managed]:
        """The account's own policies by their ARNs."""
        return {policy.arn: policy for policy in self.policies}

    def user(self, user_id: str) -> Holder | None:
        """The user with that `UserId`, under whatever name it has now."""
        return next((user for user in self.users if user.id == user_id), None)

    def groups_of(self, user: Holder) -> tuple[Holder, ...]:
        """The groups that the user is in."""
        return tuple(group for group in self.groups if group.name in user.groups)


def read(asker: Asker) -> Identities:
    """The snapshot. Raises `Trouble`."""
    pages = asker.pages(
        "iam",
        "get_account_authorization_details",
        "",
        Filter=list(FILTER),
        PaginationConfig={"PageSize": PAGE},
    )
    return Identities(
        users=tuple(_holder(USER, "User", item) for item in _all(pages, "UserDetailList")),
        groups=tuple(_holder(GROUP, "Group", item) for item in _all(pages, "GroupDetailList")),
        roles=tuple(_holder(ROLE, "Role", item) for item in _all(pages, "RoleDetailList")),
        policies=tuple(_managed(item) for item in _all(pages, "Policies")),
    )


def _all(pages: Iterable[Mapping[str, Any]], key: str) -> Iterable[Mapping[str, Any]]:
    return (item for page in pages for item in page.get(key, ()))


def text_of(document: object) -> str:
    """A policy document as JSON with sorted keys, whether it came as text or as a mapping.

    botocore decodes what AWS sends URL-encoded; what isn't JSON is kept as it came.
    """
    if not isinstance(document, str):
        return json.dumps(document, sort_keys=True)
    try:
        return json.dumps(json.loads(unquote(document)), sort_keys=True)
    except (ValueError, RecursionError):
        return document


def _holder(kind: str, word: str, item: Mapping[str, Any]) -> Holder:
    policies = item.get(f"{word}PolicyList", ())
    return Holder(
        kind=kind,
        name=item[f"{word}Name"],
        id=item[f"{word}Id"],
        arn=item["Arn"],
        path=item.get("Path", "/"),
        created=item["CreateDate"],
        inline={p["PolicyName"]: text_of(p.get("PolicyDocument", "")) for p in policies},
        attached=tuple(p["PolicyArn"] for p in item.get("AttachedManagedPolicies", ())),
        groups=tuple(item.get("GroupList", ())),
        boundary=item.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
        tags={tag["Key"]: tag["Value"] for tag in item.get("Tags", ())},
        trust=text_of(item["AssumeRolePolicyDocument"]) if kind == ROLE else "",
        last_used=item.get("RoleLastUsed", {}).get("LastUsedDate"),
        profiles=tuple(p["InstanceProfileName"] for p in item.get("InstanceProfileList", ())),
    )


def _managed(item: Mapping[str, Any]) -> Managed:
    versions = item.get("PolicyVersionList", ())
    return Managed(
        arn=item["Arn"],
        name=item["PolicyName"],
        id=item["PolicyId"],
        created=item["CreateDate"],
        default=item.get("DefaultVersionId", ""),
        versions={v["VersionId"]: text_of(v.get("Document", "")) for v in versions},
        version_dates={v["VersionId"]: v["CreateDate"] for v in versions if "CreateDate" in v},
        attachments=int(item.get("AttachmentCount", 0)),
    )

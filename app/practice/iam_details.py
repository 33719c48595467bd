"""IAM: the whole account in one listing, and in pages, as AWS gives it.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.practice.account import Account
from app.practice.iam_answers import paged

if TYPE_CHECKING:
    from app.practice.api import Asked

KINDS = {
    "User": "UserDetailList",
    "Role": "RoleDetailList",
    "Group": "GroupDetailList",
    "LocalManagedPolicy": "Policies",
    "AWSManagedPolicy": "Policies",
}


def details(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto has no pages, leaves names of users out, and tells of AWS's own policies too."""
    params = asked.params()
    wanted = [v for k, v in params.items() if k.startswith("Filter.member.")] or list(KINDS)
    found = [
        {"kind": kind, "item": item}
        for kind in KINDS
        if kind in wanted
        for item in _of(account, kind)
    ]
    page = paged("items", found, params)
    result: dict[str, Any] = {member: [] for member in KINDS.values()}
    for one in page.pop("items"):
        result[KINDS[one["kind"]]].append(one["item"])
    return {**result, **page}


def _of(account: Account, kind: str) -> Iterable[dict[str, Any]]:
    iam = account.iam
    if kind == "User":
        return [_user(account, user) for user in iam.everyone()]
    if kind == "Role":
        return [_role(account, role) for role in iam.roles.values()]
    if kind == "Group":
        return [
            {**_named(group, "Group"), **_held(group, "Group")} for group in iam.groups.values()
        ]
    ours = kind == "LocalManagedPolicy"
    found = [p for p in iam.managed_policies.values() if (p.arn.split(":")[4] != "aws") == ours]
    return [_policy(policy) for policy in found]


def _user(account: Account, user: Any) -> dict[str, Any]:
    groups = account.iam.get_groups_for_user(user.name)
    tags = account.iam.tagger.list_tags_for_resource(user.arn)["Tags"]
    found = {
        **_named(user, "User"),
        **_held(user, "User"),
        "GroupList": [group.name for group in groups],
        "Tags": tags,
    }
    if user.permissions_boundary:
        found["PermissionsBoundary"] = user.permissions_boundary
    return found


def _role(account: Account, role: Any) -> dict[str, Any]:
    profiles = [p for p in account.iam.instance_profiles.values() if role in p.roles]
    found = {
        **_named(role, "Role"),
        **_held(role, "Role"),
        "AssumeRolePolicyDocument": quote(role.assume_role_policy_document or "{}"),
        "InstanceProfileList": [
            {
                **_named(profile, "InstanceProfile"),
                "Roles": [
                    {
                        **_named(role, "Role"),
                        "AssumeRolePolicyDocument": quote(role.assume_role_policy_document or "{}"),
                    }
                ],
            }
            for profile in profiles
        ],
        "Tags": account.iam.tagger.list_tags_for_resource(role.arn)["Tags"]
        or [{"Key": t["Key"], "Value": t["Value"]} for t in _listed(role.tags)],
        "RoleLastUsed": {"LastUsedDate": role.last_used} if role.last_used else {},
    }
    if role.permissions_boundary_arn:
        found["PermissionsBoundary"] = {
            "PermissionsBoundaryType": "PermissionsBoundaryPolicy",
            "PermissionsBoundaryArn": role.permissions_boundary_arn,
        }
    return found


def _listed(tags: Any) -> list[dict[str, str]]:
    return list(tags.values()) if isinstance(tags, Mapping) else list(tags or ())


def _named(thing: Any, word: str) -> dict[str, Any]:
    return {
        "Path": thing.path,
        f"{word}Name": thing.name,
        f"{word}Id": thing.id,
        "Arn": thing.arn,
        "CreateDate": thing.create_date,
    }


def _held(holder: Any, word: str) -> dict[str, Any]:
    return {
        f"{word}PolicyList": [
            {"PolicyName": name, "PolicyDocument": quote(document)}
            for name, document in holder.policies.items()
        ],
        "AttachedManagedPolicies": [
            {"PolicyName": policy.name, "PolicyArn": arn}
            for arn, policy in holder.managed_policies.items()
        ],
    }


def _policy(policy: Any) -> dict[str, Any]:
    return {
        "PolicyName": policy.name,
        "PolicyId": policy.id,
        "Arn": policy.arn,
        "Path": policy.path,
        "DefaultVersionId": policy.default_version_id,
        "AttachmentCount": policy.attachment_count,
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": True,
        "CreateDate": policy.create_date,
        "UpdateDate": policy.update_date,
        "PolicyVersionList": [
            {
                "Document": quote(version.document),
                "VersionId": version.version_id,
                "IsDefaultVersion": version.version_id == policy.default_version_id,
                "CreateDate": version.create_date,
            }
            for version in policy.versions
        ],
    }


TABLE = {"iam:GetAccountAuthorizationDetails": details}

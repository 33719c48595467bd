"""IAM: users, the root user's own things, and permissions boundaries.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import NoSuchEntity, NotFoundException, ValidationError

from app.practice.account import Account
from app.practice.iam_backend import ROOT_BORN
from app.practice.iam_user import PracticeUser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.practice.api import Asked

ROOT_KEY = "AKIAROOTPRACTICEONLY"
PAGE_SIZE = 100


def user_of(account: Account, asked: Asked) -> PracticeUser:
    """The user that the call names. Raises ValidationError or NoSuchEntity."""
    name = asked.params().get("UserName")
    if not name:
        text = "Must specify userName when calling with non-User credentials"
        raise ValidationError(text)
    return account.iam.get_user(name)


def boundary(account: Account, arn: str) -> dict[str, str]:
    """A user's permissions boundary. Raises NoSuchEntity unless the policy exists."""
    try:
        account.iam.get_policy(arn)
    except NotFoundException:
        text = f"Scope ARN: {arn} does not exist or is not attachable."
        raise NoSuchEntity(text) from None
    return {"PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": arn}


def _described(user: PracticeUser) -> dict[str, Any]:
    found: dict[str, Any] = {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": user.arn,
        "CreateDate": user.create_date,
    }
    last_used: datetime | None = user.password_last_used
    if last_used is not None:
        found["PasswordLastUsed"] = last_used
    return found


def _tags(params: Mapping[str, str]) -> list[dict[str, str]]:
    tags = []
    for number in range(1, 52):
        key = params.get(f"Tags.member.{number}.Key")
        if key is None:
            break
        tags.append({"Key": key, "Value": params.get(f"Tags.member.{number}.Value", "")})
    return tags


def create_user(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto drops the permissions boundary."""
    params = asked.params()
    arn = params.get("PermissionsBoundary")
    limit = boundary(account, arn) if arn else None
    tags = _tags(params)
    name, path = params.get("UserName", ""), params.get("Path") or "/"
    user = account.iam.create_user("us-east-1", name, path, tags)
    user.permissions_boundary = limit
    found = _described(user)
    if tags:
        found["Tags"] = tags
    if limit:
        found["PermissionsBoundary"] = limit
    return {"User": found}


def get_user(account: Account, asked: Asked) -> dict[str, Any] | None:
    """Moto doesn't know a root user."""
    if asked.params().get("UserName") or asked.caller.principal.kind != "root":
        return None
    number = account.state.account
    root = {"UserId": number, "Arn": f"arn:aws:iam::{number}:root", "CreateDate": ROOT_BORN}
    return {"User": {**root, "PasswordLastUsed": datetime.now(UTC)}}


def list_users(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto never pages, and tells boundaries, which AWS leaves out of this list."""
    params = asked.params()
    prefix = params.get("PathPrefix", "/")
    users = [user for user in account.iam.everyone() if user.path.startswith(prefix)]
    return paged("Users", [_described(user) for user in users], params)


def paged(member: str, found: list[dict[str, Any]], params: Mapping[str, str]) -> dict[str, Any]:
    """One page of ``found``, as Marker and MaxItems say. Raises ValidationError."""
    marker, size = params.get("Marker", "0"), params.get("MaxItems", str(PAGE_SIZE))
    number = re.compile(r"\d{1,6}", re.ASCII)
    sound = number.fullmatch(marker) and number.fullmatch(size)
    if not sound or not 1 <= int(size) <= 1000:
        text = "Invalid Marker or MaxItems."
        raise ValidationError(text)
    start, end = int(marker), int(marker) + int(size)
    result: dict[str, Any] = {member: found[start:end], "IsTruncated": end < len(found)}
    if end < len(found):
        result["Marker"] = str(end)
    return result


def account_summary(account: Account, _asked: Asked) -> dict[str, Any]:
    """Moto's flags about the root user are always 0."""
    return {"SummaryMap": account.iam.summary()}


def list_access_keys(account: Account, asked: Asked) -> dict[str, Any] | None:
    """Without a name, signed as root: the root user's own keys."""
    if asked.params().get("UserName"):
        return None
    need_root(asked)
    status = "Active" if account.state.root_keys_active else "Inactive"
    keys = [{"AccessKeyId": ROOT_KEY, "Status": status, "CreateDate": ROOT_BORN}]
    return {"AccessKeyMetadata": keys if account.state.root_keys else [], "IsTruncated": False}


def delete_access_key(account: Account, asked: Asked) -> dict[str, Any] | None:
    """Without a name, signed as root: one of the root user's own keys."""
    params = asked.params()
    if params.get("UserName"):
        return None
    need_root(asked)
    if not account.state.root_keys or params.get("AccessKeyId") != ROOT_KEY:
        text = f"The Access Key with id {params.get('AccessKeyId')} cannot be found"
        raise NoSuchEntity(text)
    account.state.root_keys = False
    return {}


def list_mfa_devices(account: Account, asked: Asked) -> dict[str, Any] | None:
    """Without a name, signed as root: the root user's own device."""
    if asked.params().get("UserName"):
        return None
    need_root(asked)
    serial = f"arn:aws:iam::{account.state.account}:mfa/root-account-mfa-device"
    device = {"UserName": "root", "SerialNumber": serial, "EnableDate": ROOT_BORN}
    return {"MFADevices": [device] if account.state.root_mfa else [], "IsTruncated": False}


def need_root(asked: Asked) -> None:
    """Raise ValidationError unless it is root who asks without a name."""
    if asked.caller.principal.kind != "root":
        text = "Must specify userName when calling with non-User credentials"
        raise ValidationError(text)


def put_boundary(account: Account, asked: Asked) -> dict[str, Any]:
    """Moto has boundaries for roles only."""
    user = user_of(account, asked)
    user.permissions_boundary = boundary(account, asked.params().get("PermissionsBoundary", ""))
    return {}


def delete_boundary(account: Account, asked: Asked) -> dict[str, Any]:
    """AWS refuses when there's none."""
    user = user_of(account, asked)
    if user.permissions_boundary is None:
        text = f"User {user.name} does not have a permissions boundary"
        raise NoSuchEntity(text)
    user.permissions_boundary = None
    return {}


TABLE = {
    "iam:CreateUser": create_user,
    "iam:GetUser": get_user,
    "iam:ListUsers": list_users,
    "iam:GetAccountSummary": account_summary,
    "iam:ListAccessKeys": list_access_keys,
    "iam:DeleteAccessKey": delete_access_key,
    "iam:ListMFADevices": list_mfa_devices,
    "iam:PutUserPermissionsBoundary": put_boundary,
    "iam:DeleteUserPermissionsBoundary": delete_boundary,
}

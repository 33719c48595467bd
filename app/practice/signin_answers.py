"""AWS Sign-In's rules of who may sign in from where. Told, changed, and not obeyed by practice.

https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
"""

from __future__ import annotations

import base64
import re
import secrets
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.api import Asked

WRITE_REGION = "us-east-1"
_POLICY, _STATEMENT, _SWITCH = "Resource policy", "Statement", "Console authorization configuration"
# What a statement is made with, and the condition that becomes of it.
CONDITIONS = {
    "sourceIp": ("NotIpAddressIfExists", "aws:SourceIp"),
    "sourceVpc": ("StringNotEquals", "aws:SourceVpc"),
    "vpcSourceIp": ("NotIpAddress", "aws:VpcSourceIp"),
    "signinSourceVpce": ("StringNotEquals", "aws:SourceVpce"),
    "consoleSourceVpce": ("StringNotEquals", "aws:SourceVpce"),
    "requestedRegion": ("StringNotEquals", "aws:RequestedRegion"),
}
EXCLUDED = re.compile(
    r"arn:aws:(iam::\d{12}:(root|(role|user)/[\w+=,.@-]{1,64})"
    r"|sts::\d{12}:federated-user/[\w+=,.@-]{2,193})",
    re.ASCII,
)


def _in_write_region(asked: Asked) -> None:
    if asked.region != WRITE_REGION:
        text = f"This operation is only supported in {WRITE_REGION}."
        raise AwsError(400, "ValidationException", text, "INVALID_REQUEST")


def _missing(what: str) -> AwsError:
    return AwsError(404, "ResourceNotFoundException", f"{what} not found.", "RESOURCE_NOT_FOUND")


def _statements(made_with: dict[str, str]) -> Iterator[dict[str, Any]]:
    phases = (
        ("signin:PrincipalArn", ["signin:Authenticate"]),
        ("aws:PrincipalArn", ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"]),
    )
    for who, actions in phases:
        condition: dict[str, dict[str, list[str]]] = {}
        for name, (operator, key) in CONDITIONS.items():
            if name in made_with:
                condition.setdefault(operator, {})[key] = [made_with[name]]
        if "excludedPrincipal" in made_with:
            condition["ArnNotEquals"] = {who: [made_with["excludedPrincipal"]]}
        yield {
            "Effect": "Deny",
            "Principal": {"AWS": "*"},
            "Action": actions,
            "Resource": "*",
            "Condition": condition,
        }


def get_policy(account: Account, _asked: Asked) -> dict[str, Any]:
    """signin:GetResourcePolicy."""
    made = account.state.signin_policy
    if not made:
        raise _missing(_POLICY)
    statements = [one for made_with in made.values() for one in _statements(made_with)]
    return {"signinResourceBasedPolicy": {"Version": "2012-10-17", "Statement": statements}}


def list_statements(account: Account, _asked: Asked) -> dict[str, Any]:
    """signin:ListResourcePermissionStatements."""
    found = [
        {"sid": sid, "condition": next(_statements(made_with))["Condition"]}
        for sid, made_with in account.state.signin_policy.items()
    ]
    return {"permissionStatements": found}


def put_statement(account: Account, asked: Asked) -> dict[str, Any]:
    """signin:PutResourcePermissionStatement."""
    _in_write_region(asked)
    known = {*CONDITIONS, "excludedPrincipal"}
    made_with = {name: str(value) for name, value in asked.body().items() if name in known}
    excluded = made_with.get("excludedPrincipal")
    if not set(made_with) - {"excludedPrincipal"} or (
        excluded and not EXCLUDED.fullmatch(excluded)
    ):
        raise AwsError(400, "ValidationException", "The statement is not valid.", "INVALID_REQUEST")
    sid = base64.b64encode(secrets.token_bytes(48)).decode()
    account.state.signin_policy[sid] = made_with
    return {"statementId": sid}


def delete_statement(account: Account, asked: Asked) -> dict[str, Any]:
    """signin:DeleteResourcePermissionStatement."""
    _in_write_region(asked)
    if account.state.signin_policy.pop(str(asked.body().get("statementId")), None) is None:
        raise _missing(_STATEMENT)
    return {}


def _configuration(account: Account) -> dict[str, Any]:
    return {
        "targetId": account.state.account,
        "scope": "ACCOUNT",
        "consoleAuthorizationEnabled": account.state.signin_enforced,
    }


def _own_target(account: Account, asked: Asked) -> None:
    if asked.body().get("targetId", account.state.account) != account.state.account:
        text = "Access was denied."
        raise AwsError(403, "AccessDeniedException", text, "INSUFFICIENT_PERMISSIONS")


def get_configuration(account: Account, asked: Asked) -> dict[str, Any]:
    """signin:GetConsoleAuthorizationConfiguration."""
    _own_target(account, asked)
    if not account.state.signin_enforced:
        raise _missing(_SWITCH)
    return _configuration(account)


def put_configuration(account: Account, asked: Asked) -> dict[str, Any]:
    """signin:PutConsoleAuthorizationConfiguration."""
    _in_write_region(asked)
    _own_target(account, asked)
    account.state.signin_enforced = True
    return _configuration(account)


def delete_configuration(account: Account, asked: Asked) -> dict[str, Any]:
    """signin:DeleteConsoleAuthorizationConfiguration."""
    _in_write_region(asked)
    get_configuration(account, asked)
    account.state.signin_enforced = False
    return _configuration(account)


TABLE = {
    "signin:GetResourcePolicy": get_policy,
    "signin:ListResourcePermissionStatements": list_statements,
    "signin:PutResourcePermissionStatement": put_statement,
    "signin:DeleteResourcePermissionStatement": delete_statement,
    "signin:GetConsoleAuthorizationConfiguration": get_configuration,
    "signin:PutConsoleAuthorizationConfiguration": put_configuration,
    "signin:DeleteConsoleAuthorizationConfiguration": delete_configuration,
}

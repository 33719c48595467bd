"""Cognito's identity pools: the roles that their people get, which moto lacks.

https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.shelf import things

if TYPE_CHECKING:
    from app.practice.api import Asked

ROLES = "roles"


def get_roles(account: Account, asked: Asked) -> dict[str, Any]:
    """cognito-identity:GetIdentityPoolRoles. A pool that has none tells its id alone."""
    pool = asked.body()["IdentityPoolId"]
    return {"IdentityPoolId": pool, **things(account, asked, ROLES).get(pool, {})}


def set_roles(account: Account, asked: Asked) -> dict[str, Any]:
    """cognito-identity:SetIdentityPoolRoles."""
    body = asked.body()
    kept = {k: v for k, v in body.items() if k in ("Roles", "RoleMappings")}
    things(account, asked, ROLES)[body["IdentityPoolId"]] = kept
    return {}


TABLE = {
    "cognito-identity:GetIdentityPoolRoles": get_roles,
    "cognito-identity:SetIdentityPoolRoles": set_roles,
}

"""What is in the account under the name that the vendor's user is to have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.clients import Clients
from app.passwords import AWS_DEFAULT, PasswordPolicy
from app.troubles import Trouble
from app.users import UserSeen, find_by_name
from app.work import Token


@dataclass(frozen=True)
class Found:
    """What is in the account under that name."""

    user: UserSeen | None = None
    has_password: bool = False
    attached: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    password_policy: PasswordPolicy = AWS_DEFAULT


def look(clients: Clients, name: str, token: Token) -> Found:
    """What is there under that name, and the account's rules for passwords. Raises `Trouble`."""
    token.check()
    policy = _password_policy(clients)
    return replace(look_at_user(clients, name, token), password_policy=policy)


def look_at_user(clients: Clients, name: str, token: Token) -> Found:
    """What is there under that name. Raises `Trouble`."""
    user = find_by_name(clients, name)
    if user is None:
        return Found()
    token.check()
    attached = clients.pages(
        "iam", "list_attached_user_policies", "AttachedPolicies", UserName=name
    )
    return Found(
        user=user,
        has_password=has_password(clients, name),
        attached=frozenset(p["PolicyArn"] for p in attached),
        inline=frozenset(clients.pages("iam", "list_user_policies", "PolicyNames", UserName=name)),
    )


def has_password(clients: Clients, name: str) -> bool:
    """Whether the user can sign in to the console with a password. Raises `Trouble`."""
    return _or_none(clients, "get_login_profile", UserName=name) is not None


def _password_policy(clients: Clients) -> PasswordPolicy:
    reply = _or_none(clients, "get_account_password_policy")
    return PasswordPolicy.from_reply(reply["PasswordPolicy"]) if reply else AWS_DEFAULT


def _or_none(clients: Clients, operation: str, **parameters: object) -> Any:
    try:
        return clients.call("iam", operation, **parameters)
    except Trouble as trouble:
        if trouble.aws_code == "NoSuchEntity":
            return None
        raise

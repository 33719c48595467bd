"""What is in the account under the name that the vendor's user is to have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from app import users
from app.askedonce import Asks
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.enddate import END_POLICY_NAME
from app.mfa_policy import MFA_POLICY_NAME
from app.passwords import AWS_DEFAULT, PasswordPolicy
from app.troubles import Trouble
from app.users import UserSeen, find_by_name
from app.work import Token

GUARDS = (MFA_POLICY_NAME, END_POLICY_NAME)  # the inline policies that a wish can ask for
LOOKS = (0.5, 1.0, 2.0, 4.0)  # seconds between looks at what was just made: IAM can be late


@dataclass(frozen=True)
class Found:
    """What is in the account under that name. `guards` are Aikagi's conditions, by policy name."""

    user: UserSeen | None = None
    has_password: bool = False
    must_change: bool = False  # AWS asks for another password at the next sign-in
    attached: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    guards: Mapping[str, str] = field(default_factory=dict)  # their documents, as JSON
    password_policy: PasswordPolicy = AWS_DEFAULT

    @property
    def shut_out(self) -> bool:
        """Whether something stands there that denies the user everything, now."""
        boundary = self.user.boundary if self.user else ""
        return DENY_ALL_ARN in (*self.attached, boundary) or DENY_POLICY_NAME in self.inline


def look(clients: Clients, name: str, token: Token) -> Found:
    """What is there under that name, and the account's rules for passwords. Raises `Trouble`."""
    token.check()
    policy = _password_policy(clients)
    return replace(look_at_user(clients, name, token), password_policy=policy)


def look_at_user(clients: Clients, name: str, token: Token) -> Found:
    """What is there under that name. Raises `Trouble`."""
    user = find_by_name(clients, name)
    return _all_of(clients, user, token) if user else Found()


def look_by_id(clients: Clients, user_id: str, token: Token, hint: str = "") -> Found:
    """What is there of the user with that `UserId`. Raises `Trouble` (USER_GONE)."""
    return _all_of(clients, users.get_by_id(clients, user_id, token, hint), token)


def look_until(clients: Clients, name: str, good: Callable[[Found], bool]) -> Found:
    """What is there, looked at again a while until it is `good`: the last look that AWS answered.

    It can't be cancelled: what it looks for has been done. Raises `Trouble` where no look was
    answered.
    """
    found: Found | None = None
    why: Trouble | None = None
    for pause in (*LOOKS, 0.0):
        try:
            found = look_at_user(clients, name, Token())
        except Trouble as trouble:
            why = trouble
        if found is not None and good(found):
            break
        Token().wait(pause)
    if found is None and why is not None:
        raise why
    return found or Found()


def _all_of(clients: Clients, user: UserSeen, token: Token) -> Found:
    token.check()
    name = user.name
    attached = clients.pages(
        "iam", "list_attached_user_policies", "AttachedPolicies", UserName=name
    )
    login = _login(clients, name)
    inline = frozenset(clients.pages("iam", "list_user_policies", "PolicyNames", UserName=name))
    return Found(
        user=user,
        has_password=login is not None,
        must_change=bool(login and login["LoginProfile"].get("PasswordResetRequired")),
        attached=frozenset(p["PolicyArn"] for p in attached),
        inline=inline,
        guards=read_guards(clients, name, inline),
    )


def read_guards(clients: Clients, name: str, inline: Iterable[str]) -> dict[str, str]:
    """What Aikagi's conditions among the user's `inline` policies say. Raises `Trouble`."""
    there = set(inline)
    found = {policy: inline_document(clients, name, policy) for policy in GUARDS if policy in there}
    return {policy: document for policy, document in found.items() if document is not None}


def inline_document(clients: Asks, name: str, policy: str) -> str | None:
    """An inline policy as JSON; None if it isn't there. Its name alone proves nothing.

    Raises `Trouble`.
    """
    reply = _or_none(clients, "get_user_policy", UserName=name, PolicyName=policy)
    if reply is None:
        return None
    document = reply["PolicyDocument"]
    return unquote(document) if isinstance(document, str) else json.dumps(document)


def has_password(clients: Asks, name: str) -> bool:
    """Whether the user can sign in to the console with a password. Raises `Trouble`."""
    return _login(clients, name) is not None


def _login(clients: Asks, name: str) -> Any:
    return _or_none(clients, "get_login_profile", UserName=name)


def _password_policy(clients: Clients) -> PasswordPolicy:
    reply = _or_none(clients, "get_account_password_policy")
    return PasswordPolicy.from_reply(reply["PasswordPolicy"]) if reply else AWS_DEFAULT


def _or_none(clients: Asks, operation: str, **parameters: object) -> Any:
    try:
        return clients.call("iam", operation, **parameters)
    except Trouble as trouble:
        if trouble.aws_code == "NoSuchEntity":
            return None
        raise

"""IAM users as the rest of app/ sees them: who they are, which are Aikagi's, and how they're found.

A user is its `UserId` and creation date: an administrator can rename users and write tags.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from app.clients import Clients
from app.troubles import CONFLICT, USER_GONE, Trouble
from app.work import Token

T = TypeVar("T")
ABSENT = 2  # listings in a row without a user that is gone: it comes in pages
# Seconds after a look that found the user renamed meanwhile: the listing can be late by some.
PAUSES = (0.0, 0.0, 0.0, 1.0, 2.0)
PATH = "/aikagi/"
TAG_VENDOR = "aikagi:vendor"
TAG_MADE = "aikagi:made"
TAG_VERSION = "aikagi:version"
TAG_HANDOVER = "aikagi:handover"
TAG_RIGHTS = "aikagi:rights"  # ARN of the policy that is still to be given


@dataclass(frozen=True)
class UserSeen:
    """A user as AWS shows it. `last_used` is the last console sign-in that AWS knows of."""

    name: str
    user_id: str
    created: datetime
    path: str = "/"
    last_used: datetime | None = None
    vendor: str = ""
    handover: str = ""
    rights: str = ""  # ARN of the policy that is still to be given, as its tag says
    boundary: str = ""  # ARN of the permissions boundary; known after `GetUser` only

    @property
    def ours(self) -> bool:
        """Whether it carries Aikagi's path. A hint: names, paths and tags can be changed."""
        return self.path == PATH

    @classmethod
    def from_reply(cls, user: Mapping[str, Any]) -> UserSeen:
        """From a `User` of IAM's replies; tags and boundary come with `GetUser` only."""
        tags = {tag["Key"]: tag["Value"] for tag in user.get("Tags", ())}
        return cls(
            name=user["UserName"],
            user_id=user["UserId"],
            created=user["CreateDate"],
            path=user.get("Path", "/"),
            last_used=user.get("PasswordLastUsed"),
            vendor=tags.get(TAG_VENDOR, ""),
            handover=tags.get(TAG_HANDOVER, ""),
            rights=tags.get(TAG_RIGHTS, ""),
            boundary=user.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
        )


def list_users(clients: Clients, token: Token) -> tuple[UserSeen, ...]:
    """Every user of the account, Aikagi's first, then by name. Raises `Trouble`."""
    token.check()
    found = [UserSeen.from_reply(u) for u in clients.pages("iam", "list_users", "Users")]
    return tuple(sorted(found, key=lambda user: (not user.ours, user.name.lower())))


def find_by_name(clients: Clients, name: str) -> UserSeen | None:
    """The user of that name now, with its tags, or None. Raises `Trouble`."""
    try:
        return UserSeen.from_reply(clients.call("iam", "get_user", UserName=name)["User"])
    except Trouble as trouble:
        if trouble.aws_code == "NoSuchEntity":
            return None
        raise


def find_by_id(clients: Clients, user_id: str, token: Token, hint: str = "") -> UserSeen | None:
    """The user with that `UserId`, under whatever name it has now, or None if it is gone.

    `hint` is the name it had: one call instead of a listing when it still has it. A listing comes
    in pages, between which a user can be renamed, and after it, too: so it is gone only where two
    listings in a row don't have it. Raises `Trouble`, CONFLICT where it is renamed each time.
    """
    absent = 0
    for pause in PAUSES:
        token.check()
        user = find_by_name(clients, hint) if hint else None
        if user and user.user_id == user_id:
            return user
        hint = next((u.name for u in list_users(clients, token) if u.user_id == user_id), "")
        absent = 0 if hint else absent + 1
        if absent == ABSENT:
            return None
        user = find_by_name(clients, hint) if hint else None
        if user and user.user_id == user_id:
            return user
        hint = ""
        token.wait(pause)
    raise Trouble(CONFLICT, detail="the user was renamed during each look")


def steady(
    clients: Clients,
    user_id: str,
    token: Token,
    read: Callable[[UserSeen], T],
    hint: str = "",
    pauses: tuple[float, ...] = PAUSES,
) -> T | None:
    """What `read` tells of the user with that `UserId`; None where it isn't in the account.

    Everything else of a user is read by its name, under which another can stand by then: so its id
    is looked at again after reading, and what wasn't its own is read anew, some times at most.
    A name that was taken and given back in between isn't noticed. Raises `Trouble`, CONFLICT where
    the user had another name after each reading.
    """
    for pause in pauses:
        user = find_by_id(clients, user_id, token, hint)
        if user is None:
            return None
        token.check()
        found, gone = _unless_gone(read, user)
        if not gone and is_still(clients, user.name, user_id):
            return found
        hint = ""
        token.wait(pause)
    raise Trouble(CONFLICT, detail="the user was renamed during each look")


def _unless_gone(read: Callable[[UserSeen], T], user: UserSeen) -> tuple[T | None, bool]:
    """What `read` tells, and whether nobody had that name any more."""
    try:
        return read(user), False
    except Trouble as trouble:
        if trouble.kind is not USER_GONE:
            raise
        return None, True


def is_still(clients: Clients, name: str, user_id: str) -> bool:
    """Whether the user of that name has that `UserId`. Raises `Trouble`."""
    user = find_by_name(clients, name)
    return user is not None and user.user_id == user_id


def get_by_id(clients: Clients, user_id: str, token: Token, hint: str = "") -> UserSeen:
    """As `find_by_id`, but a user that is gone is a `Trouble` (USER_GONE)."""
    user = find_by_id(clients, user_id, token, hint)
    if user is None:
        raise Trouble(USER_GONE)
    return user

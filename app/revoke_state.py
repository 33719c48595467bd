"""A user and all that belongs to it in IAM, as one look found it.

The list is that of `DeleteUser`:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.denial import DENY_ALL_ARN
from app.messages import Message
from app.troubles import Trouble


@dataclass(frozen=True)
class Credential:
    """An access key, certificate, SSH key or service-specific credential, by its id."""

    id: str
    active: bool


@dataclass(frozen=True)
class Unread:
    """What AWS didn't show of a user: a field of `State`, what is left to see, and why."""

    field: str
    message: Message
    trouble: Trouble


@dataclass(frozen=True)
class State:
    """A user and all that belongs to it, as one look found it. What is `unread` isn't known.

    `documents` are those of the inline policies that have one of Aikagi's names, as JSON.
    """

    user_id: str
    name: str
    exists: bool = True
    has_password: bool = False
    keys: tuple[Credential, ...] = ()
    certificates: tuple[Credential, ...] = ()
    ssh_keys: tuple[Credential, ...] = ()
    service_credentials: tuple[Credential, ...] = ()
    groups: tuple[str, ...] = ()
    mfa: tuple[str, ...] = ()
    loose_mfa: tuple[str, ...] = ()  # deactivated, and left by a crash before it was deleted
    attached: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    deny_intact: bool = False
    boundary: str = ""
    denied_before: bool = field(default=False, compare=False)  # AWSDenyAll was there before ours
    unread: tuple[Unread, ...] = ()
    at: datetime | None = field(default=None, compare=False)  # AWS's time of the look

    def document(self, policy: str) -> str:
        """What the inline policy of that name of ours says, as JSON; "" where there is none."""
        return dict(self.documents).get(policy, "")


def denied(state: State) -> bool:
    """Whether an explicit deny of everything is in force."""
    return state.deny_intact or DENY_ALL_ARN in (*state.attached, state.boundary)

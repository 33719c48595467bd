"""All that stands for a user in IAM: what lets it in, and what is in the way of deleting it.

The list is that of `DeleteUser`:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app import users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME, SESSIONS_POLICY_NAME
from app.grant_look import GUARDS, has_password, inline_document
from app.messages import Message, msg
from app.troubles import NAME_LOOKUP, OFFLINE, PROXY, TIMED_OUT, TLS, USER_GONE, Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)
ACTIVE = "Active"
OURS = (DENY_POLICY_NAME, SESSIONS_POLICY_NAME, *GUARDS)  # inline policies that Aikagi puts
NO_WAY_TO_AWS = (OFFLINE, TIMED_OUT, NAME_LOOKUP, TLS, PROXY)
Read = Callable[[Clients, str], Any]  # of a user's name


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
    unread: tuple[Unread, ...] = ()
    at: datetime | None = field(default=None, compare=False)  # AWS's time of the look

    def document(self, policy: str) -> str:
        """What the inline policy of that name of ours says, as JSON; "" where there is none."""
        return dict(self.documents).get(policy, "")


def denied(state: State) -> bool:
    """Whether an explicit deny of everything is in force."""
    return state.deny_intact or DENY_ALL_ARN in (*state.attached, state.boundary)


def is_denied(clients: Clients, name: str, user_id: str) -> bool:
    """Whether the user of that name and `UserId` is denied everything, with as few calls as can.

    Our own deny is judged by its content; else AWSDenyAll, attached or as boundary. A user that
    isn't there isn't denied anything. What was read is read by the name, which another user can
    have taken meanwhile: so whose it is, is looked at last. Raises `Trouble`.
    """
    by_policy = deny_intact(clients, name)
    user = users.find_by_name(clients, name)
    if user is None or user.user_id != user_id:
        return False
    if by_policy or user.boundary == DENY_ALL_ARN:
        return True
    return DENY_ALL_ARN in attached_to(clients, name) and _is_still(clients, name, user_id)


def _is_still(clients: Clients, name: str, user_id: str) -> bool:
    user = users.find_by_name(clients, name)
    return user is not None and user.user_id == user_id


def stops(trouble: Trouble) -> bool:
    """Whether every other call would fail in the same way, so that it's better to stop at once."""
    return trouble.kind.sign_in_again or trouble.kind in NO_WAY_TO_AWS


def look(clients: Clients, user_id: str, token: Token, hint: str = "") -> State:
    """Everything of the user with that `UserId`, under whatever name it has now.

    A listing that AWS refuses is `unread`; the others are read all the same. Raises `Trouble`
    where no more can be asked. A user that is gone is a `State` that doesn't exist.
    """
    user = users.find_by_id(clients, user_id, token, hint=hint)
    if user is None:
        return State(user_id, hint or user_id, exists=False)
    token.check()
    try:
        return _all_of(clients, user)
    except Trouble as trouble:
        if trouble.kind is USER_GONE:  # removed between two of our calls
            return State(user_id, user.name, exists=False)
        raise


def _all_of(clients: Clients, user: UserSeen) -> State:
    found: dict[str, Any] = {}
    unread: list[Unread] = []
    for name, (message, read) in _PARTS.items():
        try:
            found[name] = read(clients, user.name)
        except Trouble as trouble:
            if stops(trouble) or trouble.kind is USER_GONE:
                raise
            log.warning("%s: %s", name, trouble)
            unread.append(Unread(name, message, trouble))
    # Removing a password that isn't there does no harm; leaving one that wasn't seen does.
    found.setdefault("has_password", True)
    whose: dict[str, Any] = {"user_id": user.user_id, "name": user.name, "boundary": user.boundary}
    return State(**whose, unread=tuple(unread), at=clients.now(), **found)


def _documents(clients: Clients, name: str) -> tuple[tuple[str, str], ...]:
    there = clients.pages("iam", "list_user_policies", "PolicyNames", UserName=name)
    said = {policy: inline_document(clients, name, policy) for policy in OURS if policy in there}
    return tuple((policy, document) for policy, document in said.items() if document is not None)


def attached_to(clients: Clients, name: str) -> tuple[str, ...]:
    """The ARNs of the managed policies that are attached to that user. Raises `Trouble`."""
    found = clients.pages("iam", "list_attached_user_policies", "AttachedPolicies", UserName=name)
    return tuple(policy["PolicyArn"] for policy in found)


def _listing(operation: str, key: str, inner: str = "") -> Read:
    """What reads a listing of the user: its items, or what they hold under `inner`."""

    def read(clients: Clients, name: str) -> tuple[Any, ...]:
        found = clients.pages("iam", operation, key, UserName=name)
        return tuple(item[inner] if inner else item for item in found)

    return read


def _credential_listing(operation: str, key: str, inner: str) -> Read:
    def read(clients: Clients, name: str) -> tuple[Credential, ...]:
        return _credentials(clients.pages("iam", operation, key, UserName=name), inner)

    return read


def _credentials(found: list[Any], key: str) -> tuple[Credential, ...]:
    return tuple(Credential(item[key], item["Status"] == ACTIVE) for item in found)


def _service_credentials(clients: Clients, name: str) -> tuple[Credential, ...]:
    """Of CodeCommit, Keyspaces and Bedrock. botocore has no paginator for them."""
    reply = clients.call("iam", "list_service_specific_credentials", UserName=name)
    return _credentials(reply["ServiceSpecificCredentials"], "ServiceSpecificCredentialId")


def unassigned(clients: Clients) -> tuple[str, ...]:
    """The serial numbers of the virtual devices that belong to nobody. Raises `Trouble`."""
    loose = clients.pages(
        "iam", "list_virtual_mfa_devices", "VirtualMFADevices", AssignmentStatus="Unassigned"
    )
    return tuple(device["SerialNumber"] for device in loose)


def _loose_mfa(clients: Clients, name: str) -> tuple[str, ...]:
    """Virtual devices named after the user that belong to nobody.

    Between `DeactivateMFADevice` and `DeleteVirtualMFADevice` a device isn't listed under its
    user any more; the console names a user's device as the customer typed it, so only those that
    carry the user's name are taken for the user's.
    """
    serials = unassigned(clients)
    return tuple(serial for serial in serials if serial.rpartition("/")[2] == name)


def deny_intact(clients: Clients, name: str) -> bool:
    """Whether our deny is there and says what it said. Raises `Trouble`."""
    return says_deny(inline_document(clients, name, DENY_POLICY_NAME))


def says_deny(document: str | None) -> bool:
    """Whether the document of our deny says what it said: its name alone proves nothing."""
    return document is not None and bool(json.loads(document) == json.loads(DENY_POLICY))


# By the names of `State`'s fields: what is left to do where one can't be read, and its reader.
# The deny comes first: it is what matters most.
_PARTS: dict[str, tuple[Message, Read]] = {
    "deny_intact": (msg("See whether the block on it is whole"), deny_intact),
    "attached": (msg("See which policies are attached to it"), attached_to),
    "has_password": (msg("See whether it has a password"), has_password),
    "keys": (
        msg("See its access keys"),
        _credential_listing("list_access_keys", "AccessKeyMetadata", "AccessKeyId"),
    ),
    "certificates": (
        msg("See its signing certificates"),
        _credential_listing("list_signing_certificates", "Certificates", "CertificateId"),
    ),
    "ssh_keys": (
        msg("See its SSH keys"),
        _credential_listing("list_ssh_public_keys", "SSHPublicKeys", "SSHPublicKeyId"),
    ),
    "service_credentials": (
        msg("See its passwords for single services"),
        _service_credentials,
    ),
    "groups": (
        msg("See the groups that it is in"),
        _listing("list_groups_for_user", "Groups", "GroupName"),
    ),
    "mfa": (
        msg("See its MFA devices"),
        _listing("list_mfa_devices", "MFADevices", "SerialNumber"),
    ),
    "loose_mfa": (msg("See MFA devices that belong to nobody"), _loose_mfa),
    "inline": (
        msg("See the policies of its own"),
        _listing("list_user_policies", "PolicyNames"),
    ),
    "documents": (msg("See what Aikagi had asked of it"), _documents),
}

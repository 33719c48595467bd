"""All that stands for a user in IAM: what lets it in, and what is in the way of deleting it.

The list is that of `DeleteUser`:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from app import users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.grant_look import has_password
from app.troubles import USER_GONE, Trouble
from app.users import UserSeen
from app.work import Token

ACTIVE = "Active"


@dataclass(frozen=True)
class Credential:
    """An access key, certificate, SSH key or service-specific credential, by its id."""

    id: str
    active: bool


@dataclass(frozen=True)
class State:
    """A user and all that belongs to it, as one look found it."""

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
    deny_intact: bool = False
    boundary: str = ""


def denied(state: State) -> bool:
    """Whether an explicit deny of everything is in force."""
    return state.deny_intact or DENY_ALL_ARN in (*state.attached, state.boundary)


def look(clients: Clients, user_id: str, token: Token, hint: str = "") -> State:
    """Everything of the user with that `UserId`, under whatever name it has now.

    Raises `Trouble`. A user that is gone is a `State` that doesn't exist.
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
    name = user.name

    def listed(operation: str, key: str) -> list[Any]:
        return clients.pages("iam", operation, key, UserName=name)

    inline = tuple(listed("list_user_policies", "PolicyNames"))
    attached = listed("list_attached_user_policies", "AttachedPolicies")
    mfa = tuple(d["SerialNumber"] for d in listed("list_mfa_devices", "MFADevices"))
    return State(
        user_id=user.user_id,
        name=name,
        has_password=has_password(clients, name),
        keys=_credentials(listed("list_access_keys", "AccessKeyMetadata"), "AccessKeyId"),
        certificates=_credentials(
            listed("list_signing_certificates", "Certificates"), "CertificateId"
        ),
        ssh_keys=_credentials(listed("list_ssh_public_keys", "SSHPublicKeys"), "SSHPublicKeyId"),
        service_credentials=_service_credentials(clients, name),
        groups=tuple(g["GroupName"] for g in listed("list_groups_for_user", "Groups")),
        mfa=mfa,
        loose_mfa=_loose_mfa(clients, name),
        attached=tuple(p["PolicyArn"] for p in attached),
        inline=inline,
        deny_intact=DENY_POLICY_NAME in inline and _deny_intact(clients, name),
        boundary=user.boundary,
    )


def _credentials(found: list[Any], key: str) -> tuple[Credential, ...]:
    return tuple(Credential(item[key], item["Status"] == ACTIVE) for item in found)


def _service_credentials(clients: Clients, name: str) -> tuple[Credential, ...]:
    """Of CodeCommit, Keyspaces and Bedrock. botocore has no paginator for them."""
    reply = clients.call("iam", "list_service_specific_credentials", UserName=name)
    return _credentials(reply["ServiceSpecificCredentials"], "ServiceSpecificCredentialId")


def _loose_mfa(clients: Clients, name: str) -> tuple[str, ...]:
    """Virtual devices named after the user that belong to nobody.

    Between `DeactivateMFADevice` and `DeleteVirtualMFADevice` a device isn't listed under its
    user any more; the console names a user's device as the customer typed it, so only those that
    carry the user's name are taken for the user's.
    """
    loose = clients.pages(
        "iam", "list_virtual_mfa_devices", "VirtualMFADevices", AssignmentStatus="Unassigned"
    )
    serials = (device["SerialNumber"] for device in loose)
    return tuple(serial for serial in serials if serial.rpartition("/")[2] == name)


def _deny_intact(clients: Clients, name: str) -> bool:
    """Whether our deny still says what it said: its name alone proves nothing."""
    reply = clients.call("iam", "get_user_policy", UserName=name, PolicyName=DENY_POLICY_NAME)
    document = reply["PolicyDocument"]
    found = json.loads(unquote(document)) if isinstance(document, str) else document
    return bool(found == json.loads(DENY_POLICY))

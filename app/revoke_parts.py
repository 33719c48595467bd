"""What is asked of IAM about one user, part by part, by the name that it has at the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.askedonce import Asks
from app.denial import DENY_POLICY_NAME, SESSIONS_POLICY_NAME, is_block
from app.grant_look import GUARDS, has_password, inline_document
from app.messages import Message, msg
from app.revoke_state import Credential

ACTIVE = "Active"
OURS = (DENY_POLICY_NAME, SESSIONS_POLICY_NAME, *GUARDS)  # inline policies that Aikagi puts
Read = Callable[[Asks, str], Any]  # of a user's name


def _documents(clients: Asks, name: str) -> tuple[tuple[str, str], ...]:
    there = clients.pages("iam", "list_user_policies", "PolicyNames", UserName=name)
    said = {policy: inline_document(clients, name, policy) for policy in OURS if policy in there}
    return tuple((policy, document) for policy, document in said.items() if document is not None)


def attached_to(clients: Asks, name: str) -> tuple[str, ...]:
    """The ARNs of the managed policies that are attached to that user. Raises `Trouble`."""
    found = clients.pages("iam", "list_attached_user_policies", "AttachedPolicies", UserName=name)
    return tuple(policy["PolicyArn"] for policy in found)


def _listing(operation: str, key: str, inner: str = "") -> Read:
    """What reads a listing of the user: its items, or what they hold under `inner`."""

    def read(clients: Asks, name: str) -> tuple[Any, ...]:
        found = clients.pages("iam", operation, key, UserName=name)
        return tuple(item[inner] if inner else item for item in found)

    return read


def _credential_listing(operation: str, key: str, inner: str) -> Read:
    def read(clients: Asks, name: str) -> tuple[Credential, ...]:
        return _credentials(clients.pages("iam", operation, key, UserName=name), inner)

    return read


def _credentials(found: list[Any], key: str) -> tuple[Credential, ...]:
    return tuple(Credential(item[key], item["Status"] == ACTIVE) for item in found)


def service_credentials(clients: Asks, name: str) -> list[Any]:
    """What a user has for single services, page by page. Raises `Trouble`."""
    found: list[Any] = []
    marker: dict[str, str] = {}
    while True:
        reply = clients.call("iam", "list_service_specific_credentials", UserName=name, **marker)
        found += reply["ServiceSpecificCredentials"]
        if not reply.get("IsTruncated"):
            return found
        marker = {"Marker": reply["Marker"]}


def _service_credentials(clients: Asks, name: str) -> tuple[Credential, ...]:
    """Of CodeCommit, Keyspaces and Bedrock. botocore has no paginator for them."""
    return _credentials(service_credentials(clients, name), "ServiceSpecificCredentialId")


def unassigned(clients: Asks) -> tuple[str, ...]:
    """The serial numbers of the virtual devices that belong to nobody. Raises `Trouble`."""
    loose = clients.pages(
        "iam", "list_virtual_mfa_devices", "VirtualMFADevices", AssignmentStatus="Unassigned"
    )
    return tuple(device["SerialNumber"] for device in loose)


def _loose_mfa(clients: Asks, name: str) -> tuple[str, ...]:
    """Virtual devices named after the user that belong to nobody.

    Between `DeactivateMFADevice` and `DeleteVirtualMFADevice` a device isn't listed under its
    user any more; the console names a user's device as the customer typed it, so only those that
    carry the user's name are taken for the user's.
    """
    serials = unassigned(clients)
    return tuple(serial for serial in serials if serial.rpartition("/")[2] == name)


def deny_intact(clients: Asks, name: str) -> bool:
    """Whether our deny is there and says what it said. Raises `Trouble`."""
    return says_deny(inline_document(clients, name, DENY_POLICY_NAME))


def says_deny(document: str | None) -> bool:
    """Whether the document of our deny says what it said: its name alone proves nothing."""
    return is_block(document)


# By the names of `State`'s fields: what is left to do where one can't be read, and its reader.
# The deny comes first: it is what matters most.
PARTS: dict[str, tuple[Message, Read]] = {
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

"""The calls that a revocation is made of: on what a user holds, in the order of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.messages import Message, msg
from app.plan import Action, Plan
from app.revoke_parts import ACTIVE
from app.revoke_state import Credential, State

GONE = ("NoSuchEntity",)
INACTIVE = "Inactive"


@dataclass(frozen=True)
class Sort:
    """One sort of credential: the field of `State` that holds them, and IAM's calls on them."""

    field: str
    update: str
    delete: str
    key: str  # the parameter that names one
    off: Message
    on: Message


SORTS = (
    Sort(
        "keys",
        "update_access_key",
        "delete_access_key",
        "AccessKeyId",
        msg("Switch its access keys off"),
        msg("Switch its access keys on again"),
    ),
    Sort(
        "certificates",
        "update_signing_certificate",
        "delete_signing_certificate",
        "CertificateId",
        msg("Switch its signing certificates off"),
        msg("Switch its signing certificates on again"),
    ),
    Sort(
        "ssh_keys",
        "update_ssh_public_key",
        "delete_ssh_public_key",
        "SSHPublicKeyId",
        msg("Switch its SSH keys off"),
        msg("Switch its SSH keys on again"),
    ),
    Sort(
        "service_credentials",
        "update_service_specific_credential",
        "delete_service_specific_credential",
        "ServiceSpecificCredentialId",
        msg("Switch its passwords for single services off"),
        msg("Switch its passwords for single services on again"),
    ),
)


def held(state: State, sort: Sort) -> tuple[Credential, ...]:
    """What the user has of one sort."""
    found: tuple[Credential, ...] = getattr(state, sort.field)
    return found


def call(
    action: str,
    operation: str,
    message: Message,
    parameters: Mapping[str, object],
    *,
    already: bool = False,
) -> Action:
    """A call that is settled where what it is about is gone."""
    return Action(
        id=action,
        operation=operation,
        parameters=parameters,
        message=message,
        already=already,
        settled_by=GONE,
    )


def switch_off(state: State) -> Plan:
    """Make every credential inactive."""
    return tuple(
        call(
            f"{sort.update}-{one.id}",
            sort.update,
            sort.off,
            {"UserName": state.name, "Status": INACTIVE, sort.key: one.id},
            already=not one.active,
        )
        for sort in SORTS
        for one in held(state, sort)
    )


def switch_on(state: State, sort: Sort, credential: str) -> Action:
    """Make one that is still there active again."""
    active = any(one.id == credential and one.active for one in held(state, sort))
    return call(
        f"on-{credential}",
        sort.update,
        sort.on,
        {"UserName": state.name, "Status": ACTIVE, sort.key: credential},
        already=active,
    )


def delete_credentials(state: State) -> Plan:
    """Delete every credential but the password."""
    message = msg("Delete its keys and certificates")
    return tuple(
        call(f"{sort.delete}-{one.id}", sort.delete, message, _named(state, sort, one))
        for sort in SORTS
        for one in held(state, sort)
    )


def _named(state: State, sort: Sort, one: Credential) -> dict[str, object]:
    return {"UserName": state.name, sort.key: one.id}


def leave_groups(state: State) -> Plan:
    """Take the user out of every group."""
    return tuple(
        call(
            f"leave-{group}",
            "remove_user_from_group",
            msg("Take it out of the group “{group}”", group=group),
            {"UserName": state.name, "GroupName": group},
        )
        for group in state.groups
    )


def detach(name: str, arn: str, message: Message) -> Action:
    """Detach a managed policy."""
    parameters = {"UserName": name, "PolicyArn": arn}
    return call(f"detach-{arn}", "detach_user_policy", message, parameters)


def drop(name: str, policy: str, message: Message) -> Action:
    """Delete an inline policy."""
    parameters = {"UserName": name, "PolicyName": policy}
    return call(f"drop-{policy}", "delete_user_policy", message, parameters)


def put(
    name: str, policy: str, document: str, message: Message, *, already: bool = False
) -> Action:
    """Put an inline policy. Not settled by "no such entity": it wouldn't be there."""
    return Action(
        id=f"put-{policy}",
        operation="put_user_policy",
        parameters={"UserName": name, "PolicyName": policy, "PolicyDocument": document},
        message=message,
        already=already,
    )

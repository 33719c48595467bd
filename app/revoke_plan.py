"""The order in which a user is taken apart. AWS needs it for MFA only; safety for the rest.

Deny first, so that access ends with the first calls; our own deny last, so that nothing lets the
user back in between.
"""

from __future__ import annotations

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant_look import GUARDS
from app.messages import Message, msg
from app.plan import Action, Plan
from app.revoke_deny import boundary, deny
from app.revoke_look import Credential, State, Unread

DISABLE, DELETE = "disable", "delete"
GONE = ("NoSuchEntity",)
# What takes our own block away. Only for `DeleteUser`, and only where the boundary stands in.
UNBLOCKING = frozenset({f"detach-{DENY_ALL_ARN}", f"drop-{DENY_POLICY_NAME}"})
# Of several denies one is enough: that one of these couldn't be put on is in nobody's way.
SPARE_DENIES = frozenset({"deny-inline", "deny-attached"})
# The fields of `State` that disabling goes by.
SHUT_BY = frozenset(
    {
        "deny_intact",
        "attached",
        "has_password",
        "keys",
        "certificates",
        "ssh_keys",
        "service_credentials",
    }
)
VIRTUAL = ":mfa/"  # a serial number that is an ARN is a virtual device; hardware has its own


def plan(mode: str, state: State) -> Plan:
    """What shuts the user of `state` out ("disable"), or removes it ("delete")."""
    if not state.exists:
        return ()
    shut = (*deny(state), *_inactive(state), *_password(state))
    if mode == DISABLE:
        return shut
    # What is deleted needn't be made inactive first, but its keys work until then: so they are.
    return (*shut, *_take_apart(state))


def unread(mode: str, state: State) -> tuple[Unread, ...]:
    """What couldn't be seen of the user, though it matters for what is asked for."""
    return tuple(u for u in state.unread if mode == DELETE or u.field in SHUT_BY)


def _call(
    action: str,
    operation: str,
    message: Message,
    parameters: dict[str, object],
    *,
    already: bool = False,
) -> Action:
    return Action(
        id=action,
        operation=operation,
        parameters=parameters,
        message=message,
        already=already,
        settled_by=GONE,
    )


def _inactive(state: State) -> Plan:
    rows = (
        (state.keys, "update_access_key", "AccessKeyId", msg("Switch its access keys off")),
        (
            state.certificates,
            "update_signing_certificate",
            "CertificateId",
            msg("Switch its signing certificates off"),
        ),
        (
            state.ssh_keys,
            "update_ssh_public_key",
            "SSHPublicKeyId",
            msg("Switch its SSH keys off"),
        ),
        (
            state.service_credentials,
            "update_service_specific_credential",
            "ServiceSpecificCredentialId",
            msg("Switch its passwords for single services off"),
        ),
    )
    return tuple(
        _call(
            f"{operation}-{credential.id}",
            operation,
            message,
            {"UserName": state.name, "Status": "Inactive", key: credential.id},
            already=not credential.active,
        )
        for credentials, operation, key, message in rows
        for credential in credentials
    )


def _password(state: State) -> Plan:
    off = msg("Remove its password, so that it can't sign in to the console")
    name = state.name
    return (
        _call(
            "password-off",
            "delete_login_profile",
            off,
            {"UserName": name},
            already=not state.has_password,
        ),
    )


def _take_apart(state: State) -> Plan:
    """All that stands in the way of `DeleteUser`, and then it."""
    name = state.name
    message = msg("Delete the user “{name}”", name=name)
    delete_user = _call("delete-user", "delete_user", message, {"UserName": name})
    return (
        *_delete(state.keys, "delete_access_key", "AccessKeyId", name),
        *_delete(state.certificates, "delete_signing_certificate", "CertificateId", name),
        *_delete(state.ssh_keys, "delete_ssh_public_key", "SSHPublicKeyId", name),
        *_delete(
            state.service_credentials,
            "delete_service_specific_credential",
            "ServiceSpecificCredentialId",
            name,
        ),
        *_leave_groups(state),
        *_drop_mfa(state),
        *_drop_policies(state),
        delete_user,
    )


def _delete(credentials: tuple[Credential, ...], operation: str, key: str, name: str) -> Plan:
    message = msg("Delete its keys and certificates")
    return tuple(
        _call(f"{operation}-{c.id}", operation, message, {"UserName": name, key: c.id})
        for c in credentials
    )


def _leave_groups(state: State) -> Plan:
    return tuple(
        _call(
            f"leave-{group}",
            "remove_user_from_group",
            msg("Take it out of the group “{group}”", group=group),
            {"UserName": state.name, "GroupName": group},
        )
        for group in state.groups
    )


def _drop_mfa(state: State) -> Plan:
    """Deactivate, then delete: AWS refuses to delete a device that is assigned."""
    message = msg("Remove its MFA device")
    steps: list[Action] = []
    for serial in state.mfa:
        steps.append(
            _call(
                f"deactivate-{serial}",
                "deactivate_mfa_device",
                message,
                {"UserName": state.name, "SerialNumber": serial},
            )
        )
        if VIRTUAL in serial:
            steps.append(_delete_device(serial, message))
    steps.extend(_delete_device(serial, message) for serial in state.loose_mfa)
    return tuple(steps)


def _delete_device(serial: str, message: Message) -> Action:
    return _call(f"delete-{serial}", "delete_virtual_mfa_device", message, {"SerialNumber": serial})


def _drop_policies(state: State) -> Plan:
    """Our own deny goes last; by then nothing else grants the user anything.

    The boundary takes its place until the user is gone: `DeleteUser` may still be refused.
    """
    rights = msg("Take its rights away")
    guards = msg("Remove what Aikagi had asked of it (MFA, last day): it isn't needed any more")
    own = [policy for policy in state.inline if policy != DENY_POLICY_NAME]
    last = msg("Remove the block itself, last of all")
    return (
        *(_detach(state.name, arn, rights) for arn in state.attached if arn != DENY_ALL_ARN),
        *(_drop(state.name, policy, rights) for policy in own if policy not in GUARDS),
        *(_drop(state.name, policy, guards) for policy in own if policy in GUARDS),
        boundary(state.name, already=state.boundary == DENY_ALL_ARN),
        # Also where the look that this plan is made from came before the deny.
        _detach(state.name, DENY_ALL_ARN, last),
        _drop(state.name, DENY_POLICY_NAME, last),
    )


def _detach(name: str, arn: str, message: Message) -> Action:
    parameters: dict[str, object] = {"UserName": name, "PolicyArn": arn}
    return _call(f"detach-{arn}", "detach_user_policy", message, parameters)


def _drop(name: str, policy: str, message: Message) -> Action:
    parameters: dict[str, object] = {"UserName": name, "PolicyName": policy}
    return _call(f"drop-{policy}", "delete_user_policy", message, parameters)

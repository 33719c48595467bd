"""The order in which a user is taken apart. AWS needs it for MFA only; safety for the rest.

Deny first, so that access ends with the first calls; our own deny last, so that nothing lets the
user back in between.
"""

from __future__ import annotations

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.messages import Message, msg
from app.plan import Action, Plan
from app.revoke_deny import boundary, deny
from app.revoke_parts import OURS
from app.revoke_state import State, Unread
from app.revoke_steps import call, delete_credentials, detach, drop, leave_groups, switch_off

DISABLE, DELETE = "disable", "delete"
# What takes our own block away. For `DeleteUser` only where the boundary stands in; for an undo
# only where all else is as it was.
UNBLOCKING = frozenset(
    {"lift-boundary", "boundary-back", f"detach-{DENY_ALL_ARN}", f"drop-{DENY_POLICY_NAME}"}
)
# Of several denies one is enough: that one of these couldn't be put on is in nobody's way.
SPARE_DENIES = frozenset({"deny-inline", "deny-attached"})
DELETE_USER = "delete-user"
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
    """What shuts the user of `state` out ("disable"), or removes it ("delete").

    What a crash left of a user that is gone by now, its MFA device, is removed too.
    """
    if not state.exists:
        return _drop_mfa(state) if mode == DELETE else ()
    shut = (*deny(state), *switch_off(state), *_password(state))
    if mode == DISABLE:
        return shut
    # What is deleted needn't be made inactive first, but its keys work until then: so they are.
    return (*shut, *_take_apart(state))


def unread(mode: str, state: State) -> tuple[Unread, ...]:
    """What couldn't be seen of the user, though it matters for what is asked for."""
    return tuple(u for u in state.unread if mode == DELETE or u.field in SHUT_BY)


def _password(state: State) -> Plan:
    off = msg("Remove its password, so that it can't sign in to the console")
    name = state.name
    return (
        call(
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
    return (
        *delete_credentials(state),
        *leave_groups(state),
        *_drop_mfa(state),
        *_drop_policies(state),
        call(DELETE_USER, "delete_user", message, {"UserName": name}),
    )


def _drop_mfa(state: State) -> Plan:
    """Deactivate, then delete: AWS refuses to delete a device that is assigned."""
    message = msg("Remove its MFA device")
    steps: list[Action] = []
    for serial in state.mfa:
        steps.append(
            call(
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
    return call(f"delete-{serial}", "delete_virtual_mfa_device", message, {"SerialNumber": serial})


def _drop_policies(state: State) -> Plan:
    """Our own deny goes last; by then nothing else grants the user anything.

    The boundary takes its place until the user is gone: `DeleteUser` may still be refused.
    """
    rights = msg("Take its rights away")
    guards = msg("Remove what Aikagi had asked of it (MFA, last day): it isn't needed any more")
    own = [policy for policy in state.inline if policy != DENY_POLICY_NAME]
    last = msg("Remove the block itself, last of all")
    return (
        *(detach(state.name, arn, rights) for arn in state.attached if arn != DENY_ALL_ARN),
        *(drop(state.name, policy, rights) for policy in own if policy not in OURS),
        *(drop(state.name, policy, guards) for policy in own if policy in OURS),
        boundary(state.name, already=state.boundary == DENY_ALL_ARN),
        # Also where the look that this plan is made from came before the deny.
        detach(state.name, DENY_ALL_ARN, last),
        drop(state.name, DENY_POLICY_NAME, last),
    )

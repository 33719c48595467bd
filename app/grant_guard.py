"""What stands around the vendor's rights: MFA, a change of password, a last day, a block."""

from __future__ import annotations

import json

from app import enddate
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.enddate import END_POLICY_NAME
from app.grant_look import Found
from app.grant_rights import CHANGE_PASSWORD
from app.grant_steps import attach, detach, drop_inline, put_inline
from app.messages import Message, msg
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.plan import Action, Plan


def mfa(name: str, found: Found, *, wished: bool) -> Plan:
    """Demand MFA, or stop demanding it."""
    if wished:
        demand = msg("Let it do nothing until the vendor has set up MFA (a second lock)")
        away = msg("Stop demanding MFA again")
        return (_guard(name, found, MFA_POLICY_NAME, MFA_POLICY, demand, away),)
    return _unguard(name, found, MFA_POLICY_NAME, msg("Stop demanding MFA"))


def end(name: str, found: Found, ends_at: str) -> Plan:
    """Deny everything from `ends_at` on, or ("") lift the end that is there."""
    if ends_at:
        stop = msg(
            "Make {day} its last day: from the day after it can do nothing",
            day=enddate.last_day(ends_at),
        )
        away = msg("Take the last day away again")
        document = enddate.end_policy(ends_at)
        return (_guard(name, found, END_POLICY_NAME, document, stop, away),)
    return _unguard(
        name, found, END_POLICY_NAME, msg("Lift its last day: it doesn't end by itself")
    )


def own_password(name: str, found: Found) -> Plan:
    """Let the user change its own password, where its rights don't: it is asked to."""
    let = msg("Let it change its own password (IAMUserChangePassword)")
    there = CHANGE_PASSWORD in found.attached
    return (attach("let-change-password", name, CHANGE_PASSWORD, let, already=there),)


def lift_denial(name: str, found: Found) -> Plan:
    """A user that was disabled is let in again: what denies it goes after the rights."""
    steps: list[Action] = []
    if DENY_ALL_ARN in found.attached:
        lift = msg("Remove the second block (AWSDenyAll)")
        steps.append(detach("lift-attached-denial", name, DENY_ALL_ARN, lift))
    if found.user and found.user.boundary == DENY_ALL_ARN:
        steps.append(_lift_boundary(name))
    if DENY_POLICY_NAME in found.inline:
        lift = msg("Remove Aikagi's own block")
        steps.append(drop_inline(name, DENY_POLICY_NAME, DENY_POLICY, lift))
    return tuple(steps)


def _guard(
    name: str, found: Found, policy: str, document: str, message: Message, away: Message
) -> Action:
    there = found.guards.get(policy)
    same = there is not None and _same(there, document)
    return put_inline(name, policy, document, message, away, before=there, already=same)


def _unguard(name: str, found: Found, policy: str, message: Message) -> Plan:
    there = found.guards.get(policy)
    return () if there is None else (drop_inline(name, policy, there, message),)


def _same(there: str, document: str) -> bool:
    try:
        return bool(json.loads(there) == json.loads(document))
    except (ValueError, RecursionError):
        return False


def _lift_boundary(name: str) -> Action:
    return Action(
        id="lift-boundary",
        operation="delete_user_permissions_boundary",
        parameters={"UserName": name},
        message=msg("Take away the limit on its rights (permissions boundary)"),
        settled_by=("NoSuchEntity",),
        undo=Action(
            id="limit-again",
            operation="put_user_permissions_boundary",
            parameters={"UserName": name, "PermissionsBoundary": DENY_ALL_ARN},
            message=msg("Block it again"),
        ),
    )

"""The deny of everything that a revocation begins with."""

from __future__ import annotations

from app.denial import DENIED_BEFORE, DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.messages import msg
from app.plan import Action, Plan
from app.revoke_state import State


def deny(state: State) -> Plan:
    """The deny of everything, in two places.

    Not settled by "no such entity": that would be no deny at all.
    """
    by_boundary = state.boundary == DENY_ALL_ARN
    inline = Action(
        id="deny-inline",
        operation="put_user_policy",
        parameters={
            "UserName": state.name,
            "PolicyName": DENY_POLICY_NAME,
            "PolicyDocument": DENIED_BEFORE if state.denied_before else DENY_POLICY,
        },
        message=msg("Deny everything to “{name}” at once", name=state.name),
        already=state.deny_intact or by_boundary,
    )
    attached = Action(
        id="deny-attached",
        operation="attach_user_policy",
        parameters={"UserName": state.name, "PolicyArn": DENY_ALL_ARN},
        message=msg("Block it a second time, for safety (AWSDenyAll)"),
        already=DENY_ALL_ARN in state.attached or by_boundary,
    )
    return inline, attached


def boundary(name: str, *, already: bool = False) -> Action:
    """The deny that needs no room in the user's quotas, and doesn't stand in the way of deleting.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
    """
    return Action(
        id="deny-boundary",
        operation="put_user_permissions_boundary",
        parameters={"UserName": name, "PermissionsBoundary": DENY_ALL_ARN},
        message=msg("Deny everything by a limit (permissions boundary AWSDenyAll)"),
        already=already,
    )

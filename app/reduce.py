"""Leaving the vendor in with less: the plan that replaces its rights by what the customer chose.

Sessions first: what is denied to them is denied at once. Apart from that, AWS judges a session by
the rights that its user has at that moment, so that reduced rights reach open ones as well
(“permissions assigned to temporary security credentials are evaluated each time they are used”):
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app import enddate
from app.denial import (
    DENY_ALL_ARN,
    DENY_POLICY_NAME,
    SESSIONS_POLICY_NAME,
    ended_until,
    sessions_ended,
)
from app.enddate import END_POLICY_NAME
from app.grant_rights import CHANGE_PASSWORD, most_of, title
from app.handoverfile import Handover
from app.messages import Message, msg
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.plan import Action, Plan, remaining
from app.reduce_rights import ARNS
from app.revoke_parts import says_deny
from app.revoke_state import State, Unread, denied
from app.revoke_steps import delete_credentials, detach, drop, leave_groups, put
from app.troubles import POLICY_MISSING, USER_SHUT_OUT, Trouble

REDUCE = "reduce"
POLICIES_PER_USER = 10  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# The fields of `State` that reducing goes by.
REDUCED_BY = frozenset(
    {
        "attached",
        "inline",
        "documents",
        "groups",
        "keys",
        "certificates",
        "ssh_keys",
        "service_credentials",
    }
)


@dataclass(frozen=True)
class Less:
    """What the vendor is left with: ARNs of `reduce_rights.CHOICES`, and whether MFA is asked."""

    rights: tuple[str, ...] = ()
    require_mfa: bool = False

    def check(self) -> None:
        """Raise `Trouble` (POLICY_MISSING) unless it is one or more of the choices."""
        if not self.rights or not ARNS.issuperset(self.rights):
            raise Trouble(POLICY_MISSING)


def refuse_shut_out(state: State) -> None:
    """Raise `Trouble` (USER_SHUT_OUT) where everything is denied to the user already."""
    if denied(state) or says_deny(state.document(DENY_POLICY_NAME) or None):
        raise Trouble(USER_SHUT_OUT)


def plan(less: Less, state: State, since: datetime | None = None) -> Plan:
    """What leaves the user of `state` with those rights and nothing else.

    `since` is up to when sessions have to be ended at least; None where it is only shown. Where a
    user's ten policies are used up, the old ones go before the new ones come.
    """
    if not state.exists:
        return ()
    give, away = _give(less, state), _away(less, state)
    fits = len({*state.attached, *_wanted(less)}) <= POLICIES_PER_USER
    return (
        _end_sessions(state, since),
        *(_demand_mfa(state) if less.require_mfa else ()),
        *((*give, *away) if fits else (*away, *give)),
        *_own_policies(less, state),
        *leave_groups(state),
        *delete_credentials(state),
    )


def unread(state: State) -> tuple[Unread, ...]:
    """What couldn't be seen of the user, though it matters for this."""
    return tuple(u for u in state.unread if u.field in REDUCED_BY)


def has_credentials(state: State) -> bool:
    """Whether it holds what could begin a session without the console."""
    return bool(delete_credentials(state))


def _end_sessions(state: State, since: datetime | None) -> Action:
    until = ended_until(state.document(SESSIONS_POLICY_NAME))
    at = state.at or since
    if at is None:
        raise ValueError("a look has its time")  # noqa: EM101
    return put(
        state.name,
        SESSIONS_POLICY_NAME,
        sessions_ended(at),
        msg("End the sessions that are open now. The vendor has to sign in again"),
        already=until is not None and since is not None and until >= since,
    )


def _demand_mfa(state: State) -> Plan:
    demand = msg("Let it do nothing until the vendor has set up MFA (a second lock)")
    return (
        put(state.name, MFA_POLICY_NAME, MFA_POLICY, demand, already=_is_our_mfa_policy(state)),
    )


def _is_our_mfa_policy(state: State) -> bool:
    """Not only that our demand is in it: the vendor can have added what it likes."""
    said = state.document(MFA_POLICY_NAME)
    try:
        return bool(said) and bool(json.loads(said) == json.loads(MFA_POLICY))
    except (ValueError, RecursionError):
        return False


def _wanted(less: Less) -> tuple[str, ...]:
    """With the right to change the own password, which AWS may ask for at the next sign-in."""
    return (*less.rights, CHANGE_PASSWORD)


def _give(less: Less, state: State) -> Plan:
    return tuple(_attach(state, arn) for arn in _wanted(less))


def _attach(state: State, arn: str) -> Action:
    let = msg("Let it change its own password (IAMUserChangePassword)")
    give = msg("Give it the rights “{policy}”", policy=title(arn))
    return Action(
        id=f"attach-{arn}",
        operation="attach_user_policy",
        parameters={"UserName": state.name, "PolicyArn": arn},
        message=let if arn == CHANGE_PASSWORD else give,
        already=arn in state.attached,
    )


def _away(less: Less, state: State) -> Plan:
    return tuple(
        detach(state.name, arn, msg("Take the rights “{policy}” away", policy=title(arn)))
        for arn in state.attached
        if arn not in (*_wanted(less), DENY_ALL_ARN)  # a block is lifted by an undo alone
    )


def _own_policies(less: Less, state: State) -> Plan:
    """Delete the policies of the user's own, but not the conditions that are still asked of it."""
    keep = {SESSIONS_POLICY_NAME}
    unseen = {one.field for one in state.unread}
    # A block is lifted by an undo alone, and a last day stays. What wasn't read may be one; then
    # nothing is complete.
    unread = "documents" in unseen
    if unread or says_deny(state.document(DENY_POLICY_NAME) or None):
        keep.add(DENY_POLICY_NAME)
    if less.require_mfa:
        keep.add(MFA_POLICY_NAME)
    if unread or enddate.read(state.document(END_POLICY_NAME)):
        keep.add(END_POLICY_NAME)
    return tuple(
        drop(state.name, policy, msg("Delete its own policy “{policy}”", policy=policy))
        for policy in state.inline
        if policy not in keep
    )


def sentences(less: Less, state: State, since: datetime | None = None) -> Iterator[Message]:
    """What was seen of it, in plain words. Sessions have to be ended up to `since` at least."""
    if not state.exists:
        yield msg("The user “{name}” isn't in the account any more.", name=state.name)
        return
    unseen = {u.field for u in state.unread}
    if unseen & {"attached", "inline", "groups"}:
        yield msg("AWS didn't show all the rights that it has.")
    elif remaining((*_give(less, state), *_away(less, state), *_own_policies(less, state))):
        yield msg("Its rights aren't those that you chose yet.")
    else:
        names = ", ".join(arn.rpartition("/")[2] for arn in less.rights)
        yield msg("It has these rights and no others: {policies}", policies=names)
    if state.groups:
        yield msg("It is still in groups, which give it rights: {count}", count=len(state.groups))
    if _end_sessions(state, since).already:
        yield msg("The sessions that were open have been ended.")
    if unseen & {"keys", "certificates", "ssh_keys", "service_credentials"}:
        yield msg("AWS didn't show all its keys.")
    elif has_credentials(state):
        yield msg("It still has keys or certificates.")
    else:
        yield msg("It has no access key: it can only sign in to the console.")
    if less.require_mfa and _is_our_mfa_policy(state):
        yield msg("It can do nothing without MFA.")


def recorded(handover: Handover, less: Less, when: datetime) -> Handover:
    """The record of the hand-over once the rights are reduced: the vendor stays, contract A."""
    given = handover.rights_given_at or f"{when.isoformat(timespec='seconds')}"
    return replace(
        handover,
        state="made",
        revoked_at="",
        contract="A",
        policy_arn=most_of(frozenset(less.rights)),
        require_mfa=less.require_mfa,
        rights_given_at=given if handover.rights_later else handover.rights_given_at,
        rights_seen=(),
        missing=tuple(name for name in handover.missing if name == "ends_at"),
    )

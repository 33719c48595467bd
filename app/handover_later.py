"""What is done to a vendor's user after the hand-over: its rights, its last day, MFA."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app import enddate, grant
from app.enddate import END_POLICY_NAME
from app.grant import MFA_POLICY_NAME, Found
from app.handover_check import as_seen
from app.handoverfile import Handover, now
from app.mfa_policy import demands_mfa
from app.plan import Plan, apply
from app.records import Records
from app.session import RootSession
from app.troubles import CONFLICT, END_PASSED, POLICY_MISSING, WRONG_ACCOUNT, Trouble
from app.work import Token


def give_rights(
    session: RootSession, handover: Handover, records: Records, token: Token
) -> Handover:
    """Give the rights that were kept back, look, and note when. Safe to do twice.

    Reports `plan.Progress`. Raises `Trouble`: USER_GONE, POLICY_MISSING, CONFLICT where the user is
    shut out or where the rights can't be seen afterwards; and `Cancelled`.
    """
    found = _look(session, handover, token)
    if found.shut_out:
        raise Trouble(CONFLICT)
    if not handover.policy_arn:
        raise Trouble(POLICY_MISSING)
    grant.check_policy(session.clients, handover.policy_arn)
    steps = grant.rights_plan(handover, found)
    seen = _carry_out(
        session, steps, found, token, lambda after: handover.policy_arn in after.attached
    )
    return _keep(session, replace(handover, rights_given_at=now()), seen, records)


def change_end(
    session: RootSession, handover: Handover, ends_at: str, records: Records, token: Token
) -> Handover:
    """Put the end at another moment (ISO 8601, UTC), or lift it (""), look, and note it.

    Safe to do twice. Reports `plan.Progress`. Raises `Trouble`: USER_GONE, END_PASSED, CONFLICT
    where the account doesn't show it afterwards; and `Cancelled`.
    """
    ends_at = enddate.utc(ends_at)
    found = _look(session, handover, token)
    refuse_past(session, ends_at)
    steps = grant.end_plan(ends_at, found)
    seen = _carry_out(
        session,
        steps,
        found,
        token,
        lambda after: enddate.read(after.guards.get(END_POLICY_NAME, "")) == ends_at,
    )
    return _keep(session, replace(handover, ends_at=ends_at), seen, records)


def demand_mfa(
    session: RootSession, handover: Handover, records: Records, token: Token
) -> Handover:
    """Let the user do nothing without MFA, look, and note it. Safe to do twice.

    Reports `plan.Progress`. Raises `Trouble`: USER_GONE, CONFLICT where the account doesn't show it
    afterwards; and `Cancelled`.
    """
    found = _look(session, handover, token)
    steps = grant.mfa_plan(found)
    seen = _carry_out(
        session,
        steps,
        found,
        token,
        lambda after: demands_mfa(after.guards.get(MFA_POLICY_NAME, "")),
    )
    return _keep(session, replace(handover, require_mfa=True), seen, records)


def refuse_past(session: RootSession, ends_at: str) -> None:
    """Raise `Trouble` (END_PASSED) where the end has come already, by AWS's clock."""
    if enddate.is_over(ends_at, session.clients.now()):
        raise Trouble(END_PASSED)


def _look(session: RootSession, handover: Handover, token: Token) -> Found:
    if handover.account != session.identity.account:
        raise Trouble(WRONG_ACCOUNT)
    return grant.look_by_id(session.clients, handover.user_id, token, handover.user_name)


def _carry_out(
    session: RootSession,
    steps: Plan,
    found: Found,
    token: Token,
    good: Callable[[Found], bool],
) -> Found:
    """Do it, and look until it is seen. What isn't seen isn't called done: CONFLICT."""
    apply(steps, session.clients, token)
    name = found.user.name if found.user else ""
    seen = grant.look_until(session.clients, name, good)
    if not good(seen):
        raise Trouble(CONFLICT)
    return seen


def _keep(session: RootSession, handover: Handover, seen: Found, records: Records) -> Handover:
    """Keep the record, with all that was seen by the way."""
    handover = as_seen(handover, seen.attached, seen.guards, session.clients.now())
    user = seen.user
    if user is not None:
        used = user.last_used.isoformat() if user.last_used else handover.last_used
        handover = replace(handover, user_name=user.name, last_used=used)
    records.save(handover)
    return handover

"""Looking a vendor's user up again: what has become of it, and of what guards it."""

from __future__ import annotations

from dataclasses import replace

from app import enddate, users
from app.enddate import END_POLICY_NAME
from app.grant_look import read_guards
from app.handoverfile import Handover, now
from app.mfa_policy import MFA_POLICY_NAME, demands_mfa
from app.records import Records
from app.revoke_look import is_denied
from app.session import RootSession
from app.users import UserSeen
from app.work import Token


def check(session: RootSession, handover: Handover, records: Records, token: Token) -> Handover:
    """Look the vendor's user up again: still there, signed in yet, shut out? Raises `Trouble`."""
    if handover.account != session.identity.account:
        return handover
    user = _find(session, handover, token)
    if user is None:
        seen = replace(handover, state="deleted") if handover.user_id else handover
    else:
        used = user.last_used.isoformat() if user.last_used else handover.last_used
        created = user.created.isoformat()
        seen = replace(
            _as_guarded(session, _shut_or_open(session, handover, user.name), user.name),
            user_id=user.user_id,
            user_created=created,
            user_name=user.name,
            last_used=used,
        )
    if seen != handover:
        records.save(seen)
    return seen


def _shut_or_open(session: RootSession, handover: Handover, name: str) -> Handover:
    """The record with what the account says of the deny, where the two differ."""
    denied = is_denied(session.clients, name)
    if handover.state == "made" and denied:
        return replace(handover, state="revoking", revoked_at=now())
    if handover.state in {"disabled", "revoking"} and not denied:
        return replace(handover, state="revoking", revoked_at="")
    return handover


def _as_guarded(session: RootSession, handover: Handover, name: str) -> Handover:
    """The record with what the account says of the conditions, and of rights still to be given.

    Whoever has administrator rights can lift the conditions: that is for the customer to know.
    """
    if handover.state != "made":
        return handover
    seen = replace(handover, missing=_missing(session, handover, name))
    if handover.rights_later and not handover.rights_given_at:
        listing = "list_attached_user_policies"
        attached = session.clients.pages("iam", listing, "AttachedPolicies", UserName=name)
        if handover.policy_arn in {policy["PolicyArn"] for policy in attached}:
            return replace(seen, rights_given_at=now())
    return seen


def _missing(session: RootSession, handover: Handover, name: str) -> tuple[str, ...]:
    if not (handover.require_mfa or handover.ends_at):
        return ()
    inline = session.clients.pages("iam", "list_user_policies", "PolicyNames", UserName=name)
    guards = read_guards(session.clients, name, inline)
    mfa = demands_mfa(guards.get(MFA_POLICY_NAME, ""))
    ends_at = enddate.read(guards.get(END_POLICY_NAME, ""))
    wanting = {
        "require_mfa": handover.require_mfa and not mfa,
        "ends_at": bool(handover.ends_at) and ends_at != enddate.utc(handover.ends_at),
    }
    return tuple(condition for condition, is_wanting in wanting.items() if is_wanting)


def _find(session: RootSession, handover: Handover, token: Token) -> UserSeen | None:
    """The user of the record: by its id, or by our tag where AWS was late to tell the id."""
    name = handover.user_name
    if handover.user_id:
        return users.find_by_id(session.clients, handover.user_id, token, hint=name)
    user = users.find_by_name(session.clients, name)
    return user if user and user.handover == handover.id else None

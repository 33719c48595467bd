"""Looking a vendor's user up again: what has become of it, and of what guards it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from app import enddate, users
from app.enddate import END_POLICY_NAME
from app.grant_look import has_password, read_guards
from app.grant_rights import most_of, rights_in
from app.handoverfile import Handover, now, written
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
            _as_guarded(session, _shut_or_open(session, handover, user), user.name),
            user_id=user.user_id,
            user_created=created,
            user_name=user.name,
            last_used=used,
        )
    if seen != handover:
        records.save(seen)
    return seen


def as_seen(
    handover: Handover, attached: Collection[str], guards: Mapping[str, str], at: datetime
) -> Handover:
    """The record with what the account says of the user's conditions and rights.

    `attached` are the ARNs and `guards` the documents that `grant_look` found, `at` is AWS's time.
    A condition that is whole is taken over: another computer may have set it. One that isn't is
    `missing`: whoever has administrator rights can lift it, which is for the customer to know.
    """
    mfa = demands_mfa(guards.get(MFA_POLICY_NAME, ""))
    ends_at = enddate.read(guards.get(END_POLICY_NAME, ""))
    seen = _with_rights(handover, rights_in(attached))
    wanting = {
        "require_mfa": handover.require_mfa and not mfa,
        "ends_at": bool(handover.ends_at) and not ends_at,
        "policy_arn": bool(seen.missing),
    }
    return replace(
        seen,
        require_mfa=handover.require_mfa or mfa,
        ends_at=ends_at or handover.ends_at,
        end_seen=enddate.is_over(ends_at, at),
        missing=tuple(condition for condition, is_wanting in wanting.items() if is_wanting),
    )


def _with_rights(handover: Handover, held: frozenset[str]) -> Handover:
    """The record with the rights that it was given, or, where they are others by now, with those.

    Rights still to be given that the user has got already were given by hand.
    """
    policy = handover.policy_arn or most_of(held)
    given = handover.rights_given_at
    if handover.rights_later and policy in held:
        given = given or now()
    owed = handover.rights_later and not given
    changed = held != (frozenset() if owed or not policy else {policy})
    return replace(
        handover,
        policy_arn=policy,
        rights_given_at=given,
        rights_seen=tuple(sorted(held)) if changed else (),
        missing=("policy_arn",) if changed else (),
    )


def _shut_or_open(session: RootSession, handover: Handover, user: UserSeen) -> Handover:
    """The record with what the account says of the deny, where the two differ."""
    clients = session.clients
    denied = is_denied(clients, user.name, user.user_id)
    if handover.state in {"made", "reissuing"} and denied:
        return replace(handover, state="revoking", revoked_at=written(clients.now()))
    if handover.state in {"disabled", "revoking"} and not denied:
        return replace(handover, state="revoking", revoked_at="")
    if (
        handover.needs_reissue
        and handover.state == "reissuing"
        and has_password(clients, user.name)
    ):
        return replace(handover, state="made", needs_reissue=False)  # set by hand
    return handover


def _as_guarded(session: RootSession, handover: Handover, name: str) -> Handover:
    if handover.state != "made":
        return handover
    clients, who = session.clients, {"UserName": name}
    attached = clients.pages("iam", "list_attached_user_policies", "AttachedPolicies", **who)
    inline = clients.pages("iam", "list_user_policies", "PolicyNames", **who)
    guards = read_guards(clients, name, inline)
    return as_seen(handover, {p["PolicyArn"] for p in attached}, guards, clients.now())


def _find(session: RootSession, handover: Handover, token: Token) -> UserSeen | None:
    """The user of the record: by its id, or by our tag where AWS was late to tell the id."""
    name = handover.user_name
    if handover.user_id:
        return users.find_by_id(session.clients, handover.user_id, token, hint=name)
    user = users.find_by_name(session.clients, name)
    return user if user and user.handover == handover.id else None

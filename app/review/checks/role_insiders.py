"""Roles that everybody in the account may use or that renew themselves (C6), and sessions (C7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from app.messages import Message, msg
from app.review.changes import Since, opened, power, rights, sentences, since, when, worst
from app.review.check import Check
from app.review.documents import Condition
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import quarantine
from app.review.rights import Power
from app.review.role_remedies import SESSION_HOURS, cut_before, end_sessions, shut_out
from app.review.rolechains import renewing
from app.review.trust import EQUAL, INSIDE, LIKE, WHOLE, Way
from app.review.view import View

CHAINS, SESSIONS = "role_chains", "role_sessions"
# Conditions by which "the whole account" is somebody after all.
_TYPES = ("user", "role", "assumed-role", "root")
_IDS = re.compile(
    r"(?:A(?:I(?:DA?)?|R(?:OA?)?)?)?[*?:/]+|"
)  # with which every user's and role's id begins
PERSONAL = frozenset({"aws:principalarn", "aws:userid", "aws:username"})


def look_at_trust(view: View) -> Iterator[Said]:
    """C6: roles that the whole account may use, and roles that lead back to themselves."""
    entered = []
    for one in opened(view, "C6"):
        if isinstance(one, Unseen):
            yield one
        else:
            entered.append(one)
    round_and_round = renewing(entered, view.identities)
    for role, ways in entered:
        inner = [way for way in ways if way.kind in (WHOLE, INSIDE)]
        renews = role.id in round_and_round
        whole = [way for way in inner if way.kind == WHOLE and not _personal(way)]
        if renews or whole:
            found = _finding(view, role, inner if renews else whole, renews=renews)
            if found:
                yield found


def _personal(way: Way) -> bool:
    return any(one.key in PERSONAL and _names_some(one) for one in way.conditions)


def _names_some(one: Condition) -> bool:
    """Whether it holds for some alone: each value has more of a name than wildcards."""
    if one.if_exists or one.for_all or one.operator not in EQUAL | LIKE:
        return False
    return not any(_is_everybody(value) for value in one.values)


def _is_everybody(value: str) -> bool:
    """Such as "*", "AIDA*", "arn:aws:iam::*:role/*" or "arn:aws:iam::*:u*"."""
    if not value.startswith("arn:"):
        return _IDS.fullmatch(value) is not None
    kind, slash, name = value.split(":", 5)[-1].partition("/")
    if slash:
        return not name.strip("*?/:")
    bare = kind.rstrip("*?")
    return bare != kind and any(sort.startswith(bare) for sort in _TYPES)


def _finding(view: View, role: Holder, inner: list[Way], *, renews: bool) -> Finding | None:
    past = worst([since(view, role, way) for way in inner] or [since(view, role)])
    worth = power(view, role)
    mfa = bool(inner) and all(way.mfa for way in inner)
    grade = _grade(past, worth, renews=renews, mfa=mfa)
    if grade is None:
        return None
    message = msg("Let nobody in this account use the role “{name}” by this way", name=role.name)
    return Finding(
        id=f"{CHAINS}:role/{role.name}",
        row="C6",
        severity=grade,
        subject=role.name,
        what=sentences(_what(role, renews=renews), rights(worth), when(past)),
        breaks=msg(
            "People and programs of yours that work by switching to this role stop. Those who work "
            "in the account know."
        ),
        remedies=(
            quarantine(role),
            shut_out(role, inner, view.account, view.clients.now(), message),
        ),
        new=past.new,
        made=role.created,
    )


def _grade(past: Since, worth: Power, *, renews: bool, mfa: bool) -> Severity | None:
    """None: nothing to tell. A role for the whole account with few rights is quite usual."""
    if past is Since.SAME or worth < Power.ESCALATES:
        return Severity.LOW if renews and worth > Power.NONE else None
    if past is Since.UNKNOWN:
        return Severity.MEDIUM if renews else Severity.LOW
    if mfa:
        return Severity.LOW
    return Severity.HIGH if renews else Severity.MEDIUM


def _what(role: Holder, *, renews: bool) -> Message:
    if renews:
        return msg(
            "Whoever works with the role “{name}” can renew that session without end, by switching "
            "to the same role again, itself or in a ring of roles. It goes on when the user is "
            "long gone.",
            name=role.name,
        )
    return msg(
        "The role “{name}” trusts the whole account: every user and program here that may switch "
        "roles can take its rights.",
        name=role.name,
    )


def look_at_sessions(view: View) -> Iterator[Said]:
    """C7: roles that the vendor could switch to and that were used so lately that one may live."""
    for one in opened(view, "C7"):
        if isinstance(one, Unseen):
            yield one
            continue
        role, ways = one
        by_vendor = _names_vendor(view, role)
        inner = any(way.kind in (WHOLE, INSIDE) for way in ways)
        if (inner or by_vendor) and _may_live(view, role):
            yield _session(view, role, by_vendor=by_vendor)


def _names_vendor(view: View, role: Holder) -> bool:
    """By the ARN, or by the bare id that a deleted user leaves behind."""
    user = view.identities.user(view.vendor.user_id)
    names = (view.vendor.user_id, user.arn if user else "")
    return any(f'"{name}"' in role.trust for name in names if name)


def _may_live(view: View, role: Holder) -> bool:
    if role.last_used is None:
        return False
    cut = cut_before(role)
    lately = view.clients.now() - role.last_used < timedelta(hours=SESSION_HOURS)
    return lately and (cut is None or cut <= role.last_used)


def _session(view: View, role: Holder, *, by_vendor: bool) -> Finding:
    worth = power(view, role)
    strong = worth >= Power.ESCALATES
    grade = Severity.MEDIUM if strong or by_vendor else Severity.LOW
    end = end_sessions(role, view.clients.now())
    named = (msg("Its trust policy names the vendor's user."),) if by_vendor else ()
    return Finding(
        id=f"{SESSIONS}:role/{role.name}",
        row="C7",
        severity=Severity.HIGH if strong and by_vendor else grade,
        subject=role.name,
        what=sentences(
            msg(
                "The role “{name}” could be used by the vendor and was used on {day}. A session of "
                "it lives for up to {hours} hours, also when the user is shut out. AWS doesn't "
                "show whose it is, and shows a use late.",
                name=role.name,
                day=role.last_used,
                hours=SESSION_HOURS,
            ),
            *named,
            rights(worth),
        ),
        breaks=msg(
            "Everybody and every program that works with this role at that moment is cut off, and "
            "has to begin anew. Servers can take hours until they do."
        ),
        remedies=(
            quarantine(role),
            Remedy(CLOSE, msg("End every session of this role that is open now."), (end,)),
        ),
        made=role.created,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C6",),
        CHAINS,
        msg("Roles (rights to borrow) that the whole account may use, or that renew themselves"),
        ("iam:GetAccountAuthorizationDetails",),
        look_at_trust,
    ),
    Check(
        ("C7",),
        SESSIONS,
        msg("Open sessions of roles that the vendor could use"),
        ("iam:GetAccountAuthorizationDetails",),
        look_at_sessions,
    ),
)

"""Roles that other AWS accounts may use: C1 new ones, C2 changed ones, C3 open to the world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.messages import Message, msg
from app.review.changes import Since, opened, power, rights, sentences, since, when
from app.review.check import Check
from app.review.checks.stack_sets import executes
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.partners import OF_ORGANIZATIONS, PARTNERS, looks_official
from app.review.remedies import quarantine
from app.review.rights import Power
from app.review.role_remedies import shut_out
from app.review.trust import ANYBODY, OUTSIDE, Way, denies
from app.review.view import View

NAME = "role_outsiders"
# How far back AWS knows when a role was used.
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
SEEN = timedelta(days=400)


def look(view: View) -> Iterator[Said]:
    """Each role that somebody outside the account may use."""
    for one in opened(view, "C1"):
        if isinstance(one, Unseen):
            yield one
            continue
        role, found = one
        theirs = [way for way in found if way.kind in (ANYBODY, OUTSIDE)]
        if theirs and not executes(role):  # `stack_sets` tells of those
            yield _finding(view, role, theirs)


def _finding(view: View, role: Holder, theirs: list[Way]) -> Finding:
    """About the ways that have come since the hand-over; where none has, about all."""
    past = {way: since(view, role, way) for way in theirs}
    fresh = [way for way in theirs if past[way] is not Since.SAME]
    told = fresh or theirs
    worth = power(view, role)
    worst = max(told, key=lambda way: severity(way, worth, past[way]))
    message = msg("Let nobody outside use the role “{name}” by this way any more", name=role.name)
    return Finding(
        id=f"{NAME}:role/{role.name}",
        row=_row(role, worst, past[worst]),
        severity=severity(worst, worth, past[worst]),
        subject=role.name,
        what=sentences(
            _who(role, told, worst), *_hints(role, told), rights(worth), when(past[worst])
        ),
        breaks=_breaks(role, view.clients.now()),
        remedies=(
            quarantine(role),
            shut_out(role, told, view.account, view.clients.now(), message),
        ),
        new=past[worst].new,
        made=role.created,
    )


def severity(way: Way, worth: Power, past: Since) -> Severity:
    """How dangerous a way from outside is. ExternalId keeps others out, not whoever made it."""
    if past is Since.SAME or worth is Power.NONE:
        return Severity.LOW
    guarded = way.external_id or way.own_organization
    unknown = past is Since.UNKNOWN
    if worth >= Power.ESCALATES:
        return Severity.HIGH if guarded and unknown else Severity.CRITICAL
    if way.kind == ANYBODY and not guarded:
        return Severity.HIGH
    return Severity.LOW if guarded and unknown else Severity.MEDIUM


def _row(role: Holder, worst: Way, past: Since) -> str:
    if worst.kind == ANYBODY:
        return "C3"
    if role.name in OF_ORGANIZATIONS:
        return "D4"
    return "C2" if past is Since.CHANGED else "C1"


def _who(role: Holder, told: list[Way], worst: Way) -> Message:
    if worst.kind == ANYBODY and worst.own_organization:
        return msg(
            "Every account of this account's organization may use the role “{name}”.",
            name=role.name,
        )
    if worst.kind == ANYBODY:
        return msg(
            "Anybody in the world who has an AWS account may use the role “{name}”: nothing in "
            "its trust policy surely keeps others out.",
            name=role.name,
        )
    accounts = sorted({way.account for way in told if way.account})
    return msg(
        "People of another AWS account ({accounts}) may use the role “{name}”, without any user "
        "in this account.",
        accounts=", ".join(accounts),
        name=role.name,
    )


def _hints(role: Holder, told: list[Way]) -> Iterator[Message]:
    known = sorted({PARTNERS[way.account] for way in told if way.account in PARTNERS})
    if known:
        yield msg(
            "The account is known to belong to {partner}. Whether it is your own contract with "
            "them can't be seen from here.",
            partner=", ".join(known),
        )
    if looks_official(role.name):
        yield msg("Its name looks like one that AWS gives, but anybody can choose such a name.")
    if all(way.external_id for way in told):
        yield msg(
            "They have to say an agreed word (“ExternalId”), as services that serve many companies "
            "do. It doesn't keep out whoever set it up."
        )
    if denies(role.trust):
        yield msg("The trust policy also refuses some, which Aikagi can't weigh. Read it yourself.")


def _breaks(role: Holder, now: datetime) -> Message:
    text = msg(
        "A service that works from outside, such as monitoring, backup or support, stops if it "
        "uses this role. Whoever ordered it knows."
    )
    if role.last_used is None and now - role.created < SEEN:
        return sentences(text, msg("AWS has seen no use of the role since it was made."))
    if role.last_used is None:
        return sentences(text, msg("AWS has seen no use of the role in the last 400 days."))
    return sentences(text, msg("The role was last used on {day}.", day=role.last_used))


CHECKS: tuple[Check, ...] = (
    Check(
        ("C1", "C2", "C3", "D4"),
        NAME,
        msg("Roles (rights to borrow) that people of other AWS accounts may use"),
        ("iam:GetAccountAuthorizationDetails", "organizations:DescribeOrganization"),
        look,
    ),
)

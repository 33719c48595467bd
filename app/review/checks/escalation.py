"""Users and roles that can make themselves administrators, and roles that have become one. B7."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.changes import Since, rights, sentences, since, when
from app.review.check import Check
from app.review.finding import Finding, Said, Severity
from app.review.identities import USER, Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of, ways_up
from app.review.trust import ANYBODY, LOGIN, OUTSIDE, Way, ways
from app.review.unchanged import rights_unchanged
from app.review.view import View

OF_USER = msg(
    "This user has few rights at first sight, and can give itself all of "
    "them. One way, in AWS's terms: {step}."
)
OF_ROLE = msg(
    "This role (a set of rights that a program or a person takes on) can "
    "give itself all rights. One way, in AWS's terms: {step}."
)
OF_ALL = msg("These may take on the role “{name}”: {who}.")
BREAKS = msg(
    "People and programs that use it stop working. If it "
    "needs these rights for its work, as tools that set up servers do, keep "
    "it."
)


def look(view: View) -> Iterator[Said]:
    """Each of them. Raises `Trouble`, `Unreadable`."""
    roles = (r for r in view.identities.roles if not r.service_linked and not r.of_identity_center)
    for holder in (*view.others(), *roles):
        power = power_of(holder, view.identities)
        if quarantined(holder) or power < Power.ESCALATES:
            continue
        new = view.is_new(holder.kind, holder.id, holder.created)
        if holder.kind == USER and (new or power is Power.ALL):
            continue  # new users and administrators are shown by another check
        if holder.kind == USER:
            yield _finding(view, holder, _step(view, holder, OF_USER), new=new)
        elif power is Power.ESCALATES:
            yield _finding(view, holder, _step(view, holder, OF_ROLE), new=new)
        else:
            yield from _administrator(view, holder, new=new)


def _administrator(view: View, role: Holder, *, new: bool | None) -> Iterator[Finding]:
    """A role with all rights that wasn't so, or not for the same, on the day of the hand-over."""
    past, found = since(view, role), ways(role.trust, view.account)
    if past is Since.SAME or any(_told(view, role, way) for way in found):
        return
    who = msg(OF_ALL.text, name=role.name, who=", ".join(dict.fromkeys(w.who for w in found)))
    parts = (rights(Power.ALL), when(past))
    what = sentences(who, *parts) if found else sentences(*parts)
    yield _finding(view, role, what, new=new)


def _told(view: View, role: Holder, way: Way) -> bool:
    """Whether other checks tell of it: they look at each way from outside."""
    outside = way.kind in (ANYBODY, OUTSIDE, LOGIN)
    return outside and since(view, role, way) is not Since.SAME


def _finding(view: View, holder: Holder, what: Message, *, new: bool | None) -> Finding:
    return Finding(
        f"escalation:{holder.kind}/{holder.id}",
        "B7",
        _bad(view, holder, new=new),
        holder.name,
        what,
        BREAKS,
        (quarantine(holder),),
        new=new,
        made=holder.created,
    )


def _step(view: View, holder: Holder, what: Message) -> Message:
    return msg(what.text, step=ways_up(holder, view.identities)[0])


def _bad(view: View, holder: Holder, *, new: bool | None) -> Severity:
    """It is a way to all rights for whoever holds it already, who may be one of the customer's."""
    changed = holder.kind != USER and since(view, holder) is Since.CHANGED
    if holder.kind != USER and not _usable(view, holder):
        return Severity.LOW
    if new or changed:
        return Severity.HIGH
    same = rights_unchanged(view, holder)
    if same is None:
        return Severity.MEDIUM
    return Severity.LOW if same else Severity.HIGH


def _usable(view: View, role: Holder) -> bool:
    """Whether anybody may take it on now. One that was closed trusts an account that isn't."""
    return bool(ways(role.trust, view.account))


CHECKS = (
    Check(
        ("B7",),
        "escalation",
        msg("Users and roles that could make themselves administrators"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)

"""Users and roles that aren't administrators and can make themselves one. B7."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import Finding, Said, Severity
from app.review.identities import USER, Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of, ways_up
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
BREAKS = msg(
    "Whoever, or whichever program of yours, works with it stops. If it "
    "needs these rights for its work, as tools that set up servers do, keep "
    "it."
)


def look(view: View) -> Iterator[Said]:
    """Each of them. Raises `Trouble`, `Unreadable`."""
    roles = (r for r in view.identities.roles if not r.service_linked and not r.of_identity_center)
    for holder in (*view.others(), *roles):
        if quarantined(holder) or power_of(holder, view.identities) is not Power.ESCALATES:
            continue
        new = view.is_new(holder.kind, holder.id, holder.created)
        if new and holder.kind == USER:
            continue  # a new user is shown by another check, with what it may do
        what = OF_USER if holder.kind == USER else OF_ROLE
        yield Finding(
            f"escalation:{holder.kind}/{holder.id}",
            "B7",
            _bad(view, holder, new=new),
            holder.name,
            _said(view, holder, what),
            BREAKS,
            (quarantine(holder),),
            new=new,
            made=holder.created,
        )


def _said(view: View, holder: Holder, what: Message) -> Message:
    return msg(what.text, step=ways_up(holder, view.identities)[0])


def _bad(view: View, holder: Holder, *, new: bool | None) -> Severity:
    """It is a way to all rights for whoever holds it already, who may be one of the customer's."""
    if new:
        return Severity.HIGH
    same = rights_unchanged(view, holder)
    if same is None:
        return Severity.MEDIUM
    return Severity.LOW if same else Severity.HIGH


CHECKS = (
    Check(
        ("B7",),
        "escalation",
        msg("Users and roles that could make themselves administrators"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)

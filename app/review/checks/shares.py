"""Resources shared with other accounts by AWS Resource Access Manager, and what they share here.

https://docs.aws.amazon.com/ram/latest/userguide/what-is.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.check import SWEEP, Check
from app.review.checks.organization_owner import owns
from app.review.documents import account_of
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View

LIVE = ("ASSOCIATED", "ASSOCIATING")
ACTIVE, PENDING = "ACTIVE", "PENDING"
OTHERS = "OTHER-ACCOUNTS"
OF_SERVICES = ".amazonaws.com"  # principals that are AWS's own services


def shares(view: View) -> Iterator[Said]:
    """What is shared with others, by others, and what others offer."""

    def read(there: Region) -> Iterator[Finding]:
        yield from _outward(view, there)
        yield from _inward(view, there)
        yield from _offered(view, there)

    yield from view.everywhere("D8", msg("What is shared with other accounts"), read)


def _outward(view: View, there: Region) -> Iterator[Finding]:
    found = there.pages(
        "ram",
        "get_resource_share_associations",
        "resourceShareAssociations",
        associationType="PRINCIPAL",
    )
    for one in found:
        who = str(one["associatedEntity"])
        own = account_of(who) == view.account or who.endswith(OF_SERVICES)
        if one.get("status") in LIVE and not own:
            yield _with(view, there, one, who)


def _with(view: View, there: Region, one: Mapping[str, Any], who: str) -> Finding:
    share, made = str(one["resourceShareArn"]), one.get("creationTime")
    name = str(one.get("resourceShareName", share))
    new = view.is_new("share", f"{share} {who}", made)
    # Within an organization: whose it is counts.
    among = one.get("external") is False and owns(view)
    return Finding(
        id=f"shares:share/{there.name}/{name}/{who}",
        row="D8",
        severity=Severity.LOW if new is False or among else Severity.MEDIUM,
        subject=name,
        what=msg(
            "Something of this account is shared with {who} as “{name}”. They can use it from "
            "there; a shared network lets their machines stand beside yours.",
            who=who,
            name=name,
        ),
        breaks=msg(
            "Whoever it is shared with loses it. Machines that stand in a shared network stay, "
            "but no new ones can be put there."
        ),
        remedies=(_stop(there, share, who, name),),
        new=new,
        made=made,
        region=there.name,
    )


def _stop(there: Region, share: str, who: str, name: str) -> Remedy:
    parameters = {"resourceShareArn": share, "principals": [who]}
    back = call(
        f"share-{name}-{who}",
        "associate_resource_share",
        parameters,
        message=msg("Share “{name}” with {who} again", name=name, who=who),
        service="ram",
        region=there.name,
    )
    what = msg(
        "Stop sharing “{name}” with {who}. Shared again, they must accept it anew.",
        name=name,
        who=who,
    )
    action = call(
        f"unshare-{name}-{who}",
        "disassociate_resource_share",
        parameters,
        message=what,
        service="ram",
        region=there.name,
        settled_by=("UnknownResourceException",),
        undo=back,
    )
    return Remedy(CLOSE, what, (action,))


def _inward(view: View, there: Region) -> Iterator[Finding]:
    found = there.pages("ram", "get_resource_shares", "resourceShares", resourceOwner=OTHERS)
    for one in found:
        if one.get("status") == ACTIVE:
            yield _from(view, there, one)


def _from(view: View, there: Region, one: Mapping[str, Any]) -> Finding:
    share, owner, made = (
        str(one["resourceShareArn"]),
        str(one.get("owningAccountId", "?")),
        one.get("creationTime"),
    )
    new = view.is_new("shared_in", share, made)
    return Finding(
        id=f"shares:shared-in/{share}",
        row="D8",
        severity=Severity.MEDIUM if new else Severity.LOW,
        subject=str(one.get("name", share)),
        what=msg(
            "The account {owner} shares “{name}” with this account. Nobody gets in by that alone, "
            "but what of yours stands on it depends on that account.",
            owner=owner,
            name=one.get("name", share),
        ),
        breaks=msg("What of yours uses it stops working."),
        by_hand=msg(
            "Open “Resource Access Manager”, “Shared with me” in the Region named here. If nothing "
            "of yours uses it, choose it and then “Leave resource share”."
        ),
        new=new,
        made=made,
        made_by=owner,
        region=there.name,
    )


def _offered(view: View, there: Region) -> Iterator[Finding]:
    found = there.pages("ram", "get_resource_share_invitations", "resourceShareInvitations")
    for one in found:
        if one.get("status") == PENDING:
            yield _offer(view, there, one)


def _offer(view: View, there: Region, one: Mapping[str, Any]) -> Finding:
    number, sender = str(one["resourceShareInvitationArn"]), str(one.get("senderAccountId", "?"))
    what: Message = msg("Decline what the account {owner} sent", owner=sender)
    action = call(
        f"reject-{number}",
        "reject_resource_share_invitation",
        {"resourceShareInvitationArn": number},
        message=what,
        service="ram",
        region=there.name,
        settled_by=(
            "ResourceShareInvitationAlreadyRejectedException",
            "ResourceShareInvitationExpiredException",
            "ResourceShareInvitationArnNotFoundException",
        ),
    )
    return Finding(
        id=f"shares:invitation/{number}",
        row="D8",
        severity=Severity.LOW,
        subject=str(one.get("resourceShareName", number)),
        what=msg(
            "The account {owner} offers to share “{name}” with this account. Nothing happens "
            "unless somebody here accepts.",
            owner=sender,
            name=one.get("resourceShareName", number),
        ),
        breaks=msg("Nothing. If you want it after all, ask for a new invitation."),
        remedies=(Remedy(CLOSE, what, (action,)),),
        new=view.is_new("share_invitation", number, one.get("invitationTimestamp")),
        made=one.get("invitationTimestamp"),
        made_by=sender,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("D8",),
        "shares",
        msg("What is shared with other accounts"),
        (
            "ram:GetResourceShareAssociations",
            "ram:GetResourceShares",
            "ram:GetResourceShareInvitations",
        ),
        shares,
        SWEEP,
    ),
)

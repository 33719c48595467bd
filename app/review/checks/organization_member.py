"""Whether somebody else's organization is above this account, or has invited it.

A member account obeys the organization's rules, its root user too, and its owner may come in as
root: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.checks_door import organization
from app.messages import Message, msg
from app.review.check import Check
from app.review.documents import account_of
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View

OPEN = ("OPEN", "REQUESTED")
PAYS_ONLY = "CONSOLIDATED_BILLING"
ENDED = (
    "HandshakeNotFoundException",
    "HandshakeAlreadyInStateException",
    "InvalidHandshakeTransitionException",
)


def owner(view: View) -> str:
    """The number of the account that runs this account's organization; "" for none.

    Read once for all checks of a review. Raises `Trouble`.
    """
    return str(_organization(view).get("MasterAccountId", ""))


def _organization(view: View) -> Mapping[str, Any]:
    return view.once("organization", lambda: organization(view.clients))


def member(view: View) -> Iterator[Said]:
    """Somebody else's organization, of which this account is a part."""
    number = owner(view)
    if not number or number == view.account:
        return
    new = view.is_new("organization", number)
    pays_only = _organization(view).get("FeatureSet") == PAYS_ONLY
    what = _pays(number) if pays_only else _joined(number)
    worst = Severity.MEDIUM if pays_only else Severity.CRITICAL
    yield Finding(
        id=f"organization_member:account/{number}",
        row="D1",
        severity=Severity.LOW if new is False else worst,
        subject=number,
        what=_known(number) if new is False and not pays_only else what,
        breaks=msg(
            "After leaving, AWS bills this account directly. Discounts, logs, backups and sign-ins "
            "that come from the organization end."
        ),
        by_hand=msg(
            "Make sure that this account has a payment method, a contact address and a telephone "
            "number of its own. Then, as the root user, open “AWS Organizations” and choose “Leave "
            "this organization”. If a rule of the organization forbids it, write to AWS Support "
            "while you can still sign in. Afterwards look for roles that the organization left "
            "behind, such as “OrganizationAccountAccessRole”."
        ),
        new=new,
    )


def _joined(number: str) -> Message:
    return msg(
        "This account is part of an organization that the account {owner} runs. Its owner can set "
        "rules that bind even your root user, and can come in with all rights. Unless that "
        "organization is yours, whoever runs it holds this account.",
        owner=number,
    )


def _known(number: str) -> Message:
    return msg(
        "This account is part of an organization that the account {owner} runs. It was so "
        "already on the day the vendor was let in. Its owner can set rules that bind even your "
        "root user, and can come in with all rights: be sure that you know who that is.",
        owner=number,
    )


def _pays(number: str) -> Message:
    """Without “all features” there are no rules from above, and no way in.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html
    """
    return msg(
        "This account is part of an organization that the account {owner} runs, for paying "
        "together alone, as with a reseller. Its owner sees your bills and pays them, but can't "
        "come in, unless somebody here agrees to “all features”.",
        owner=number,
    )


def handshakes(view: View) -> list[Mapping[str, Any]]:
    """What this account was sent and hasn't answered. Raises `Trouble`.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForAccount.html
    """
    found = view.list("organizations", "list_handshakes_for_account", "Handshakes")
    return [one for one in found if one.get("State") in OPEN]


def invited(view: View) -> Iterator[Said]:
    """Invitations into an organization that anybody with enough rights here could accept."""
    for one in handshakes(view):
        if one.get("Action") in _ASKS:
            yield _invitation(view, one)


def _joins(sender: str) -> Message:
    return msg(
        "The account {owner} invites this account into its organization. If anybody here "
        "accepts, that account's owner comes to hold this one, its root user included.",
        owner=sender,
    )


def _gives_all(sender: str) -> Message:
    return msg(
        "The account {owner}, which runs the organization of this account, asks for “all "
        "features”. If anybody here accepts, its owner can set rules here and come in.",
        owner=sender,
    )


_ASKS = {"INVITE": _joins, "ENABLE_ALL_FEATURES": _gives_all}


def _invitation(view: View, one: Mapping[str, Any]) -> Finding:
    number, sender = str(one["Id"]), sender_of(one)
    return Finding(
        id=f"organization_invitation:handshake/{number}",
        row="D2",
        severity=Severity.HIGH,
        subject=number,
        what=_ASKS[str(one["Action"])](sender),
        breaks=msg("Nothing. If you want it after all, ask for a new invitation."),
        remedies=(decline(number, sender),),
        new=view.is_new("handshake", number, one.get("RequestedTimestamp")),
        made=one.get("RequestedTimestamp"),
        made_by=sender,
    )


def sender_of(one: Mapping[str, Any]) -> str:
    """The number of the account that sent a handshake: it stands in the ARN.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
    """
    return account_of(str(one.get("Arn", ""))) or "?"


def decline(number: str, sender: str) -> Remedy:
    """Decline the handshake with that id. It can't be undone; the sender may send another."""
    what = msg("Decline what the account {owner} sent", owner=sender)
    parameters = {"HandshakeId": number}
    action = call(
        f"decline-{number}",
        "decline_handshake",
        parameters,
        message=what,
        service="organizations",
        settled_by=ENDED,
    )
    return Remedy(CLOSE, what, (action,))


CHECKS = (
    Check(
        ("D1",),
        "organization_member",
        msg("Whether somebody else's organization is above this account"),
        ("organizations:DescribeOrganization",),
        member,
    ),
    Check(
        ("D2",),
        "organization_invitation",
        msg("Open invitations into an organization"),
        ("organizations:ListHandshakesForAccount",),
        invited,
    ),
)

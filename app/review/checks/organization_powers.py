"""What organizations may do to each other: pay bills for one another, and act as root in members.

https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/orgs_transfer_billing.html
What a reseller wrote down about a customer in Partner Central is the reseller's, and can't be read
from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.review.check import Check
from app.review.checks.organization_member import decline, handshakes, owner, sender_of
from app.review.checks.organization_owner import owns
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

TRANSFER = "TRANSFER_RESPONSIBILITY"
LIVE = ("ACCEPTED", "REQUESTED")
INBOUND, OUTBOUND = "inbound", "outbound"
# Nothing is switched on then.
# https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
NOTHING_ON = (
    "ServiceAccessNotEnabledException",
    "OrganizationNotFoundException",
    "OrganizationNotInAllFeaturesModeException",
)


def billing(view: View) -> Iterator[Said]:
    """Who else pays, or is paid for. Without an organization nothing can be handed over."""
    for one in handshakes(view):
        if one.get("Action") == TRANSFER:
            yield _offer(one)
    if not owns(view):
        return
    for way in (INBOUND, OUTBOUND):
        for one in _transfers(view, way):
            if one.get("Status") in LIVE:
                yield _transfer(view, way, one)


def _offer(one: Mapping[str, Any]) -> Finding:
    number, sender = str(one["Id"]), sender_of(one)
    return Finding(
        id=f"billing_transfer:handshake/{number}",
        row="D9",
        severity=Severity.MEDIUM,
        subject=number,
        what=msg(
            "The account {owner} offers to take over the bills of this account. If anybody here "
            "accepts, it sees what you spend and decides about your prices.",
            owner=sender,
        ),
        breaks=msg("Nothing. If you want it after all, ask for a new invitation."),
        remedies=(decline(number, sender),),
        made=one.get("RequestedTimestamp"),
        made_by=sender,
    )


def _transfers(view: View, way: str) -> Iterator[Mapping[str, Any]]:
    """All of one way, page by page: botocore has no paginator for them. Raises `Trouble`.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListInboundResponsibilityTransfers.html
    """
    following: dict[str, object] = {}
    while True:
        view.token.check()
        operation = f"list_{way}_responsibility_transfers"
        reply = view.ask("organizations", operation, Type="BILLING", **following)
        yield from reply.get("ResponsibilityTransfers", ())
        if not reply.get("NextToken"):
            return
        following = {"NextToken": reply["NextToken"]}


def _transfer(view: View, way: str, one: Mapping[str, Any]) -> Finding:
    other = "Source" if way == INBOUND else "Target"
    number = str(one.get(other, {}).get("ManagementAccountId", "?"))
    new = view.is_new("transfer", str(one["Id"]), one.get("StartTimestamp"))
    return Finding(
        id=f"billing_transfer:transfer/{one['Id']}",
        row="D9",
        severity=Severity.LOW if new is False else Severity.MEDIUM,
        subject=str(one["Id"]),
        what=_pays(number) if way == INBOUND else _is_paid(number),
        breaks=msg("Bills go to another place. Nothing stops running."),
        by_hand=msg(
            "If nobody of yours arranged it: as the root user, open “Billing and Cost Management”, "
            "“Billing transfer”, choose it and end it. Ask AWS Support if it can't be ended."
        ),
        new=new,
        made=one.get("StartTimestamp"),
        made_by=number,
    )


def _pays(number: str) -> Message:
    return msg(
        "This account pays the bills of the account {account}, or was asked to. That costs you "
        "money; nobody gets in by it.",
        account=number,
    )


def _is_paid(number: str) -> Message:
    return msg(
        "The account {account} takes over the bills of this account, or was asked to. It sees "
        "what you spend and decides about your prices; nobody gets in by it.",
        account=number,
    )


def root_access(view: View) -> Iterator[Said]:
    """Whether root users of member accounts are handled from the account that runs them."""
    number = owner(view)
    if number and number != view.account:
        yield Unseen(
            "D11",
            msg("Whether the organization may act as your root user: it alone can look at that"),
        )
    if number != view.account:
        return
    try:
        found = view.ask("iam", "list_organizations_features").get("EnabledFeatures", ())
    except Trouble as trouble:
        if trouble.aws_code in NOTHING_ON:
            return
        raise
    if found:
        yield _root_access(tuple(found))


# By AWS's name of the feature: how it is switched.
_SWITCHES = {
    "RootSessions": "organizations_root_sessions",
    "RootCredentialsManagement": "organizations_root_credentials_management",
}


def _root_access(found: tuple[str, ...]) -> Finding:
    what = msg("Switch central root access off. This can be undone.")
    actions = tuple(
        call(
            f"root-access-off-{name}",
            f"disable_{_SWITCHES[name]}",
            {},
            message=what,
            undo=call(
                f"root-access-on-{name}",
                f"enable_{_SWITCHES[name]}",
                {},
                message=msg("Switch central root access on again"),
            ),
        )
        for name in found
        if name in _SWITCHES
    )
    return Finding(
        id="central_root_access:features",
        row="D11",
        severity=Severity.LOW,
        subject=", ".join(found),
        what=msg(
            "Central root access is on: from this account one can act as the root user of every "
            "other account of the organization. Nobody gets into this account by it."
        ),
        breaks=msg("Root users of the other accounts need a sign-in of their own again."),
        remedies=(Remedy(SWITCH_OFF, what, actions),) if actions else (),
    )


CHECKS = (
    Check(
        ("D9",),
        "billing_transfer",
        msg("Whether somebody else takes over the bills, or this account those of others"),
        (
            "organizations:ListHandshakesForAccount",
            "organizations:ListInboundResponsibilityTransfers",
            "organizations:ListOutboundResponsibilityTransfers",
        ),
        billing,
    ),
    Check(
        ("D11",),
        "central_root_access",
        msg("Whether root users of other accounts are handled from here"),
        ("organizations:DescribeOrganization", "iam:ListOrganizationsFeatures"),
        root_access,
    ),
)

"""Whether this account was made to run an organization, with accounts and services beside it.

Only the account that runs an organization may ask these things; of a member they are Unseen.
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.review.check import Check
from app.review.checks.organization_member import owner
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View

ORGANIZATIONS = "organizations"
NOT_WORKING = ("SUSPENDED", "PENDING_CLOSURE", "CLOSED")
# Services that let people or resources in, when the organization trusts them.
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
STRONG = {
    "sso.amazonaws.com": "IAM Identity Center",
    "member.org.stacksets.cloudformation.amazonaws.com": "CloudFormation StackSets",
    "iam.amazonaws.com": "IAM (central root access)",
    "account.amazonaws.com": "AWS Account Management",
}
_BY_NEWS = {True: Severity.HIGH, None: Severity.MEDIUM, False: Severity.LOW}


def owns(view: View) -> bool:
    """Whether this account runs an organization. Raises `Trouble`."""
    return owner(view) == view.account


def members(view: View) -> Iterator[Said]:
    """The other accounts of the organization that this account runs."""
    if owns(view):
        for one in view.list(ORGANIZATIONS, "list_accounts", "Accounts"):
            if one["Id"] != view.account:
                yield _member(view, one)


def _member(view: View, one: Mapping[str, Any]) -> Finding:
    number, name = str(one["Id"]), str(one.get("Name", ""))
    new = view.is_new("member", number, one.get("JoinedTimestamp"))
    working = one.get("State", one.get("Status")) not in NOT_WORKING
    return Finding(
        id=f"organization_members:account/{number}",
        row="D3",
        severity=_BY_NEWS[new] if working else Severity.LOW,
        subject=number,
        what=msg(
            "This account runs an organization, and the account “{name}” ({account}) is part of "
            "it. What it uses is on your bill. Whoever works there doesn't get into this account "
            "by that alone, but you may not know who it is.",
            name=name,
            account=number,
        ),
        breaks=msg("Whatever runs in that account, if it is yours. Find out before you remove it."),
        by_hand=msg(
            "As the root user, open “AWS Organizations”. If nobody of yours knows the account, "
            "choose it and then “Close”, which stops its costs; “Remove from organization” lets "
            "it go on with whoever holds it."
        ),
        new=new,
        made=one.get("JoinedTimestamp"),
    )


def delegated(view: View) -> Iterator[Said]:
    """Accounts that may administer a service for the whole organization."""
    if not owns(view):
        return
    listing = "list_delegated_administrators"
    for one in view.list(ORGANIZATIONS, listing, "DelegatedAdministrators"):
        number = str(one["Id"])
        found = view.list(
            ORGANIZATIONS,
            "list_delegated_services_for_account",
            "DelegatedServices",
            AccountId=number,
        )
        yield _administrator(view, one, tuple(str(item["ServicePrincipal"]) for item in found))


def _administrator(view: View, one: Mapping[str, Any], services: tuple[str, ...]) -> Finding:
    number = str(one["Id"])
    new = view.is_new("delegated", number, one.get("DelegationEnabledDate"))
    return Finding(
        id=f"delegated_administrator:account/{number}",
        row="D3",
        severity=_BY_NEWS[new],
        subject=number,
        what=msg(
            "The account “{name}” ({account}) may administer these services for the whole "
            "organization: {services}. Through some of them it can let people into other accounts.",
            name=one.get("Name", ""),
            account=number,
            services=", ".join(services),
        ),
        breaks=msg("Those services are administered from this account again."),
        remedies=(_deregister(number, services),) if services else (),
        new=new,
        made=one.get("DelegationEnabledDate"),
    )


def _deregister(number: str, services: tuple[str, ...]) -> Remedy:
    what = msg("Take that right away from the account {account}", account=number)
    actions = []
    for service in services:
        parameters = {"AccountId": number, "ServicePrincipal": service}
        back = call(
            f"delegate-{number}-{service}",
            "register_delegated_administrator",
            parameters,
            message=msg("Give that right to the account {account} again", account=number),
            service=ORGANIZATIONS,
            settled_by=("AccountAlreadyRegisteredException",),
        )
        actions.append(
            call(
                f"undelegate-{number}-{service}",
                "deregister_delegated_administrator",
                parameters,
                message=what,
                service=ORGANIZATIONS,
                settled_by=("AccountNotRegisteredException",),
                undo=back,
            )
        )
    return Remedy(CLOSE, what, tuple(actions))


def trusted(view: View) -> Iterator[Said]:
    """Services that may act in every account of the organization, and can let somebody in."""
    if not owns(view):
        return
    listing = "list_aws_service_access_for_organization"
    for one in view.list(ORGANIZATIONS, listing, "EnabledServicePrincipals"):
        service = str(one["ServicePrincipal"])
        if service in STRONG:
            new = view.is_new("trusted", service, one.get("DateEnabled"))
            yield Finding(
                id=f"trusted_service:service/{service}",
                row="D3",
                severity=Severity.MEDIUM if new else Severity.LOW,
                subject=service,
                what=msg(
                    "“{service}” may act in every account of the organization. Nobody gets in by "
                    "that alone, but whoever administers it can let people in.",
                    service=STRONG[service],
                ),
                breaks=msg("What your company does with that service stops working."),
                by_hand=msg(
                    "If nobody of yours uses it: as the root user, open “AWS Organizations”, "
                    "“Services”, choose it and then “Disable trusted access”."
                ),
                new=new,
                made=one.get("DateEnabled"),
            )


CHECKS = (
    Check(
        ("D3",),
        "organization_members",
        msg("Other accounts in an organization that this account runs"),
        ("organizations:DescribeOrganization", "organizations:ListAccounts"),
        members,
    ),
    Check(
        ("D3",),
        "delegated_administrator",
        msg("Accounts that may administer services for the organization"),
        (
            "organizations:ListDelegatedAdministrators",
            "organizations:ListDelegatedServicesForAccount",
        ),
        delegated,
    ),
    Check(
        ("D3",),
        "trusted_service",
        msg("Services that may act in every account of the organization"),
        ("organizations:ListAWSServiceAccessForOrganization",),
        trusted,
    ),
)

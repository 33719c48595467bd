"""C12: AWS account access manager: people of an Identity Center who may use plain roles.

No role of Identity Center's own shows them.
https://docs.aws.amazon.com/boto3/latest/reference/services/account-access.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.changes import (
    from_outside,
    power,
    rights,
    sentences,
    unblocked,
    weighed,
)
from app.review.check import POINTED, Check
from app.review.finding import CLOSE, Finding, Remedy, Said
from app.review.identities import Holder
from app.review.remedies import call, quarantine
from app.review.view import View

NAME = "account_access"
SERVICE = "account-access.amazonaws.com"


def look(view: View) -> Iterator[Said]:
    """Each pair of a person or group and a role, where a role trusts the service."""
    trusting = {role.arn: role for role in unblocked(view, SERVICE)}
    if not trusting:
        return

    def read(there: Region) -> Iterator[Said]:
        for application in there.pages("account-access", "list_applications", "applications"):
            arn = application["applicationArn"]
            for one in there.pages(
                "account-access",
                "list_entitlements",
                "entitlements",
                applicationArn=arn,
                filter={"principalRole": {"account": view.account}},
            ):
                role = trusting.get(one["entitlement"]["principalRole"]["roleArn"])
                if role:
                    yield _finding(view, arn, one, role, there.name)

    what = msg("people who get a role by AWS account access manager")
    yield from view.everywhere("C12", what, read)


def _finding(
    view: View, application: str, one: Mapping[str, Any], role: Holder, region: str
) -> Finding:
    worth = power(view, role)
    past, told = weighed(view, [role], one.get("createdAt"))
    person = one["entitlement"]["principalRole"]["principal"].get("identityCenter", {})
    who = person.get("userId") or person.get("groupId") or "?"
    return Finding(
        id=f"{NAME}:{region}/{role.name}/{who}",
        row="C12",
        severity=from_outside(worth, past),
        subject=role.name,
        what=sentences(
            msg(
                "The user or group {who} of IAM Identity Center may use the role “{role}” by AWS "
                "account access manager, without any user in this account.",
                who=who,
                role=role.name,
            ),
            rights(worth),
            *told,
        ),
        breaks=msg("The people of yours who work in this account by that way can't any more."),
        remedies=(quarantine(role), _delete(application, one, role, region)),
        new=past.new,
        made=one.get("createdAt"),
        region=region,
    )


def _delete(application: str, one: Mapping[str, Any], role: Holder, region: str) -> Remedy:
    """Made anew it gets another id; it lets in the same people."""
    pair = one["entitlement"]["principalRole"]
    key = one["entitlementId"]
    message = msg("Take the role “{name}” from these people. This can be undone.", name=role.name)
    back = call(
        f"entitlement-back-{key}",
        "create_entitlement",
        {
            "applicationArn": application,
            "entitlement": {
                "principalRole": {"principal": pair["principal"], "roleArn": pair["roleArn"]}
            },
        },
        message=msg("Give the role “{name}” to these people again", name=role.name),
        service="account-access",
        region=region,
        settled_by=("ConflictException",),
    )
    gone = call(
        f"delete-entitlement-{key}",
        "delete_entitlement",
        {"applicationArn": application, "entitlementId": key},
        message=message,
        service="account-access",
        region=region,
        settled_by=("ResourceNotFoundException",),
        undo=back,
    )
    return Remedy(CLOSE, message, (gone,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("C12",),
        NAME,
        msg("People who get a role by AWS account access manager"),
        ("account-access:ListApplications", "account-access:ListEntitlements"),
        look,
        POINTED,
    ),
)

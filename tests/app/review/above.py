"""What stands above the account, in the hands of a test: planted, found, closed, put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from app.plan import perform, undo
from app.review.check import Check
from app.review.checks import (
    identity_center,
    organization_member,
    organization_owner,
    organization_powers,
    shares,
    sign_in_rules,
    stack_sets,
)
from app.review.finding import CLOSE, Finding
from app.review.view import Vendor
from app.work import Token
from tests.app.review.conftest import Ground

OTHER = "999988887777"
CHECKS: dict[str, Check] = {
    check.name: check
    for file in (
        identity_center,
        organization_member,
        organization_owner,
        organization_powers,
        shares,
        sign_in_rules,
        stack_sets,
    )
    for check in file.CHECKS
}


def one(ground: Ground, name: str) -> Finding:
    """The only thing that a check finds."""
    (found,) = ground.findings(CHECKS[name])
    assert str(found.what)
    assert str(found.breaks)
    return found


def closed_and_back(ground: Ground, name: str, kind: str) -> None:
    """Carried out, the finding is gone; undone, it is back."""
    found = one(ground, name)
    remedy = found.remedy(kind)
    assert remedy is not None
    for action in remedy.actions:
        perform(action, ground.root.clients, Token(), {})
    assert ground.findings(CHECKS[name]) == []
    assert undo(remedy.actions, ground.root.clients, Token()) == ()
    assert one(ground, name).id == found.id


def close_for_good(ground: Ground, name: str) -> None:
    """What can't be put back is closed, and can be asked for twice."""
    remedy = one(ground, name).remedy(CLOSE)
    assert remedy is not None
    for action in (*remedy.actions, *remedy.actions):
        assert not action.undoable
        perform(action, ground.root.clients, Token(), {})
    assert ground.findings(CHECKS[name]) == []


def handed_over(ground: Ground, days: int) -> None:
    """The hand-over was so many days ago (or is to come, to make all of today's things old)."""
    ground.vendor = Vendor("AIDANOBODY", "v", ground.root.clients.now() - timedelta(days=days))


def own_organization(ground: Ground) -> str:
    """The account runs an organization with one more account; its number."""
    ground.call("organizations", "create_organization", FeatureSet="ALL")
    mail = {"Email": "shadow@example.com", "AccountName": "shadow"}
    made = ground.call("organizations", "create_account", **mail)
    return str(made["CreateAccountStatus"]["AccountId"])


# --- D5 --------------------------------------------------------------------------------------
RESERVED = "/aws-reserved/sso.amazonaws.com/"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


class Center:
    """IAM Identity Center with one set of permissions, and the role that comes of it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        found = ground.call("sso-admin", "list_instances")["Instances"][0]
        self.arn, self.store = found["InstanceArn"], {"IdentityStoreId": found["IdentityStoreId"]}
        made = ground.call(
            "sso-admin",
            "create_permission_set",
            InstanceArn=self.arn,
            Name="Admin",
            SessionDuration="PT1H",
        )
        self.set = made["PermissionSet"]["PermissionSetArn"]
        self.role = "AWSReservedSSO_Admin_0123456789abcdef"
        ground.role(self.role, {"Federated": "arn:aws:iam::1:saml-provider/x"}, Path=RESERVED)
        ground.iam("attach_role_policy", RoleName=self.role, PolicyArn=ADMINISTRATOR)

    def person(self, name: str) -> str:
        """Somebody in the directory; the id."""
        called = {"GivenName": name, "FamilyName": name}
        made = self.ground.call(
            "identitystore",
            "create_user",
            UserName=name,
            DisplayName=name,
            Name=called,
            **self.store,
        )
        return str(made["UserId"])

    def group(self, name: str, members: Iterable[str]) -> str:
        """A group in the directory; the id."""
        ask: Any = self.ground.call
        number = ask("identitystore", "create_group", DisplayName=name, **self.store)["GroupId"]
        for member in members:
            ask(
                "identitystore",
                "create_group_membership",
                GroupId=number,
                MemberId={"UserId": member},
                **self.store,
            )
        return str(number)

    def assign(self, kind: str, number: str) -> None:
        """Let somebody in, as the console does."""
        here = {"InstanceArn": self.arn, "PermissionSetArn": self.set}
        there = {"TargetId": self.ground.account, "TargetType": "AWS_ACCOUNT"}
        who = {"PrincipalType": kind, "PrincipalId": number}
        self.ground.call("sso-admin", "create_account_assignment", **here, **there, **who)
        whole = {**here, "TargetType": "ALL_PROVISIONED_ACCOUNTS"}
        self.ground.call("sso-admin", "provision_permission_set", **whole)

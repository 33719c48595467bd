"""What stands above or beside the account: organizations, invitations, shares, sign-in rules."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.messages import Message
from app.plan import perform, undo
from app.practice import Practice
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
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Severity, Unseen
from app.review.view import Vendor
from app.work import Token
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
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


# --- nothing there ---------------------------------------------------------------------------
def test_a_lone_account_is_clean(ground: Ground) -> None:
    for check in CHECKS.values():
        assert ground.findings(check) == [], check.name


def test_every_check_says_what_it_couldnt_read(ground: Ground, practice: Practice) -> None:
    ground.role("AWSReservedSSO_Admin_0123456789abcdef", {"AWS": OTHER}, Path=RESERVED)
    refused = {
        "organization_member": "organizations:DescribeOrganization",
        "organization_invitation": "organizations:ListHandshakesForAccount",
        "organization_members": "organizations:DescribeOrganization",
        "billing_transfer": "organizations:ListHandshakesForAccount",
        "central_root_access": "organizations:DescribeOrganization",
        "identity_center": "sso:ListInstances",
        "shares": "ram:GetResourceShares",
        "sign_in_rules": "signin:GetResourcePolicy",
        "stack_sets": "cloudformation:ListStackSets",
    }
    for name, operation in refused.items():
        practice.state.clear()
        practice.state.fail(operation, "AccessDeniedException", 403, times=99)
        found = ground.review(CHECKS[name])
        if CHECKS[name].scope == "sweep":
            found = ground.review(CHECKS[name], sweep=True)
        assert found.unseen, name
        assert not found.whole


# --- D1, D2 ----------------------------------------------------------------------------------
def test_somebody_elses_organization_is_critical_until_it_is_known(
    ground: Ground, practice: Practice
) -> None:
    ground.remember()
    practice.state.organization = OTHER
    found = one(ground, "organization_member")
    assert (found.severity, found.new, found.subject) == (Severity.CRITICAL, True, OTHER)
    assert found.by_hand is not None
    assert not found.remedies
    unseen = ground.said(CHECKS["central_root_access"])
    assert [one.row for one in unseen if isinstance(one, Unseen)] == ["D11"]
    ground.remember()
    assert one(ground, "organization_member").severity == Severity.LOW
    ground.call("organizations", "leave_organization")
    assert ground.findings(CHECKS["organization_member"]) == []


def test_an_organization_that_only_pays_lets_nobody_in(ground: Ground, practice: Practice) -> None:
    practice.state.organization = OTHER
    practice.state.above.feature_set = "CONSOLIDATED_BILLING"
    assert one(ground, "organization_member").severity == Severity.MEDIUM
    practice.state.above.invite(OTHER, ground.account, "ENABLE_ALL_FEATURES")
    assert one(ground, "organization_invitation").severity == Severity.HIGH
    close_for_good(ground, "organization_invitation")


def test_an_organization_of_ones_own_isnt_somebody_elses(ground: Ground) -> None:
    own_organization(ground)
    assert ground.findings(CHECKS["organization_member"]) == []


def test_an_invitation_is_declined(ground: Ground, practice: Practice) -> None:
    practice.state.above.invite(OTHER, ground.account)
    found = one(ground, "organization_invitation")
    assert (found.severity, found.made_by) == (Severity.HIGH, OTHER)
    assert ground.findings(CHECKS["billing_transfer"]) == []
    close_for_good(ground, "organization_invitation")


def test_an_accepted_invitation_is_an_organization(ground: Ground, practice: Practice) -> None:
    number = practice.state.above.invite(OTHER, ground.account)
    ground.call("organizations", "accept_handshake", HandshakeId=number)
    assert ground.findings(CHECKS["organization_invitation"]) == []
    assert one(ground, "organization_member").subject == OTHER


# --- D3 --------------------------------------------------------------------------------------
def test_accounts_beside_this_one_are_judged_by_their_age(ground: Ground) -> None:
    number = own_organization(ground)
    assert one(ground, "organization_members").severity == Severity.MEDIUM
    handed_over(ground, days=1)
    found = one(ground, "organization_members")
    assert (found.severity, found.subject) == (Severity.HIGH, number)
    handed_over(ground, days=-1)
    assert one(ground, "organization_members").severity == Severity.LOW


def test_a_delegated_administrator_is_found_and_taken_back(ground: Ground) -> None:
    number = own_organization(ground)
    service = {"ServicePrincipal": "ssm.amazonaws.com"}
    ground.call("organizations", "register_delegated_administrator", AccountId=number, **service)
    handed_over(ground, days=1)
    found = one(ground, "delegated_administrator")
    assert found.severity == Severity.HIGH
    assert "ssm.amazonaws.com" in str(found.what)
    closed_and_back(ground, "delegated_administrator", CLOSE)


def test_only_services_that_let_people_in_are_named(ground: Ground) -> None:
    own_organization(ground)
    for service in ("ssm.amazonaws.com", "sso.amazonaws.com"):
        ground.call("organizations", "enable_aws_service_access", ServicePrincipal=service)
    found = one(ground, "trusted_service")
    assert (found.subject, found.severity) == ("sso.amazonaws.com", Severity.LOW)
    handed_over(ground, days=1)
    assert one(ground, "trusted_service").severity == Severity.MEDIUM


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


def test_a_person_of_identity_center_is_found_and_taken_out(ground: Ground) -> None:
    ground.remember()
    center = Center(ground)
    center.assign("USER", center.person("eve"))
    found = one(ground, "identity_center")
    assert (found.severity, found.new) == (Severity.HIGH, True)
    assert "eve" in str(found.what)
    closed_and_back(ground, "identity_center", CLOSE)


def test_a_group_is_shown_with_its_people(ground: Ground) -> None:
    center = Center(ground)
    people = [center.person(f"person{n:02}") for n in range(12)]
    center.assign("GROUP", center.group("admins", people))
    found = one(ground, "identity_center")
    assert found.severity == Severity.MEDIUM  # whether it is new can't be told
    assert "admins" in str(found.what)
    assert "person09 + 2" in str(found.what)


def test_a_new_person_in_a_group_that_was_there_is_found(
    ground: Ground, practice: Practice
) -> None:
    center = Center(ground)
    group = center.group("admins", [center.person("boss")])
    center.assign("GROUP", group)
    handed_over(ground, days=1)
    events = practice.state.history.events
    ago = [replace(event, when=event.when - 2 * 86_400) for event in events]
    practice.state.history.events = deque(ago)
    ground.remember()
    assert one(ground, "identity_center").severity == Severity.LOW
    member: dict[str, Any] = {"MemberId": {"UserId": center.person("eve")}}
    ground.call("identitystore", "create_group_membership", GroupId=group, **member, **center.store)
    found = one(ground, "identity_center")
    assert (found.severity, found.new) == (Severity.HIGH, True)
    assert "eve" in str(found.what)


def test_people_who_were_there_before_the_vendor_are_no_danger(ground: Ground) -> None:
    center = Center(ground)
    ground.remember()
    center.ground.vendor = Vendor("AIDANOBODY", "v", ground.root.clients.now())
    said = ground.said(CHECKS["identity_center"])
    assert [one.severity for one in said if isinstance(one, Finding)] == [Severity.LOW]


def test_an_instance_that_lets_nobody_in_is_no_finding(ground: Ground) -> None:
    found = ground.call("sso-admin", "list_instances")["Instances"]
    assert found  # practice shows one to everybody
    assert ground.findings(CHECKS["identity_center"]) == []


def test_where_people_cant_be_seen_the_role_is_shown(ground: Ground, practice: Practice) -> None:
    center = Center(ground)
    center.assign("USER", center.person("eve"))
    practice.state.fail("sso:ListAccountAssignments", "AccessDeniedException", 403)
    said = ground.said(CHECKS["identity_center"])
    assert [type(one) for one in said] == [Unseen, Finding]
    assert isinstance(said[1], Finding)
    assert said[1].by_hand is not None
    assert said[1].id == f"identity_center:role/{center.role}"


def test_open_sessions_of_identity_center_are_said_not_to_be_checked() -> None:
    assert isinstance(identity_center.NOT_CHECKED["D6"], Message)


# --- D7 --------------------------------------------------------------------------------------
def test_a_stack_set_role_for_another_account_is_critical(ground: Ground) -> None:
    ground.role("AWSCloudFormationStackSetExecutionRole", {"AWS": OTHER})
    name = {"RoleName": "AWSCloudFormationStackSetExecutionRole"}
    assert one(ground, "stack_set_role").severity == Severity.HIGH
    ground.iam("put_role_policy", **name, PolicyName="all", PolicyDocument=ANYTHING)
    assert one(ground, "stack_set_role").severity == Severity.CRITICAL
    closed_and_back(ground, "stack_set_role", SWITCH_OFF)


def test_a_stack_set_role_for_this_account_alone_is_nothing(ground: Ground) -> None:
    ground.role("AWSCloudFormationStackSetExecutionRole", {"AWS": ground.account})
    assert ground.findings(CHECKS["stack_set_role"]) == []


def test_a_stack_set_role_for_a_principal_that_is_gone_is_nothing(ground: Ground) -> None:
    view = ground.view()
    ground.role("AWSCloudFormationStackSetExecutionRole", {"AWS": ground.account})
    role = view.identities.roles[0]
    gone = {"Effect": "Allow", "Principal": {"AWS": "AROAGONE"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Statement": [gone]})
    assert stack_sets.outsiders(replace(role, trust=trust), ground.account) == ()


def test_a_known_stack_set_role_is_low_until_its_trust_changes(ground: Ground) -> None:
    ground.role("stacksets-exec-1", {"AWS": f"arn:aws:iam::{OTHER}:root"})
    ground.remember()
    assert one(ground, "stack_set_role").severity == Severity.LOW
    outsider = {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [outsider]})
    trust = {"RoleName": "stacksets-exec-1", "PolicyDocument": document}
    ground.iam("update_assume_role_policy", **trust)
    assert one(ground, "stack_set_role").severity == Severity.HIGH


def test_stack_sets_of_any_region_are_shown(ground: Ground) -> None:
    make = {"StackSetName": "baseline", "TemplateBody": "{}"}
    ground.call("cloudformation", "create_stack_set", "eu-west-1", **make)
    found = one(ground, "stack_sets")
    assert (found.severity, found.region) == (Severity.LOW, "eu-west-1")


def test_a_stack_set_that_spreads_by_itself_is_more(ground: Ground) -> None:
    make = {"StackSetName": "spread", "PermissionModel": "SERVICE_MANAGED"}
    spread = {"Enabled": True, "RetainStacksOnAccountRemoval": False}
    ground.call("cloudformation", "create_stack_set", AutoDeployment=spread, **make)
    assert one(ground, "stack_sets").severity == Severity.MEDIUM


# --- D8 --------------------------------------------------------------------------------------
def test_a_share_with_another_account_is_stopped_and_shared_again(ground: Ground) -> None:
    ground.call(
        "ram", "create_resource_share", "ap-northeast-1", name="subnets", principals=[OTHER]
    )
    found = one(ground, "shares")
    assert (found.severity, found.region) == (Severity.MEDIUM, "ap-northeast-1")
    closed_and_back(ground, "shares", CLOSE)
    handed_over(ground, days=-1)
    assert one(ground, "shares").severity == Severity.LOW


def test_a_share_with_oneself_is_nothing(ground: Ground) -> None:
    own = f"arn:aws:iam::{ground.account}:role/x"
    ground.call("ram", "create_resource_share", name="own", principals=[own])
    assert ground.findings(CHECKS["shares"]) == []


def test_a_share_with_an_account_of_ones_own_organization_is_low(
    ground: Ground, practice: Practice
) -> None:
    number = own_organization(ground)
    ground.call("ram", "create_resource_share", name="subnets", principals=[number])
    practice.state.above.shares[0]["within"].append(number)
    assert one(ground, "shares").severity == Severity.LOW


def test_a_share_with_a_service_of_aws_is_nothing(ground: Ground) -> None:
    service = ["pca-connector-ad.amazonaws.com"]
    ground.call("ram", "create_resource_share", name="ad", principals=service)
    assert ground.findings(CHECKS["shares"]) == []


def test_what_others_share_and_offer_is_shown(ground: Ground, practice: Practice) -> None:
    arn = f"arn:aws:ram:us-west-2:{OTHER}:resource-share/1"
    shared = {"resourceShareArn": arn, "name": "network", "owningAccountId": OTHER}
    practice.state.above.shared_in.append({**shared, "status": "ACTIVE", "creationTime": 1})
    found = one(ground, "shares")
    assert (found.severity, found.made_by) == (Severity.LOW, OTHER)
    practice.state.above.shared_in.clear()
    offer = {
        "resourceShareInvitationArn": f"arn:aws:ram:us-west-2:{OTHER}:resource-share-invitation/1",
        "resourceShareName": "network",
        "senderAccountId": OTHER,
        "status": "PENDING",
        "invitationTimestamp": 1,
    }
    practice.state.above.share_invitations.append(offer)
    close_for_good(ground, "shares")


def test_a_company_with_an_organization_of_its_own_is_left_in_peace(
    ground: Ground, practice: Practice
) -> None:
    number = own_organization(ground)
    for service in ("sso.amazonaws.com", "ssm.amazonaws.com"):
        ground.call("organizations", "enable_aws_service_access", ServicePrincipal=service)
    service = "ssm.amazonaws.com"
    ground.call(
        "organizations",
        "register_delegated_administrator",
        AccountId=number,
        ServicePrincipal=service,
    )
    practice.state.above.root_features = ["RootSessions"]
    center = Center(ground)
    center.assign("GROUP", center.group("admins", [center.person("boss")]))
    ground.role("AWSCloudFormationStackSetExecutionRole", {"AWS": ground.account})
    ground.call("ram", "create_resource_share", name="subnets", principals=[number])
    ground.remember()
    handed_over(ground, days=-1)
    found = [one for check in CHECKS.values() for one in ground.findings(check)]
    assert {one.row for one in found} == {"D3", "D5", "D8", "D11"}
    assert {one.severity for one in found} == {Severity.LOW}


# --- D9, D10, D11 ----------------------------------------------------------------------------
def test_transfers_of_bills_are_shown_both_ways(ground: Ground, practice: Practice) -> None:
    above = practice.state.above
    above.transfer("outward", ground.account, OTHER)
    assert ground.findings(CHECKS["billing_transfer"]) == []  # it runs no organization
    own_organization(ground)
    found = one(ground, "billing_transfer")
    assert (found.severity, found.made_by) == (Severity.MEDIUM, OTHER)
    above.transfer("inward", "555566667777", ground.account)
    above.transfer("inward", "555566667777", ground.account, status="WITHDRAWN")
    assert len(ground.findings(CHECKS["billing_transfer"])) == 2


def test_an_offer_to_take_over_bills_is_declined(ground: Ground, practice: Practice) -> None:
    practice.state.above.invite(OTHER, ground.account, "TRANSFER_RESPONSIBILITY")
    assert ground.findings(CHECKS["organization_invitation"]) == []
    close_for_good(ground, "billing_transfer")


def test_a_sign_in_rule_that_binds_root_is_switched_off_and_on(
    ground: Ground, practice: Practice
) -> None:
    practice.state.signin_policy["1"] = {"sourceIp": "192.0.2.0/24"}
    practice.state.signin_enforced = True
    found = one(ground, "sign_in_rules")
    assert found.severity == Severity.HIGH
    assert "192.0.2.0/24" in str(found.what)
    remedy = found.remedy(SWITCH_OFF)
    assert remedy is not None
    perform(remedy.actions[0], ground.root.clients, Token(), {})
    assert one(ground, "sign_in_rules").severity == Severity.MEDIUM  # prepared, and off
    assert undo(remedy.actions, ground.root.clients, Token()) == ()
    assert one(ground, "sign_in_rules").severity == Severity.HIGH


def test_a_sign_in_rule_that_spares_root_is_only_told(ground: Ground, practice: Practice) -> None:
    root = f"arn:aws:iam::{ground.account}:root"
    rule = {"sourceIp": "192.0.2.0/24", "excludedPrincipal": root}
    practice.state.signin_policy["1"] = rule
    practice.state.signin_enforced = True
    found = one(ground, "sign_in_rules")
    assert found.severity == Severity.LOW
    assert not found.remedies


def test_central_root_access_is_switched_off_and_on(ground: Ground, practice: Practice) -> None:
    own_organization(ground)
    assert ground.findings(CHECKS["central_root_access"]) == []
    practice.state.above.root_features = ["RootCredentialsManagement", "RootSessions"]
    assert one(ground, "central_root_access").severity == Severity.LOW
    closed_and_back(ground, "central_root_access", SWITCH_OFF)

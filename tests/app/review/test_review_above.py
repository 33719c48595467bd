"""What stands above or beside the account: organizations, invitations, bills, sign-in rules."""

from __future__ import annotations

import pytest

from app.plan import perform, undo
from app.practice import Practice
from app.review.finding import CLOSE, SWITCH_OFF, Severity, Unseen
from app.work import Token
from tests.app.review.above import (
    CHECKS,
    OTHER,
    RESERVED,
    Center,
    close_for_good,
    closed_and_back,
    handed_over,
    one,
    own_organization,
)
from tests.app.review.conftest import Ground

pytestmark = pytest.mark.keyring


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

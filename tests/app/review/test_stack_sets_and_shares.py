"""Stack sets and shares: who else may act in the account, or is given something of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.practice import Practice
from app.review.checks import (
    stack_sets,
)
from app.review.finding import CLOSE, SWITCH_OFF, Severity
from tests.app.review.above import (
    CHECKS,
    OTHER,
    close_for_good,
    closed_and_back,
    handed_over,
    one,
    own_organization,
)
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring


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

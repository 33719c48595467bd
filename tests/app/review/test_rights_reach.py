"""Conditions that keep nothing apart, and rights about what gives oneself one's rights."""

from __future__ import annotations

from typing import Any

import pytest

from app.review.identities import GROUP, ROLE, USER, Identities, Managed
from app.review.rights import Power, power_of
from tests.app.review.test_rights import ACCOUNT, ADMIN, BORN, allow, deny, document, holder, of

AWS_POLICIES = "arn:aws:iam::aws:policy"
READING = f"{AWS_POLICIES}/ReadOnlyAccess"


@pytest.mark.parametrize(
    "condition",
    [
        {"Bool": {"aws:ViaAWSService": "false"}},
        {"ForAllValues:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}},
        {"StringLike": {"aws:ResourceTag/a": "?*"}},
        {"StringEquals": {"aws:CalledVia": "cloudformation.amazonaws.com"}},
    ],
)
def test_a_condition_that_matches_everything_hides_no_administrator(condition: Any) -> None:
    assert of(allow("*", Condition=condition)) is Power.ALL


@pytest.mark.parametrize(
    "condition",
    [
        {"ArnLike": {"iam:PolicyARN": f"{AWS_POLICIES}/*"}},
        {"ArnEquals": {"iam:PolicyARN": f"{AWS_POLICIES}/IAMFullAccess"}},
        {"ArnEquals": {"iam:PolicyARN": f"{AWS_POLICIES}/PowerUserAccess"}},
        {"StringEquals": {"iam:PermissionsBoundary": f"{AWS_POLICIES}/IAMFullAccess"}},
    ],
)
def test_policies_that_lead_to_more_rights_can_be_attached(condition: Any) -> None:
    assert of(allow("iam:AttachUserPolicy", Condition=condition)) is Power.ESCALATES


@pytest.mark.parametrize(
    ("action", "condition"),
    [
        ("*", {"Bool": {"aws:ViaAWSService": "true"}}),
        ("*", {"StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}}),
        ("*", {"StringEquals": {"aws:ResourceTag/team": "web"}}),
        (
            "iam:AttachUserPolicy",
            {"ArnEquals": {"iam:PolicyARN": READING}},
        ),
        (
            "iam:AttachRolePolicy",
            {"StringEquals": {"iam:PermissionsBoundary": READING}},
        ),
    ],
)
def test_a_condition_that_keeps_something_apart_counts(action: str, condition: Any) -> None:
    assert of(allow(action, Condition=condition)) is Power.SOME


def test_a_new_version_of_ones_own_policy() -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:policy/mine"
    text = document(allow("iam:CreatePolicyVersion", arn))
    mine = Managed(arn, "mine", "P1", BORN, "v1", {"v1": text})
    aide = holder(USER, "aide", attached=(arn,))
    assert power_of(aide, Identities(users=(aide,), policies=(mine,))) is Power.ESCALATES
    other = holder(USER, "other", allow("iam:CreatePolicyVersion", arn))
    assert power_of(other, Identities(users=(other,), policies=(mine,))) is Power.SOME


def test_a_policy_for_ones_own_group() -> None:
    group = holder(GROUP, "team")
    aide = holder(USER, "aide", allow("iam:PutGroupPolicy", group.arn), groups=("team",))
    assert power_of(aide, Identities(users=(aide,), groups=(group,))) is Power.ESCALATES
    alone = holder(USER, "aide", allow("iam:PutGroupPolicy", group.arn))
    assert power_of(alone, Identities(users=(alone,), groups=(group,))) is Power.SOME


def test_a_place_in_a_strong_group() -> None:
    strong = holder(GROUP, "admins", ADMIN)
    aide = holder(USER, "aide", allow("iam:AddUserToGroup", strong.arn))
    assert power_of(aide, Identities(users=(aide,), groups=(strong,))) is Power.ESCALATES
    weak = holder(GROUP, "admins", allow("s3:*"))
    assert power_of(aide, Identities(users=(aide,), groups=(weak,))) is Power.SOME


def test_who_is_named_by_a_strong_role_needs_no_right_for_it() -> None:
    aide = holder(USER, "aide", allow("s3:*"))
    trust = document(
        {"Effect": "Allow", "Principal": {"AWS": aide.arn}, "Action": "sts:AssumeRole"}
    )
    strong = holder(ROLE, "ops", ADMIN, trust=trust)
    assert power_of(aide, Identities(users=(aide,), roles=(strong,))) is Power.ESCALATES
    weak = holder(ROLE, "ops", allow("s3:*"), trust=trust)
    assert power_of(aide, Identities(users=(aide,), roles=(weak,))) is Power.SOME
    barred = holder(USER, "aide", allow("s3:*"), deny("sts:*"))
    assert power_of(barred, Identities(users=(barred,), roles=(strong,))) is Power.SOME


def test_a_service_by_the_name_that_it_has_in_a_region() -> None:
    trust = document(
        {
            "Effect": "Allow",
            "Principal": {"Service": "states.us-east-1.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    )
    strong = holder(ROLE, "flow", ADMIN, trust=trust)
    steps = ("iam:PassRole", "states:CreateStateMachine", "states:StartExecution")
    dev = holder(USER, "dev", allow(list(steps)))
    assert power_of(dev, Identities(users=(dev,), roles=(strong,))) is Power.ESCALATES

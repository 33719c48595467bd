"""Rights that somebody hid behind a condition, a pattern or a name of their own making."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.review.checks.role_insiders import _personal
from app.review.identities import ROLE, USER, Identities, Managed
from app.review.rights import Power, power_of
from app.review.rolechains import renewing
from app.review.trust import ways
from tests.app.review.test_rights import ACCOUNT, ADMIN, BORN, allow, document, holder, of

OWN_POLICY = f"arn:aws:iam::{ACCOUNT}:policy"


def managed(name: str, *found: dict[str, Any]) -> Managed:
    arn = f"{OWN_POLICY}/{name}"
    return Managed(arn, name, f"ID{name}", BORN, "v1", {"v1": document(*found)})


@pytest.mark.parametrize(
    "condition",
    [
        {"ArnEquals": {"iam:PolicyARN": f"{OWN_POLICY}/harmless"}},
        {"ArnLike": {"iam:PolicyARN": f"{OWN_POLICY}/h*"}},
        {"StringEquals": {"iam:PermissionsBoundary": f"{OWN_POLICY}/harmless"}},
    ],
)
def test_a_policy_of_the_accounts_own_that_gives_all_can_be_attached(condition: Any) -> None:
    user = holder(USER, "ci", allow("iam:AttachUserPolicy", Condition=condition))
    strong = Identities(users=(user,), policies=(managed("harmless", ADMIN),))
    assert power_of(user, strong) is Power.ESCALATES
    weak = Identities(users=(user,), policies=(managed("harmless", allow("s3:GetObject")),))
    assert power_of(user, weak) is Power.SOME


def test_what_a_template_does_is_by_way_of_a_service() -> None:
    condition = {"Bool": {"aws:ViaAWSService": "true"}}
    user = holder(USER, "ci", allow("cloudformation:*"), allow("*", Condition=condition))
    assert power_of(user, Identities(users=(user,))) >= Power.ESCALATES


def test_a_tag_that_an_administrator_bears_keeps_nothing_apart() -> None:
    condition = {"StringEquals": {"aws:ResourceTag/team": "web"}}
    user = holder(USER, "ci", allow("iam:CreateAccessKey", Condition=condition))
    admin = holder(USER, "admin", ADMIN)
    assert power_of(user, Identities(users=(user, admin))) is Power.SOME
    tagged = replace(admin, tags={"team": "web"})
    assert power_of(user, Identities(users=(user, tagged))) is Power.ESCALATES
    mine = allow("iam:PutUserPolicy", Condition=condition)
    itself = holder(USER, "me", mine, tags={"team": "web"})
    assert power_of(itself, Identities(users=(itself,))) is Power.ESCALATES


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:?*"),
        ("ssm:StartSession", "arn:aws:ec2:*:*:instance/i-*"),
        ("ssm:StartSession", "arn:aws:ec2:us-east-1:111122223333:i*"),
        ("ecs:ExecuteCommand", "arn:aws:ecs:*:*:task/*/?*"),
        ("lambda:UpdateFunctionCode", "arn:aws:lambda:us-east-1:111122223333:f*"),
        ("lambda:UpdateFunctionCode", "arn:aws:l*"),
    ],
)
def test_a_pattern_that_everything_matches_is_wide(action: str, resource: str) -> None:
    assert of(allow(action, resource)) is Power.ESCALATES


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:web-*"),
        ("ssm:StartSession", "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc*"),
    ],
)
def test_a_pattern_that_names_something_is_not(action: str, resource: str) -> None:
    assert of(allow(action, resource)) is Power.SOME


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("aws:userid", "AIDA*", True),
        ("aws:userid", "A*", True),
        ("aws:userid", "AROA*:*", True),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:u*", True),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:user/?*", True),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:*", True),
        ("aws:PrincipalArn", "arn:*", True),
        ("aws:username", "?*", True),
        ("aws:userid", "AIDAAASPPY7VYWOPUFYUW", False),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:user/mika", False),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/deploy-*", False),
        ("aws:username", "mika", False),
    ],
)
def test_a_condition_that_everybody_meets_names_nobody(key: str, value: str, wanted: bool) -> None:
    found = ways(trusting({key: value}), ACCOUNT)
    assert [_personal(way) for way in found] == [not wanted]


def trusting(condition: dict[str, str]) -> str:
    whole = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    return document(
        {
            "Effect": "Allow",
            "Principal": whole,
            "Action": "sts:AssumeRole",
            "Condition": {"StringLike": condition},
        }
    )


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({"aws:username": "mika"}, False),
        ({"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/mika"}, False),
        ({"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:*"}, True),
        ({"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/Deploy"}, True),
    ],
)
def test_what_only_users_may_switch_to_is_not_renewed_by_a_session(
    condition: dict[str, str], wanted: bool
) -> None:
    role = holder(ROLE, "Deploy", ADMIN, trust=trusting(condition))
    entered = (role, ways(role.trust, ACCOUNT))
    assert bool(renewing([entered], Identities(roles=(role,)))) is wanted

"""Who can make itself an administrator, old versions, strong groups, and bans."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.review.checks import denies, escalation, old_versions, strong_groups
from app.review.finding import Severity
from app.review.remedies import QUARANTINE
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
(ESCALATION,) = escalation.CHECKS
(VERSIONS,) = old_versions.CHECKS
(GROUPS,) = strong_groups.CHECKS
(DENIES,) = denies.CHECKS
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
LIMIT = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def document(effect: str, actions: Any, **more: Any) -> str:
    statement = {"Effect": effect, "Action": actions, "Resource": "*", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def give(ground: Ground, name: str, text: str) -> None:
    ground.iam("put_user_policy", UserName=name, PolicyName="p", PolicyDocument=text)


@pytest.mark.parametrize(
    "actions",
    [
        "iam:CreateAccessKey",
        ["iam:PassRole", "ec2:RunInstances"],
        ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
        ["iam:PassRole", "cloudformation:CreateStack"],
    ],
)
def test_a_user_who_can_make_itself_an_administrator(ground: Ground, actions: Any) -> None:
    for service in ("ec2", "lambda", "cloudformation"):
        ground.role(service, {"Service": f"{service}.amazonaws.com"})
        ground.iam("attach_role_policy", RoleName=service, PolicyArn=ADMIN)
    ground.user("aide")
    ground.let_in()
    ground.remember()
    give(ground, "aide", document("Allow", actions))
    found = one(ground, ESCALATION)
    assert (found.severity, found.subject) == (Severity.HIGH, "aide")
    closes_and_comes_back(ground, ESCALATION, found)


def test_a_developer_without_strong_roles_around_is_nothing(ground: Ground) -> None:
    ground.role("app", {"Service": "lambda.amazonaws.com"})
    ground.user("dev")
    ground.iam(
        "attach_user_policy", UserName="dev", PolicyArn="arn:aws:iam::aws:policy/PowerUserAccess"
    )
    assert not ground.findings(ESCALATION)


def test_a_role_from_before_is_good_to_know(ground: Ground) -> None:
    ground.role("deploy", {"Service": "codebuild.amazonaws.com"})
    text = document("Allow", "iam:*")
    ground.iam("put_role_policy", RoleName="deploy", PolicyName="p", PolicyDocument=text)
    assert one(ground, ESCALATION).severity is Severity.MEDIUM
    ground.let_in()
    ground.remember()
    found = one(ground, ESCALATION)
    assert (found.severity, found.new) == (Severity.LOW, False)


def test_an_old_version_that_gives_everything(ground: Ground) -> None:
    ground.let_in()
    ground.remember()
    arn = ground.iam("create_policy", PolicyName="p", PolicyDocument=ANYTHING)["Policy"]["Arn"]
    narrow = document("Allow", "s3:GetObject")
    ground.iam("create_policy_version", PolicyArn=arn, PolicyDocument=narrow, SetAsDefault=True)
    assert one(ground, VERSIONS).severity is Severity.LOW  # nobody holds the policy
    ground.user("clerk")
    ground.iam("attach_user_policy", UserName="clerk", PolicyArn=arn)
    found = one(ground, VERSIONS)
    assert found.severity is Severity.MEDIUM
    closes_and_comes_back(ground, VERSIONS, found)
    ground.remember()
    assert one(ground, VERSIONS).severity is Severity.LOW


def test_an_old_version_that_gives_no_more_is_nothing(ground: Ground) -> None:
    arn = ground.iam("create_policy", PolicyName="p", PolicyDocument=document("Allow", "s3:*"))
    arn = arn["Policy"]["Arn"]
    ground.iam("create_policy_version", PolicyArn=arn, PolicyDocument=ANYTHING, SetAsDefault=True)
    assert not ground.findings(VERSIONS)


def group(ground: Ground, name: str) -> None:
    ground.iam("create_group", GroupName=name)
    ground.user(f"{name}-member")
    ground.iam("add_user_to_group", GroupName=name, UserName=f"{name}-member")


def test_a_group_that_has_become_strong(ground: Ground) -> None:
    group(ground, "office")
    ground.let_in()
    ground.remember()
    assert not ground.findings(GROUPS)
    ground.iam("put_group_policy", GroupName="office", PolicyName="p", PolicyDocument=ANYTHING)
    ground.iam("attach_group_policy", GroupName="office", PolicyArn=ADMIN)
    found = one(ground, GROUPS)
    assert found.severity is Severity.HIGH
    assert "office-member" in str(found.what)
    closes_and_comes_back(ground, GROUPS, found)


def test_a_strong_group_by_what_is_known(ground: Ground) -> None:
    group(ground, "admins")
    ground.iam("attach_group_policy", GroupName="admins", PolicyArn=ADMIN)
    assert one(ground, GROUPS).severity is Severity.MEDIUM
    ground.let_in()
    ground.remember()
    assert one(ground, GROUPS).severity is Severity.LOW
    group(ground, "more")
    ground.iam("attach_group_policy", GroupName="more", PolicyArn=ADMIN)
    assert {f.subject: f.severity for f in ground.findings(GROUPS)} == {
        "admins": Severity.LOW,
        "more": Severity.HIGH,
    }


def test_bans_on_the_customers_own_people(ground: Ground) -> None:
    ground.user("boss")
    ground.role("ours", {"Service": "ec2.amazonaws.com"})
    ground.let_in()
    ground.remember()
    give(ground, "boss", document("Deny", "iam:*"))
    ground.iam("put_user_permissions_boundary", UserName="boss", PermissionsBoundary=LIMIT)
    ground.iam(
        "attach_role_policy", RoleName="ours", PolicyArn="arn:aws:iam::aws:policy/AWSDenyAll"
    )
    found = {f.id.rpartition("/")[0]: f for f in ground.findings(DENIES)}
    assert set(found) == {"denies:deny/user", "denies:boundary/user", "denies:deny/role"}
    assert {f.severity for f in found.values()} == {Severity.MEDIUM}
    for finding in found.values():
        closes_and_comes_back(ground, DENIES, finding)


def test_a_rule_for_mfa_and_our_own_block_are_no_bans(ground: Ground) -> None:
    ground.user("boss")
    ground.user("other")
    ground.let_in()
    ground.remember()
    unless = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
    give(ground, "boss", document("Deny", "*", Condition=unless))
    ground.iam(
        "put_user_policy",
        UserName="other",
        PolicyName=QUARANTINE,
        PolicyDocument=document("Deny", "*"),
    )
    assert not ground.findings(DENIES)


def test_bans_from_before_are_the_customers_own(ground: Ground) -> None:
    ground.user("boss")
    give(ground, "boss", document("Deny", "iam:*"))
    ground.iam("put_user_permissions_boundary", UserName="boss", PermissionsBoundary=LIMIT)
    assert one(ground, DENIES).severity is Severity.LOW
    ground.let_in()
    ground.remember()
    assert not ground.findings(DENIES)

"""Roles that have got all rights, or others who may use them, since the hand-over."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.denial import SESSIONS_POLICY_NAME, sessions_ended
from app.plan import perform
from app.practice import Practice
from app.review.checks import escalation
from app.review.finding import Severity
from app.review.role_remedies import OLDER_SESSIONS, end_sessions
from app.review.running import old, role_of
from app.work import Token
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import ANYTHING, Ground
from tests.app.review.planting import policy
from tests.app.review.roles import ADMIN, OTHER, admin

pytestmark = pytest.mark.keyring
(ESCALATION,) = escalation.CHECKS


def grow(ground: Ground, name: str) -> None:
    ground.iam("attach_role_policy", RoleName=name, PolicyArn=ADMIN)


def trust(ground: Ground, name: str, *principals: Any) -> None:
    statements = [
        {"Effect": "Allow", "Principal": one, "Action": "sts:AssumeRole"} for one in principals
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    ground.iam("update_assume_role_policy", RoleName=name, PolicyDocument=document)


@pytest.mark.parametrize(
    "service", ["lambda", "ec2", "cloudformation", "codebuild", "sagemaker", ""]
)
def test_a_role_that_got_all_rights_is_told(ground: Ground, service: str) -> None:
    ground.user("printer")
    named = {"AWS": f"arn:aws:iam::{ground.account}:user/printer"}
    ground.role("tool", {"Service": f"{service}.amazonaws.com"} if service else named)
    ground.let_in()
    ground.remember()
    assert not ground.findings(ESCALATION)
    grow(ground, "tool")
    found = {f.subject: f for f in ground.findings(ESCALATION)}
    assert found["tool"].severity is Severity.HIGH
    assert (service or "printer") in str(found["tool"].what)
    assert ("printer" in found) is (service == "")
    closes_and_comes_back(ground, ESCALATION, found["tool"])


def test_a_new_administrator_role_for_one_weak_user(ground: Ground) -> None:
    ground.user("printer")
    ground.let_in()
    ground.remember()
    ground.role("spare", {"AWS": f"arn:aws:iam::{ground.account}:user/printer"})
    grow(ground, "spare")
    found = {f.subject: f for f in ground.findings(ESCALATION)}
    assert found["spare"].severity is Severity.HIGH
    assert found["spare"].new
    assert "sts:assumerole" in str(found["printer"].what)


def test_a_user_added_to_the_trust_of_an_administrator_role(ground: Ground) -> None:
    ground.user("printer")
    ground.role("ops", {"Service": "lambda.amazonaws.com"})
    grow(ground, "ops")
    ground.let_in()
    ground.remember()
    assert not ground.findings(ESCALATION)
    printer = {"AWS": f"arn:aws:iam::{ground.account}:user/printer"}
    trust(ground, "ops", {"Service": "lambda.amazonaws.com"}, printer)
    found = {f.subject: f.severity for f in ground.findings(ESCALATION)}
    assert found["ops"] is Severity.HIGH
    assert "printer" in found


def test_a_changed_trust_alone_makes_it_worth_a_look(ground: Ground) -> None:
    ground.role("half", {"Service": "lambda.amazonaws.com"})
    text = {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [text]})
    ground.iam("put_role_policy", RoleName="half", PolicyName="p", PolicyDocument=document)
    ground.let_in()
    ground.remember()
    assert one(ground, ESCALATION).severity is Severity.LOW
    trust(ground, "half", {"Service": "ec2.amazonaws.com"})
    assert one(ground, ESCALATION).severity is Severity.HIGH


def test_a_way_from_outside_is_told_by_the_check_of_these(ground: Ground) -> None:
    ground.remember()
    ground.role("saas", {"AWS": OTHER})
    grow(ground, "saas")
    assert not ground.findings(ESCALATION)


def test_our_own_end_of_sessions_changes_nothing(ground: Ground, practice: Practice) -> None:
    ground.role("half", {"Service": "lambda.amazonaws.com"})
    ground.role("whole", {"Service": "lambda.amazonaws.com"})
    ground.user("aide")
    text = policy({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})
    ground.iam("put_role_policy", RoleName="half", PolicyName="p", PolicyDocument=text)
    ground.iam("put_user_policy", UserName="aide", PolicyName="p", PolicyDocument=text)
    admin(ground, "whole")
    ground.let_in()
    ground.remember()
    now = ground.root.clients.now()
    for name in ("half", "whole"):
        role = next(r for r in ground.view().identities.roles if r.name == name)
        perform(end_sessions(role, now), ground.root.clients, Token(), {})
    ended = {"PolicyName": SESSIONS_POLICY_NAME, "PolicyDocument": sessions_ended(now)}
    ground.iam("put_user_policy", UserName="aide", **ended)
    assert {f.severity for f in ground.findings(ESCALATION)} == {Severity.LOW}
    view = ground.view()
    whole = role_of(view, f"arn:aws:iam::{ground.account}:role/whole")
    assert whole is not None
    assert old(view, whole)


def test_a_policy_of_that_name_that_gives_rights_is_a_change(ground: Ground) -> None:
    ground.role("ops", {"Service": "lambda.amazonaws.com"})
    ground.let_in()
    ground.remember()
    text = ANYTHING
    ground.iam("put_role_policy", RoleName="ops", PolicyName=OLDER_SESSIONS, PolicyDocument=text)
    assert one(ground, ESCALATION).severity is Severity.HIGH

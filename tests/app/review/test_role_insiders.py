"""Roles that renew themselves, and sessions that may still live."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from app.denial import DENY_POLICY
from app.plan import perform, undo
from app.practice import Practice
from app.review.checks import role_insiders
from app.review.finding import CLOSE, SWITCH_OFF, Severity
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.roles import ADMIN, admin, closes_and_comes_back, one, some
from tests.app.vendorcalls import VendorCalls

pytestmark = pytest.mark.keyring
CHAINS, SESSIONS = role_insiders.CHECKS


def used(practice: Practice, name: str, ago: timedelta) -> None:
    """Let AWS say that a role was used."""
    front = practice._front  # no call of AWS sets it
    assert front is not None
    front.account.iam.get_role(name).last_used = datetime.now(UTC) - ago


def test_a_new_administrator_role_for_the_whole_account_renews_itself(ground: Ground) -> None:
    ground.remember()
    ground.role("ops", {"AWS": f"arn:aws:iam::{ground.account}:root"})
    admin(ground, "ops")
    found = one(ground, CHAINS)
    assert (found.row, found.severity) == ("C6", Severity.HIGH)
    assert "renew" in str(found.what)
    closes_and_comes_back(ground, CHAINS, SWITCH_OFF)
    closes_and_comes_back(ground, CHAINS, CLOSE)


def test_a_role_that_names_itself_and_a_ring_are_found(ground: Ground) -> None:
    own = f"arn:aws:iam::{ground.account}:role"
    lambda_ = {"Service": "lambda.amazonaws.com"}
    for name in ("self", "a", "b", "c", "alone"):
        ground.role(name, lambda_)
        some(ground, name)
    for name, trusted in (("self", "self"), ("a", "c"), ("b", "a"), ("c", "b"), ("alone", "a")):
        trust = {
            "Effect": "Allow",
            "Principal": {"AWS": f"{own}/{trusted}"},
            "Action": "sts:AssumeRole",
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        ground.iam("update_assume_role_policy", RoleName=name, PolicyDocument=document)
    found = {f.subject: f.severity for f in ground.findings(CHAINS)}
    assert found == dict.fromkeys(("self", "a", "b", "c"), Severity.LOW)
    admin(ground, "b")
    assert {f.subject: f.severity for f in ground.findings(CHAINS)}["b"] is Severity.MEDIUM


def test_a_role_that_may_switch_to_another_only_is_no_ring(ground: Ground) -> None:
    root = {"AWS": f"arn:aws:iam::{ground.account}:root"}
    ground.role("start", {"Service": "lambda.amazonaws.com"})
    ground.iam("attach_role_policy", RoleName="start", PolicyArn=ADMIN)
    ground.role("goal", root)
    some(ground, "goal")
    assert ground.findings(CHAINS) == []
    document = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Resource": "arn:aws:iam::*:role/go*",
    }
    ground.iam(
        "put_role_policy",
        RoleName="goal",
        PolicyName="again",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [document]}),
    )
    assert one(ground, CHAINS).subject == "goal"


def test_mfa_ends_a_chain(ground: Ground) -> None:
    ground.remember()
    mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    ground.role("ops", {"AWS": f"arn:aws:iam::{ground.account}:root"}, mfa)
    admin(ground, "ops")
    assert one(ground, CHAINS).severity is Severity.LOW


def test_a_role_used_lately_may_have_sessions(ground: Ground, practice: Practice) -> None:
    vendor = ground.let_in()
    arn = ground.iam("get_user", UserName="vendor-admin")["User"]["Arn"]
    ground.role("for-vendor", {"AWS": arn})
    admin(ground, "for-vendor")
    ground.role("for-code", {"Service": "lambda.amazonaws.com"})
    for name in ("for-vendor", "for-code"):
        used(practice, name, timedelta(hours=2))
    found = one(ground, SESSIONS)
    assert (found.row, found.subject, found.severity) == ("C7", "for-vendor", Severity.HIGH)
    assert ground.vendor.user_id == vendor
    closes_and_comes_back(ground, SESSIONS, CLOSE)
    closes_and_comes_back(ground, SESSIONS, SWITCH_OFF)
    used(practice, "for-vendor", timedelta(hours=13))
    assert ground.findings(SESSIONS) == []


def test_a_session_begun_after_the_cut_is_found_again(ground: Ground, practice: Practice) -> None:
    ground.role("ops", {"AWS": f"arn:aws:iam::{ground.account}:root"})
    admin(ground, "ops")
    used(practice, "ops", timedelta(hours=1))
    close = one(ground, SESSIONS).remedy(CLOSE)
    assert close is not None
    ground.iam(close.actions[0].operation, **close.actions[0].parameters)
    assert ground.findings(SESSIONS) == []
    used(practice, "ops", timedelta(hours=-1))
    assert one(ground, SESSIONS).severity is Severity.MEDIUM


def test_the_vendors_session_of_a_role_outlives_the_denial_and_is_ended(
    ground: Ground, practice: Practice
) -> None:
    vendor = ground.let_in()
    arn = ground.role("ops", {"AWS": f"arn:aws:iam::{ground.account}:root"})
    admin(ground, "ops")
    sts = VendorCalls(practice, vendor).client("sts")
    session = sts.assume_role(RoleArn=arn, RoleSessionName="vendor")["Credentials"]
    iam = boto3.client(
        "iam",
        endpoint_url=practice.address,
        region_name="us-east-1",
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )
    ground.iam(
        "put_user_policy", UserName="vendor-admin", PolicyName="no", PolicyDocument=DENY_POLICY
    )
    assert iam.list_users()["Users"]  # the user's denial doesn't reach it
    close = one(ground, SESSIONS).remedy(CLOSE)
    assert close is not None
    (action,) = close.actions
    assert perform(action, ground.root.clients, Token(), {})
    with pytest.raises(iam.exceptions.ClientError):
        iam.list_users()
    undo(close.actions, ground.root.clients, Token())
    assert iam.list_users()["Users"]

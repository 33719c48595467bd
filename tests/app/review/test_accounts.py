"""Whole accounts: a clean one, a busy legitimate one, a large one, and one full of ways in."""

from __future__ import annotations

import dataclasses
import importlib
import json
from datetime import timedelta
from typing import Any

import pytest

from app.plan import perform
from app.practice import Practice
from app.review.check import ALWAYS, Check
from app.review.finding import Finding, Severity
from app.review.look import review
from app.review.remedies import quarantine, quarantined
from app.work import Token
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
FILES = (
    *(
        "vendor_left",
        "vendor_rights",
        "vendor_name",
        "race",
        "race_changes",
        "other_users",
        "other_keys",
    ),
    *("other_passwords", "root_user", "service_keys", "signed_links", "escalation"),
    *("old_versions", "strong_groups", "denies", "contacts", "sign_in_page", "trails"),
    "watchers",
)
AWS = "arn:aws:iam::aws:policy"


def checks() -> tuple[Check, ...]:
    modules = [importlib.import_module(f"app.review.checks.{name}") for name in FILES]
    return tuple(check for module in modules for check in module.CHECKS)


def not_checked() -> dict[str, Any]:
    modules = [importlib.import_module(f"app.review.checks.{name}") for name in FILES]
    return {k: v for m in modules for k, v in getattr(m, "NOT_CHECKED", {}).items()}


def test_every_row_of_a_b_and_h_is_a_check_or_says_why_not() -> None:
    rows = {row for check in checks() for row in check.rows} | set(not_checked())
    wanted = [*(f"A{n}" for n in range(1, 14)), *(f"B{n}" for n in range(1, 11))]
    assert rows == {*wanted, *(f"H{n}" for n in range(1, 9))}


def found(ground: Ground) -> dict[str, Finding]:
    said = review(ground.view(), checks=checks(), sweep=True)
    assert not said.unseen
    return {f.id: f for f in said.findings}


def test_a_fresh_account_after_the_hand_over_has_nothing_but_the_vendor(ground: Ground) -> None:
    ground.let_in()
    ground.remember()
    assert {f.row for f in found(ground).values()} == {"A11"}
    vendor = ground.view().identities.users[0]
    for action in quarantine(vendor).actions:
        perform(action, ground.root.clients, Token(), {})
    assert quarantined(ground.view().identities.users[0])
    assert not found(ground)


def busy(ground: Ground) -> None:
    """A company with people, programs and outside services, all of them its own."""
    own = ground.account
    people = {"alice": "job-function/ViewOnlyAccess", "bob": "PowerUserAccess"}
    for name, policy in people.items():
        ground.user(name)
        ground.iam("attach_user_policy", UserName=name, PolicyArn=f"{AWS}/{policy}")
        ground.iam("create_login_profile", UserName=name, Password="Practice-1234-only")
    ground.user("program")
    ground.iam("create_access_key", UserName="program")
    text = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
                {
                    "Effect": "Deny",
                    "Action": "*",
                    "Resource": "*",
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ],
        }
    )
    ground.iam("put_user_policy", UserName="program", PolicyName="p", PolicyDocument=text)
    ground.role(
        "Datadog",
        {"AWS": "arn:aws:iam::464622532012:root"},
        {"StringEquals": {"sts:ExternalId": "abc"}},
    )
    ground.iam("attach_role_policy", RoleName="Datadog", PolicyArn=f"{AWS}/SecurityAudit")
    provider = f"arn:aws:iam::{own}:oidc-provider/token.actions.githubusercontent.com"
    ground.role("Deploy", {"Federated": provider})
    ground.iam("attach_role_policy", RoleName="Deploy", PolicyArn=f"{AWS}/AmazonS3FullAccess")
    for service in ("ec2", "lambda", "backup"):
        ground.role(service, {"Service": f"{service}.amazonaws.com"})
    backup = f"{AWS}/service-role/AWSBackupServiceRolePolicyForBackup"
    ground.iam("attach_role_policy", RoleName="backup", PolicyArn=backup)
    ground.role(
        "AWSServiceRoleForSupport",
        {"Service": "support.amazonaws.com"},
        Path="/aws-service-role/support.amazonaws.com/",
    )
    ground.role("AWSReservedSSO_Admin", {"Federated": "x"}, Path="/aws-reserved/sso.amazonaws.com/")
    admin = f"{AWS}/AdministratorAccess"
    ground.iam("attach_role_policy", RoleName="AWSReservedSSO_Admin", PolicyArn=admin)


def test_a_busy_account_has_nothing_dangerous(ground: Ground) -> None:
    busy(ground)
    ground.let_in()
    assert {f.row for f in found(ground).values() if f.severity > Severity.MEDIUM} == {"A11"}
    ground.remember()
    others = [f for f in found(ground).values() if f.row != "A11"]
    assert {(f.row, f.subject, f.severity) for f in others} == {("B7", "bob", Severity.LOW)}


def test_a_busy_account_of_which_nothing_is_known(ground: Ground) -> None:
    busy(ground)
    assert max(f.severity for f in found(ground).values()) <= Severity.MEDIUM


def test_many_ways_in_at_once_are_all_found(ground: Ground, practice: Practice) -> None:
    busy(ground)
    ground.let_in()
    ground.remember()
    assert ground.baseline is not None
    before = ground.root.clients.now() - timedelta(hours=1)
    ground.baseline = dataclasses.replace(ground.baseline, taken=before)
    ground.user("second")
    ground.iam("put_user_policy", UserName="second", PolicyName="p", PolicyDocument=ANYTHING)
    ground.iam("create_access_key", UserName="bob")
    ground.iam("attach_user_policy", UserName="alice", PolicyArn=f"{AWS}/IAMFullAccess")
    practice.state.root_keys = True
    practice.state.contacts["SECURITY"] = {
        "Name": "V",
        "Title": "V",
        "EmailAddress": "v@vendor.example",
        "PhoneNumber": "1",
    }
    rows = {f.row for f in found(ground).values()}
    assert rows >= {"A11", "B1", "B2", "B3", "B4", "B7", "H1"}


def test_a_large_account_costs_no_call_for_each(ground: Ground, practice: Practice) -> None:
    iam, account = practice.state, 300
    for number in range(account):
        ground.user(f"user-{number}")
    for number in range(8):
        ground.iam("create_access_key", UserName=f"user-{number}")
        ground.iam("create_access_key", UserName=f"user-{number}")
    ground.let_in()
    iam.clear()
    said = review(ground.view(), checks=[c for c in checks() if c.scope == ALWAYS])
    assert len(iam.calls) <= 19, iam.calls
    rows = [f.row for f in said.findings]
    assert rows.count("B2") == 8


def test_whatever_is_refused_is_never_clean(ground: Ground, practice: Practice) -> None:
    """Every check that looks at anything says that it couldn't."""
    ground.let_in()
    ground.remember()
    every = [check for check in checks() if check.scope == ALWAYS]
    practice.state.fail("*", "AccessDenied", 403, times=9999)
    view = ground.view()
    view.since = ground.root.clients.now()
    said = review(view, checks=every)
    assert said.looked == ()
    assert {one.row for one in said.unseen} >= {check.rows[0] for check in every}
    assert not said.whole

"""Whole reviews: a clean account, a busy legitimate one, and one that a vendor left ways into."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from app.practice import Practice
from app.practice.ways_in import BUILD_ROLE, HELPER_USER, OUTSIDE_ROLE, SLEEPING_POLICY
from app.review.catalogue import CHECKS, NOT_CHECKED, rows
from app.review.finding import Finding, Severity
from app.review.look import Review
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring

SAAS, BACKUP = "464622532012", "123412341234"  # Datadog's documented account; a vendor of backups
READ_ONLY = "arn:aws:iam::aws:policy/SecurityAudit"
GITHUB = "token.actions.githubusercontent.com"
MOST_CALLS = 30


def shown(found: Review, least: Severity = Severity.LOW) -> list[tuple[str, str]]:
    """What was found beside the vendor's own user, who hasn't been shut out here."""
    others = (f for f in found.findings if not f.row.startswith("A"))
    return [(f.row, f.subject) for f in others if f.severity >= least]


def furnish(ground: Ground) -> None:
    """What a small company has in its account, all of it in order."""
    for name in ("sato", "suzuki"):
        ground.user(name)
        ground.iam("create_login_profile", UserName=name, Password="Correct-horse-battery-1")
    ground.iam("create_group", GroupName="staff")
    ground.iam(
        "attach_group_policy", GroupName="staff", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"
    )
    ground.iam("add_user_to_group", GroupName="staff", UserName="sato")
    mailer = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "ses:SendRawEmail", "Resource": "*"}],
        }
    )
    ground.user("web-mailer")
    ground.iam("put_user_policy", UserName="web-mailer", PolicyName="m", PolicyDocument=mailer)
    ground.iam("create_access_key", UserName="web-mailer")
    for service in ("ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"):
        ground.role(f"works-for-{service.partition('.')[0]}", {"Service": service})
    external = {"StringEquals": {"sts:ExternalId": "0f1e2d3c4b5a"}}
    saas = {"AWS": f"arn:aws:iam::{SAAS}:root"}
    ground.role("DatadogIntegrationRole", saas, external)
    ground.iam("attach_role_policy", RoleName="DatadogIntegrationRole", PolicyArn=READ_ONLY)
    builds(ground)
    ground.iam("create_service_linked_role", AWSServiceName="autoscaling.amazonaws.com")
    ground.role(
        "AWSReservedSSO_ReadOnly_0123456789abcdef",
        {"Federated": f"arn:aws:iam::{ground.account}:saml-provider/AWSSSO_x_DO_NOT_DELETE"},
        Path="/aws-reserved/sso.amazonaws.com/",
    )


def builds(ground: Ground) -> None:
    """GitHub's builds of one repository's main branch."""
    reply = ground.iam(
        "create_open_id_connect_provider",
        Url=f"https://{GITHUB}",
        ClientIDList=["sts.amazonaws.com"],
        ThumbprintList=["6938fd4d98bab03faadb97b34396831e3780aea1"],
    )
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": reply["OpenIDConnectProviderArn"]},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {
                    "StringEquals": {
                        f"{GITHUB}:aud": "sts.amazonaws.com",
                        f"{GITHUB}:sub": "repo:company/app:ref:refs/heads/main",
                    }
                },
            }
        ],
    }
    ground.iam("create_role", RoleName="deploy", AssumeRolePolicyDocument=json.dumps(trust))


def test_a_clean_account_has_nothing_to_decide(ground: Ground) -> None:
    ground.let_in()
    ground.remember()
    found = ground.review()
    assert shown(found, Severity.MEDIUM) == []
    assert not found.unseen
    assert found.looked


@pytest.mark.parametrize("known", ["baseline", "day", "nothing"])
def test_nothing_of_a_busy_company_is_called_dangerous(ground: Ground, known: str) -> None:
    furnish(ground)
    ground.let_in()
    if known == "baseline":
        ground.remember()
    if known == "nothing":
        ground.vendor = type(ground.vendor)(ground.vendor.user_id, ground.vendor.name)
    found = ground.review()
    assert shown(found, Severity.HIGH) == []
    assert not found.unseen


def test_what_was_left_behind_is_found_and_called_by_its_name(
    ground: Ground, practice: Practice
) -> None:
    furnish(ground)
    ground.let_in()
    ground.remember()
    practice.state.plant_ways_in()
    found = ground.review()
    bad = {f.subject.rpartition("/")[2].split()[0]: f for f in found.findings if f.row[0] != "A"}
    for name in (HELPER_USER, OUTSIDE_ROLE, BUILD_ROLE, SLEEPING_POLICY):
        assert name in bad, (name, sorted(bad))
    for name in (HELPER_USER, OUTSIDE_ROLE, BUILD_ROLE):
        assert bad[name].severity is Severity.CRITICAL
        assert bad[name].new
    for name in ("DatadogIntegrationRole", "deploy", "web-mailer"):
        assert name not in bad or bad[name].severity is Severity.LOW


def test_every_row_is_a_check_or_says_why_it_is_none() -> None:
    covered = {row for check in CHECKS for row in check.rows}
    assert covered | set(NOT_CHECKED) == set(rows())
    # Of these a check sees a part, and what it can't see is said all the same.
    assert covered & set(NOT_CHECKED) == {"B6", "G1", "G3"}


def test_every_check_names_what_it_reads_and_itself() -> None:
    names = Counter(check.name for check in CHECKS)
    assert max(names.values()) == 1
    for check in CHECKS:
        assert check.reads, check.name
        assert all(":" in read for read in check.reads), check.name


def test_a_large_account_takes_few_calls(ground: Ground, practice: Practice) -> None:
    assert practice._front is not None
    iam = practice._front.account.iam
    for number in range(1000):
        iam.create_user("us-east-1", f"staff-{number}")
        iam.create_role(f"work-{number}", _TRUST, "/", None, "", [], "3600")
    ground.let_in()
    practice.state.clear()
    found = ground.review()
    assert found.looked
    assert len(practice.state.calls) <= MOST_CALLS, Counter(practice.state.calls)


_TRUST = ANYTHING.replace(
    '"Action": "*", "Resource": "*"',
    '"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
)


def test_findings_are_whole_sentences_with_a_way_out(ground: Ground, practice: Practice) -> None:
    ground.let_in()
    practice.state.plant_ways_in()
    for finding in ground.review().findings:
        _whole(finding)


def _whole(finding: Finding) -> None:
    words: list[Any] = [finding.what, finding.breaks]
    assert all(str(word).rstrip().endswith((".", "”", ")")) for word in words), finding.id
    assert finding.remedies or finding.by_hand, finding.id
    for remedy in finding.remedies:
        assert remedy.actions, finding.id

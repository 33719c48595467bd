"""Roles that others may use: found, closed, put back; and the services that a company uses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.practice import Practice
from app.review.checks import oidc_providers, oidc_roles, role_insiders, role_outsiders, saml
from app.review.finding import CLOSE, SWITCH_OFF, Severity, Unseen
from tests.app.review.conftest import Ground
from tests.app.review.roles import (
    ADMIN,
    OTHER,
    READ,
    SOME,
    admin,
    closes_and_comes_back,
    login,
    one,
    some,
    trust_of,
)

pytestmark = pytest.mark.keyring
(OUTSIDERS,) = role_outsiders.CHECKS
ALL = (
    *role_outsiders.CHECKS,
    *role_insiders.CHECKS,
    *oidc_providers.CHECKS,
    *oidc_roles.CHECKS,
    *saml.CHECKS,
)
DATADOG = "464622532012"
WORD = {"StringEquals": {"sts:ExternalId": "agreed"}}
GITHUB = "token.actions.githubusercontent.com"


@pytest.mark.parametrize(
    ("principal", "condition", "row"),
    [
        ({"AWS": OTHER}, None, "C1"),
        ({"AWS": f"arn:aws:iam::{OTHER}:root"}, None, "C1"),
        ({"AWS": [f"arn:aws:iam::{OTHER}:user/eve"]}, WORD, "C1"),
        ("*", None, "C3"),
        ({"AWS": "*"}, {"StringLike": {"aws:userid": "*"}}, "C3"),
        ("*", {"StringEquals": {"aws:PrincipalOrgID": "o-vendors"}}, "C3"),
    ],
)
def test_a_new_role_for_outsiders_with_all_rights(
    ground: Ground, principal: Any, condition: Any, row: str
) -> None:
    ground.remember()
    ground.role("Backup", principal, condition)
    admin(ground, "Backup")
    found = one(ground, OUTSIDERS)
    assert (found.row, found.severity, found.new) == (row, Severity.CRITICAL, True)
    assert str(found.breaks).endswith("AWS has seen no use of the role since it was made.")
    closes_and_comes_back(ground, OUTSIDERS, SWITCH_OFF)
    closes_and_comes_back(ground, OUTSIDERS, CLOSE)


def test_a_name_like_those_of_aws_excuses_nothing(ground: Ground) -> None:
    ground.let_in()
    for name, row in (("OrganizationAccountAccessRole", "D4"), ("AWSControlTowerX", "C1")):
        ground.role(name, {"AWS": OTHER})
        admin(ground, name)
        (found,) = [f for f in ground.findings(OUTSIDERS) if f.subject == name]
        assert (found.row, found.severity) == (row, Severity.CRITICAL)
        assert "looks like one that AWS gives" in str(found.what)


def test_only_what_was_added_to_an_old_role_is_taken_out(ground: Ground) -> None:
    ground.role("monitor", {"AWS": DATADOG}, WORD)
    admin(ground, "monitor")
    before = trust_of(ground, "monitor")
    ground.remember()
    assert one(ground, OUTSIDERS).severity is Severity.LOW
    added = {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "sts:AssumeRole"}
    changed = {**before, "Statement": [*before["Statement"], added]}
    ground.iam("update_assume_role_policy", RoleName="monitor", PolicyDocument=json.dumps(changed))
    found = one(ground, OUTSIDERS)
    assert (found.row, found.severity, found.new) == ("C2", Severity.CRITICAL, True)
    assert OTHER in str(found.what)
    assert DATADOG not in str(found.what)
    close = found.remedy(CLOSE)
    assert close is not None
    action = close.actions[0]
    ground.iam(action.operation, **action.parameters)
    assert trust_of(ground, "monitor") == before
    assert one(ground, OUTSIDERS).severity is Severity.LOW


def test_a_principal_in_a_list_is_cut_out_alone(ground: Ground) -> None:
    own = f"arn:aws:iam::{ground.account}:root"
    ground.role("shared", {"AWS": [own, OTHER], "Service": "ec2.amazonaws.com"})
    admin(ground, "shared")
    close = one(ground, OUTSIDERS).remedy(CLOSE)
    assert close is not None
    ground.iam(close.actions[0].operation, **close.actions[0].parameters)
    (left,) = trust_of(ground, "shared")["Statement"]
    assert left["Principal"] == {"AWS": own, "Service": "ec2.amazonaws.com"}


def test_an_old_role_whose_rights_have_grown_is_no_longer_the_old_one(ground: Ground) -> None:
    ground.role("monitor", {"AWS": DATADOG}, WORD)
    some(ground, "monitor")
    ground.remember()
    admin(ground, "monitor")
    found = one(ground, OUTSIDERS)
    assert (found.row, found.severity) == ("C2", Severity.CRITICAL)
    assert "Datadog" in str(found.what)


def test_a_policy_of_the_account_that_has_grown_counts_as_well(ground: Ground) -> None:
    made = ground.iam("create_policy", PolicyName="p", PolicyDocument=SOME)["Policy"]["Arn"]
    ground.role("monitor", {"AWS": DATADOG}, WORD)
    ground.iam("attach_role_policy", RoleName="monitor", PolicyArn=made)
    ground.remember()
    assert one(ground, OUTSIDERS).severity is Severity.LOW
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
    ground.iam("create_policy_version", PolicyArn=made, PolicyDocument=document, SetAsDefault=True)
    assert one(ground, OUTSIDERS).severity is Severity.CRITICAL


def test_what_ends_older_sessions_is_dated_by_aws_and_put_back(ground: Ground) -> None:
    ground.role("Backup", {"AWS": OTHER})
    ground.iam(
        "put_role_policy",
        RoleName="Backup",
        PolicyName="AWSRevokeOlderSessions",
        PolicyDocument=SOME,
    )
    close = one(ground, OUTSIDERS).remedy(CLOSE)
    assert close is not None
    trust, end = close.actions
    assert trust.operation == "update_assume_role_policy"  # first, or the next session outlives it
    assert "aws:TokenIssueTime" in str(end.parameters["PolicyDocument"])
    assert end.undo is not None
    assert end.undo.operation == "put_role_policy"  # there was one before


def test_a_refused_read_is_unseen(ground: Ground, practice: Practice) -> None:
    practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403, times=99)
    found = ground.review(*ALL)
    assert {one.row for one in found.unseen} == {"C1", "C4", "C5", "C6", "C7"}
    assert not found.looked


def test_an_organization_that_cannot_be_read_is_unseen(ground: Ground, practice: Practice) -> None:
    ground.role("x", "*", {"StringEquals": {"aws:PrincipalOrgID": "o-1"}})
    practice.state.fail("organizations:DescribeOrganization", "AccessDeniedException", 400, 9)
    assert [type(one) for one in ground.review(OUTSIDERS).unseen] == [Unseen]


def busy(ground: Ground) -> None:
    """What a company with a few services and its own software has."""
    account = ground.account
    ground.role("DatadogIntegration", {"AWS": f"arn:aws:iam::{DATADOG}:root"}, WORD)
    some(ground, "DatadogIntegration")
    ground.role("backup-vendor", {"AWS": OTHER})
    some(ground, "backup-vendor")
    for service in ("ec2", "lambda", "ecs-tasks"):
        ground.role(f"{service}-app", {"Service": f"{service}.amazonaws.com"})
        ground.iam("attach_role_policy", RoleName=f"{service}-app", PolicyArn=ADMIN)
    ground.iam("create_service_linked_role", AWSServiceName="ecs.amazonaws.com")
    provider = ground.iam(
        "create_open_id_connect_provider",
        Url=f"https://{GITHUB}",
        ThumbprintList=["a" * 40],
        ClientIDList=["sts.amazonaws.com"],
    )["OpenIDConnectProviderArn"]
    sub = {"StringEquals": {f"{GITHUB}:sub": "repo:company/app:ref:refs/heads/main"}}
    login(ground, "github-deploy", provider, sub)
    admin(ground, "github-deploy")
    sso = ground.iam(
        "create_saml_provider",
        Name="AWSSSO_0123456789abcdef_DO_NOT_DELETE",
        SAMLMetadataDocument="<m/>" * 400,
    )["SAMLProviderArn"]
    document = json.dumps(
        {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Federated": sso},
                    "Action": "sts:AssumeRoleWithSAML",
                }
            ]
        }
    )
    ground.iam(
        "create_role",
        RoleName="AWSReservedSSO_Admin_0123456789abcdef",
        Path="/aws-reserved/sso.amazonaws.com/",
        AssumeRolePolicyDocument=document,
    )
    ground.iam(
        "attach_role_policy", RoleName="AWSReservedSSO_Admin_0123456789abcdef", PolicyArn=ADMIN
    )
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    ground.role("developers", root)
    ground.iam("attach_role_policy", RoleName="developers", PolicyArn=READ)
    ground.role("admins", root, {"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    admin(ground, "admins")


def test_a_busy_account_without_a_baseline_has_nothing_dangerous(ground: Ground) -> None:
    busy(ground)
    found = ground.review(*ALL)
    assert found.whole
    worst = {one.subject: one.severity for one in found.findings}
    assert max(worst.values()) <= Severity.MEDIUM
    assert worst["DatadogIntegration"] is Severity.LOW
    assert not {"ec2-app", "lambda-app", "ecs-tasks-app", "developers"} & set(worst)
    assert not any(
        name.startswith(("AWSReservedSSO", "AWSSSO", "AWSServiceRole")) for name in worst
    )


def test_a_busy_account_as_it_was_on_the_day_is_at_most_worth_a_word(ground: Ground) -> None:
    busy(ground)
    ground.remember()
    found = ground.review(*ALL)
    assert found.whole
    assert {one.subject: one.severity for one in found.findings if one.severity > 1} == {}
    ground.role("Backdoor", {"AWS": OTHER})  # and one among them stands out
    admin(ground, "Backdoor")
    assert [one.subject for one in ground.review(*ALL).findings if one.severity > 1] == ["Backdoor"]


def test_an_empty_account_is_clean(ground: Ground) -> None:
    found = ground.review(*ALL)
    assert found.whole
    assert found.findings == ()

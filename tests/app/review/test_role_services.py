"""Services by which machines and people elsewhere get a role: found, closed, put back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.practice import Practice, iam_delegation, ssm_answers
from app.practice.account import Account
from app.review.check import Check
from app.review.checks import (
    account_access,
    cognito,
    delegation,
    directories,
    hybrid_machines,
    iot_roles,
    roles_anywhere,
)
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Severity, Unseen
from tests.app.review.conftest import Ground
from tests.app.review.roles import READ, admin, closes_and_comes_back, login, one, some

pytestmark = pytest.mark.keyring
TOKYO = "ap-northeast-1"
(ANYWHERE,) = roles_anywhere.CHECKS
(IOT,) = iot_roles.CHECKS
(HYBRID,) = hybrid_machines.CHECKS
(COGNITO,) = cognito.CHECKS
(ACCESS,) = account_access.CHECKS
(DIRECTORIES,) = directories.CHECKS
REQUESTS, OUTBOUND = delegation.CHECKS
POOL = {"IdentityPoolName": "app", "AllowUnauthenticatedIdentities": True}
GUESTS = "cognito-identity.amazonaws.com"


def behind(practice: Practice) -> Account:
    """Practice's own account, for what no call of AWS makes."""
    front = practice._front
    assert front is not None
    return front.account


def trusted(ground: Ground, service: str) -> str:
    arn = ground.role("gate", {"Service": service})
    admin(ground, "gate")
    return arn


def anchor(ground: Ground) -> None:
    source = {
        "sourceType": "CERTIFICATE_BUNDLE",
        "sourceData": {"x509CertificateData": "-----BEGIN CERTIFICATE-----"},
    }
    ground.call(
        "rolesanywhere", "create_trust_anchor", TOKYO, name="ca", source=source, enabled=True
    )


def alias(ground: Ground, arn: str) -> None:
    ground.call("iot", "create_role_alias", TOKYO, roleAlias="door", roleArn=arn)


def pool(ground: Ground) -> None:
    """A pool with guests, who get a role with all rights."""
    sure = {"StringEquals": {f"{GUESTS}:aud": "pool"}}
    login(ground, "guest", GUESTS, sure)
    admin(ground, "guest")
    made = ground.call("cognito-identity", "create_identity_pool", TOKYO, **POOL)
    arn = f"arn:aws:iam::{ground.account}:role/guest"
    ground.call(
        "cognito-identity",
        "set_identity_pool_roles",
        TOKYO,
        IdentityPoolId=made["IdentityPoolId"],
        Roles={"unauthenticated": arn},
    )


def entitlement(ground: Ground, arn: str) -> None:
    made = ground.call(
        "account-access",
        "create_application",
        TOKYO,
        identitySource={
            "identityCenter": {"instanceArn": "arn:aws:sso:::instance/ssoins-1234567890abcdef"}
        },
    )
    ground.call(
        "account-access",
        "create_entitlement",
        TOKYO,
        applicationArn=made["applicationArn"],
        entitlement={
            "principalRole": {"principal": {"identityCenter": {"userId": "u-1"}}, "roleArn": arn}
        },
    )


def directory(ground: Ground) -> None:
    (vpc,) = ground.call("ec2", "describe_vpcs", TOKYO)["Vpcs"]
    subnets = ground.call("ec2", "describe_subnets", TOKYO)["Subnets"][:2]
    ground.call(
        "ds",
        "create_directory",
        TOKYO,
        Name="corp.example.com",
        Password="Practice-1234",
        Size="Small",
        VpcSettings={"VpcId": vpc["VpcId"], "SubnetIds": [s["SubnetId"] for s in subnets]},
    )


def activation(ground: Ground) -> str:
    return str(ground.call("ssm", "create_activation", TOKYO, IamRole="gate")["ActivationId"])


@pytest.mark.parametrize(
    ("service", "plant", "check", "row", "kinds"),
    [
        ("rolesanywhere.amazonaws.com", lambda g, _: anchor(g), ANYWHERE, "C8", (SWITCH_OFF,)),
        ("credentials.iot.amazonaws.com", alias, IOT, "C9", (SWITCH_OFF, CLOSE)),
        ("ssm.amazonaws.com", lambda g, _: activation(g), HYBRID, "C10", (SWITCH_OFF,)),
        ("account-access.amazonaws.com", entitlement, ACCESS, "C12", (SWITCH_OFF, CLOSE)),
        ("ds.amazonaws.com", lambda g, _: directory(g), DIRECTORIES, "C13", (SWITCH_OFF, CLOSE)),
    ],
)
def test_a_service_that_gives_a_role_with_all_rights(
    ground: Ground,
    service: str,
    plant: Callable[[Ground, str], object],
    check: Check,
    row: str,
    kinds: tuple[str, ...],
) -> None:
    arn = trusted(ground, service)
    if check is not DIRECTORIES:
        assert ground.findings(check) == []  # the role alone is nothing
    plant(ground, arn)
    found = one(ground, check)
    assert (found.row, found.severity) == (row, Severity.HIGH)
    for kind in kinds:
        closes_and_comes_back(ground, check, kind)


@pytest.mark.parametrize("check", [ANYWHERE, IOT, HYBRID, COGNITO, ACCESS, DIRECTORIES])
def test_no_region_is_asked_where_no_role_points(
    ground: Ground, practice: Practice, check: Check
) -> None:
    ground.role("app", {"Service": "ec2.amazonaws.com"})
    practice.state.clear()
    assert ground.findings(check) == []
    assert set(practice.state.calls) == {"iam:GetAccountAuthorizationDetails"}


@pytest.mark.parametrize(
    ("service", "operation", "check"),
    [
        ("rolesanywhere.amazonaws.com", "rolesanywhere:ListTrustAnchors", ANYWHERE),
        ("credentials.iot.amazonaws.com", "iot:ListRoleAliases", IOT),
        ("ssm.amazonaws.com", "ssm:DescribeInstanceInformation", HYBRID),
        ("account-access.amazonaws.com", "account-access:ListApplications", ACCESS),
        ("ds.amazonaws.com", "ds:DescribeDirectories", DIRECTORIES),
    ],
)
def test_a_region_that_refuses_is_unseen(
    ground: Ground, practice: Practice, service: str, operation: str, check: Check
) -> None:
    trusted(ground, service)
    practice.state.fail(operation, "AccessDeniedException", 403)
    unseen = ground.review(check).unseen
    assert [bool(one.region) for one in unseen] == [True]


def test_new_since_the_hand_over_is_worse(ground: Ground) -> None:
    trusted(ground, "rolesanywhere.amazonaws.com")
    ground.let_in()
    anchor(ground)
    assert one(ground, ANYWHERE).new is None  # made before, but the role may have changed
    ground.remember()
    assert one(ground, ANYWHERE).severity is Severity.LOW
    ground.iam("attach_role_policy", RoleName="gate", PolicyArn=READ)
    assert one(ground, ANYWHERE).severity is Severity.CRITICAL  # an old way to other rights
    ground.baseline = None
    moment = ground.root.clients.now() - timedelta(hours=1)
    ground.vendor = dataclasses.replace(ground.vendor, handed_over=moment)
    assert one(ground, ANYWHERE).severity is Severity.CRITICAL


def test_a_profile_counts_where_an_authority_is_trusted(ground: Ground) -> None:
    arn = trusted(ground, "rolesanywhere.amazonaws.com")
    ground.call("rolesanywhere", "create_profile", TOKYO, name="p", roleArns=[arn], enabled=True)
    assert ground.findings(ANYWHERE) == []
    anchor(ground)
    assert {f.subject for f in ground.findings(ANYWHERE)} == {"ca", "p"}


def test_certificates_of_devices_count_where_a_role_alias_is(ground: Ground) -> None:
    arn = trusted(ground, "credentials.iot.amazonaws.com")
    made = ground.call("iot", "create_keys_and_certificate", TOKYO, setAsActive=True)
    assert ground.findings(IOT) == []
    alias(ground, arn)
    found = {f.id.split("/")[1]: f for f in ground.findings(IOT) if "certificate" in f.id}
    (finding,) = found.values()
    assert finding.subject == made["certificateId"]
    off = finding.remedy(SWITCH_OFF)
    assert off is not None
    (action,) = off.actions
    ground.call("iot", action.operation, TOKYO, **action.parameters)
    assert [f for f in ground.findings(IOT) if "certificate" in f.id] == []
    for _ in range(11):
        ground.call("iot", "create_keys_and_certificate", TOKYO, setAsActive=True)
    (fleet,) = [f for f in ground.findings(IOT) if "certificate" in f.id]
    assert fleet.severity is Severity.LOW
    assert fleet.by_hand is not None


def test_a_machine_outside_aws_and_its_code(ground: Ground, practice: Practice) -> None:
    trusted(ground, "ssm.amazonaws.com")
    key = activation(ground)
    machine = ssm_answers.register(behind(practice), TOKYO, key)
    found = one(ground, HYBRID)  # the code is used up
    assert (found.subject, found.severity) == (machine, Severity.HIGH)
    close = found.remedy(CLOSE)
    assert close is not None
    assert close.actions[0].undo is None
    ground.call("ssm", close.actions[0].operation, TOKYO, **close.actions[0].parameters)
    assert ground.findings(HYBRID) == []


def test_guests_of_a_pool_with_all_rights(ground: Ground) -> None:
    pool(ground)
    found = one(ground, COGNITO)
    assert (found.row, found.severity) == ("C11", Severity.CRITICAL)
    closes_and_comes_back(ground, COGNITO, SWITCH_OFF)


def test_guests_with_few_rights_are_a_word_and_a_strangers_login_is_a_question(
    ground: Ground, practice: Practice
) -> None:
    login(ground, "guest", GUESTS, {"StringEquals": {f"{GUESTS}:aud": "pool"}})
    some(ground, "guest")
    arn = f"arn:aws:iam::{ground.account}:role/guest"
    made = ground.call(
        "cognito-identity",
        "create_identity_pool",
        TOKYO,
        **POOL,
        SupportedLoginProviders={"accounts.google.com": "stranger"},
    )
    key = made["IdentityPoolId"]
    roles = {"unauthenticated": arn, "authenticated": arn}
    ground.call(
        "cognito-identity", "set_identity_pool_roles", TOKYO, IdentityPoolId=key, Roles=roles
    )
    assert [f.severity for f in ground.findings(COGNITO)] == [Severity.MEDIUM, Severity.LOW]
    admin(ground, "guest")
    assert {f.severity for f in ground.findings(COGNITO)} == {Severity.CRITICAL, Severity.HIGH}
    practice.state.fail("cognito-identity:GetIdentityPoolRoles", "NotAuthorizedException", 400)
    assert [type(one) for one in ground.review(COGNITO).unseen] == [Unseen]


@pytest.mark.parametrize(
    ("state", "severity"),
    [
        ("ASSIGNED", Severity.LOW),
        ("ACCEPTED", Severity.MEDIUM),
        ("FINALIZED", Severity.MEDIUM),
        ("REJECTED", None),
        ("EXPIRED", None),
    ],
)
def test_rights_that_a_partner_asks_for(
    ground: Ground, practice: Practice, state: str, severity: Severity | None
) -> None:
    iam_delegation.ask_for_rights(behind(practice), state)
    found: list[Finding] = ground.findings(REQUESTS)
    assert [(f.row, f.severity) for f in found] == ([("C14", severity)] if severity else [])
    if state == "FINALIZED":
        assert found[0].remedies == ()
    elif found:
        close = found[0].remedy(CLOSE)
        assert close is not None
        ground.iam(close.actions[0].operation, **close.actions[0].parameters)
        assert ground.findings(REQUESTS) == []


def test_all_pages_of_requests_are_read(ground: Ground, practice: Practice) -> None:
    for _ in range(101):
        iam_delegation.ask_for_rights(behind(practice), "ASSIGNED")
    assert len(ground.findings(REQUESTS)) == 101


def test_proofs_for_outside(ground: Ground) -> None:
    assert ground.findings(OUTBOUND) == []
    ground.iam("enable_outbound_web_identity_federation")
    assert one(ground, OUTBOUND).row == "C16"
    assert one(ground, OUTBOUND).severity is Severity.LOW
    off: Any = one(ground, OUTBOUND).remedy(SWITCH_OFF)
    ground.iam(off.actions[0].operation)
    assert ground.findings(OUTBOUND) == []
    ground.iam(off.actions[0].undo.operation)
    assert one(ground, OUTBOUND).row == "C16"


@pytest.mark.parametrize(
    ("operation", "check"),
    [
        ("iam:ListDelegationRequests", REQUESTS),
        ("iam:GetOutboundWebIdentityFederationInfo", OUTBOUND),
    ],
)
def test_a_refused_question_is_unseen(
    ground: Ground, practice: Practice, operation: str, check: Check
) -> None:
    practice.state.fail(operation, "AccessDenied", 403)
    assert [type(one) for one in ground.review(check).unseen] == [Unseen]

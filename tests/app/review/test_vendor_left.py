"""The vendor's own user, after the revocation: what is left, and who bears its name."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest

from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.practice import Practice
from app.review.checks import race, vendor_left, vendor_name, vendor_rights
from app.review.finding import Finding, Severity, Unseen
from app.review.report_rows import KeyRow, Report, Row
from app.review.view import Vendor
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
(LEFT,) = vendor_left.CHECKS
(RIGHTS,) = vendor_rights.CHECKS
(NAME,) = vendor_name.CHECKS
(RACE,) = race.CHECKS
SSH = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDH practice"
NAMED = "vendor-admin"


def block(ground: Ground) -> None:
    ground.iam(
        "put_user_policy",
        UserName=NAMED,
        PolicyName=DENY_POLICY_NAME,
        PolicyDocument=DENY_POLICY,
    )


def test_a_vendor_who_is_gone_or_never_was_leaves_nothing(ground: Ground) -> None:
    assert not ground.findings(LEFT)
    assert not ground.findings(RIGHTS)
    ground.let_in()
    ground.iam(
        "detach_user_policy",
        UserName=NAMED,
        PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess",
    )
    ground.iam("delete_user", UserName=NAMED)
    for check in (LEFT, RIGHTS, NAME):
        assert not ground.findings(check)


def test_each_credential_that_is_on_is_found_and_can_be_switched_off(ground: Ground) -> None:
    ground.let_in()
    ground.iam("create_access_key", UserName=NAMED)
    ground.iam("upload_ssh_public_key", UserName=NAMED, SSHPublicKeyBody=SSH)
    ground.iam(
        "create_service_specific_credential", UserName=NAMED, ServiceName="bedrock.amazonaws.com"
    )
    found = ground.findings(LEFT)
    assert {f.row: f.severity for f in found} == {
        "A2": Severity.CRITICAL,
        "A4": Severity.HIGH,
        "A5": Severity.MEDIUM,
    }
    for finding in found:
        closes_and_comes_back(ground, LEFT, finding)


def test_a_password_is_found_and_removed(ground: Ground) -> None:
    ground.let_in()
    ground.iam("create_login_profile", UserName=NAMED, Password="Practice-1234-only")
    found = one(ground, LEFT)
    assert (found.row, found.severity) == ("A1", Severity.CRITICAL)
    closes_and_comes_back(ground, LEFT, found)


def test_an_mfa_device_alone_is_of_no_weight(ground: Ground, practice: Practice) -> None:
    from app.practice import totp

    ground.let_in()
    device = ground.iam("create_virtual_mfa_device", VirtualMFADeviceName="v")["VirtualMFADevice"]
    seed, now = device["Base32StringSeed"].decode(), practice.state.real_now()
    step = int(now // 30)
    codes = [totp.code_at(seed, step), totp.code_at(seed, step + 1)]
    ground.iam(
        "enable_mfa_device",
        UserName=NAMED,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=codes[0],
        AuthenticationCode2=codes[1],
    )
    found = one(ground, LEFT)
    assert (found.row, found.severity) == ("A3", Severity.LOW)
    closes_and_comes_back(ground, LEFT, found)


def test_a_key_of_a_blocked_user_is_less_and_its_rights_are_nothing(ground: Ground) -> None:
    ground.let_in()
    ground.iam("create_access_key", UserName=NAMED)
    block(ground)
    assert one(ground, LEFT).severity is Severity.HIGH
    assert not ground.findings(RIGHTS)


def test_a_block_in_name_alone_is_none(ground: Ground) -> None:
    ground.let_in()
    ground.iam(
        "put_user_policy", UserName=NAMED, PolicyName=DENY_POLICY_NAME, PolicyDocument=ANYTHING
    )
    found = one(ground, RIGHTS)
    assert (found.row, found.severity) == ("A11", Severity.CRITICAL)
    closes_and_comes_back(ground, RIGHTS, found)


def test_rights_by_way_of_a_group(ground: Ground) -> None:
    ground.vendor = Vendor(ground.user(NAMED), NAMED)
    assert not ground.findings(RIGHTS)
    ground.iam("create_group", GroupName="g")
    ground.iam("put_group_policy", GroupName="g", PolicyName="p", PolicyDocument=ANYTHING)
    ground.iam("add_user_to_group", GroupName="g", UserName=NAMED)
    assert one(ground, RIGHTS).severity is Severity.CRITICAL


def test_quotas_that_leave_no_room_for_a_block(ground: Ground) -> None:
    ground.let_in()
    allowed = json.loads(ANYTHING)["Statement"][0]
    twice = [allowed, {**allowed, "Sid": "x" * 1830}]
    stuffing = json.dumps({"Version": "2012-10-17", "Statement": twice})
    ground.iam("put_user_policy", UserName=NAMED, PolicyName="p", PolicyDocument=stuffing)
    found = one(ground, RIGHTS, "vendor_rights:quota")
    assert found.row == "A12"
    closes_and_comes_back(ground, RIGHTS, found)
    ground.iam("put_user_permissions_boundary", UserName=NAMED, PermissionsBoundary=DENY_ALL_ARN)
    assert not ground.findings(RIGHTS)


def test_the_vendor_is_known_under_another_name_and_a_decoy_is_told(ground: Ground) -> None:
    ground.let_in()
    ground.iam("create_access_key", UserName=NAMED)
    assert not ground.findings(NAME)
    ground.iam("update_user", UserName=NAMED, NewUserName="innocent")
    ground.user(NAMED)
    renamed = one(ground, NAME, "vendor_name:renamed")
    assert renamed.subject == "innocent"
    decoy = one(ground, NAME, "vendor_name:decoy")
    assert decoy.severity is Severity.HIGH
    closes_and_comes_back(ground, NAME, decoy)
    assert [f.row for f in ground.findings(LEFT)] == ["A2"]


def test_what_was_made_during_the_revocation(ground: Ground) -> None:
    ground.let_in()
    ground.user("before")
    view = ground.view()
    assert not list(RACE.look(view))
    view.since = ground.root.clients.now() + timedelta(minutes=1)
    assert not list(RACE.look(view))
    late = ground.view()
    late.since = view.clients.now() - timedelta(hours=1)
    ground.iam("create_group", GroupName="late")
    ground.role("late", {"Service": "ec2.amazonaws.com"})
    ground.iam("put_role_policy", RoleName="late", PolicyName="p", PolicyDocument=ANYTHING)
    ground.iam("create_policy", PolicyName="late", PolicyDocument=ANYTHING)
    found = {f.id: f.severity for f in RACE.look(late) if isinstance(f, Finding)}
    assert found == {
        "race:user/before": Severity.MEDIUM,
        "race:group/late": Severity.MEDIUM,
        "race:role/late": Severity.CRITICAL,
        "race:policy/late": Severity.CRITICAL,
    }


@pytest.mark.parametrize(
    ("operation", "row"),
    [
        ("GetLoginProfile", "A1"),
        ("ListAccessKeys", "A2"),
        ("ListMFADevices", "A3"),
        ("ListServiceSpecificCredentials", "A4"),
        ("ListSSHPublicKeys", "A5"),
        ("ListSigningCertificates", "A6"),
    ],
)
def test_what_is_refused_is_unseen_alone(
    ground: Ground, practice: Practice, operation: str, row: str
) -> None:
    ground.let_in()
    practice.state.fail("iam:GenerateCredentialReport", "AccessDenied", 403)
    practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=2)
    said = ground.said(LEFT)
    assert [one.row for one in said if isinstance(one, Unseen)] == [row]
    assert dataclasses.is_dataclass(said[0])


def test_a_key_in_use_says_by_what(ground: Ground) -> None:
    ground.let_in()
    made = ground.iam("create_access_key", UserName=NAMED)["AccessKey"]["CreateDate"]
    assert "Look when it was last used" in str(one(ground, LEFT).breaks)
    view = ground.view()
    user = view.identities.users[0]
    key = KeyRow(active=True, made=made.replace(microsecond=0), used=made, used_by="s3")
    row = Row(user.name, user.arn, user.created, keys=(key,))
    view.once("report", lambda: Report(made, {row.arn: row}))
    (found,) = [f for f in LEFT.look(view) if isinstance(f, Finding)]
    assert "(s3)" in str(found.breaks)


def test_where_the_list_of_all_is_refused_the_vendors_is_asked_for(
    ground: Ground, practice: Practice
) -> None:
    ground.let_in()
    bedrock = "bedrock.amazonaws.com"
    ground.iam("create_service_specific_credential", UserName=NAMED, ServiceName=bedrock)
    practice.state.fail("iam:ListServiceSpecificCredentials", "ValidationError", 400)
    assert one(ground, LEFT).row == "A4"


def test_what_a_fresh_report_denies_is_not_asked_for(ground: Ground, practice: Practice) -> None:
    ground.let_in()
    practice.state.clear()
    assert not ground.findings(LEFT)
    assert "iam:ListAccessKeys" not in practice.state.calls
    ground.iam("create_access_key", UserName=NAMED)
    practice.state.report_age += 120
    assert one(ground, LEFT).row == "A2"


def test_a_report_from_before_the_revocation_is_not_believed(ground: Ground) -> None:
    ground.let_in()
    assert not ground.findings(LEFT)
    ground.iam("create_access_key", UserName=NAMED)
    view = ground.view()
    view.since = ground.root.clients.now() + timedelta(seconds=2)
    assert [f.row for f in LEFT.look(view)] == ["A2"]

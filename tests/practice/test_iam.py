"""IAM is as strict as AWS's, where moto isn't."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from botocore.exceptions import ClientError

from app.practice import Practice
from tests.practice.client import ADMINISTRATOR, DENY_ALL, PASSWORD, Login, client_for

DENY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}],
    }
)


def refused(call: Callable[..., object], **parameters: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    return str(caught.value.response["Error"]["Code"])


def as_user(practice: Practice, iam: Any, name: str, service: str = "iam") -> Any:
    """A client with a new access key of the user."""
    key = iam.create_access_key(UserName=name)["AccessKey"]
    keys = {"accessKeyId": key["AccessKeyId"], "secretAccessKey": key["SecretAccessKey"]}
    return client_for(practice.address, service, keys)


# Root -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mfa", "keys"), [(True, False), (False, True)])
def test_the_summary_tells_of_root(practice: Practice, iam: Any, mfa: bool, keys: bool) -> None:
    practice.state.root_mfa, practice.state.root_keys = mfa, keys
    summary = iam.get_account_summary()["SummaryMap"]
    assert summary["AccountMFAEnabled"] == int(mfa)
    assert summary["AccountAccessKeysPresent"] == int(keys)
    assert len(iam.list_mfa_devices()["MFADevices"]) == int(mfa)
    assert len(iam.list_access_keys()["AccessKeyMetadata"]) == int(keys)
    iam.generate_credential_report()
    row = iam.get_credential_report()["Content"].decode().splitlines()[1].split(",")
    assert row[0] == "<root_account>"
    assert (row[7], row[8]) == (str(mfa).lower(), str(keys).lower())
    assert len(row) == 22


def test_root_deletes_its_own_key(practice: Practice, iam: Any) -> None:
    practice.state.root_keys = True
    key = iam.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.delete_access_key(AccessKeyId=key)
    assert not practice.state.root_keys
    assert refused(iam.delete_access_key, AccessKeyId=key) == "NoSuchEntity"


def test_root_is_root(iam: Any, as_root: Callable[[str], Any]) -> None:
    identity = as_root("sts").get_caller_identity()
    assert identity["UserId"] == identity["Account"] == "111122223333"
    assert iam.get_user()["User"]["Arn"] == "arn:aws:iam::111122223333:root"


def test_the_policies_of_aws_are_there(iam: Any) -> None:
    for arn in (ADMINISTRATOR, DENY_ALL):
        assert iam.get_policy(PolicyArn=arn)["Policy"]["Arn"] == arn


# Users ----------------------------------------------------------------------------------------


def test_a_user_is_made_as_on_aws(iam: Any) -> None:
    made = iam.create_user(
        UserName="taro",
        Path="/aikagi/",
        Tags=[{"Key": "vendor", "Value": "株式会社 練習"}],
        PermissionsBoundary=ADMINISTRATOR,
    )["User"]
    assert made["UserId"].startswith("AIDA")
    assert made["UserId"].isupper()
    assert len(made["UserId"]) == 21
    found = iam.get_user(UserName="taro")["User"]
    assert found["Tags"] == [{"Key": "vendor", "Value": "株式会社 練習"}]
    assert found["PermissionsBoundary"]["PermissionsBoundaryArn"] == ADMINISTRATOR
    assert "PasswordLastUsed" not in found


@pytest.mark.parametrize("name", ["a b", "日本", "x" * 65, "a/b"])
def test_a_name_that_aws_would_not_take(iam: Any, name: str) -> None:
    assert refused(iam.create_user, UserName=name) == "ValidationError"


def test_names_differ_by_more_than_case(iam: Any) -> None:
    iam.create_user(UserName="Taro")
    iam.create_user(UserName="jiro")
    assert refused(iam.create_user, UserName="taro") == "EntityAlreadyExists"
    assert refused(iam.update_user, UserName="jiro", NewUserName="TARO") == "EntityAlreadyExists"
    iam.update_user(UserName="Taro", NewUserName="taro")


def test_a_tag_value_that_aws_would_not_take(iam: Any) -> None:
    tags = [{"Key": "vendor", "Value": "Taro (Tokyo)"}]
    assert refused(iam.create_user, UserName="taro", Tags=tags) == "ValidationError"
    iam.create_user(UserName="taro")
    assert refused(iam.tag_user, UserName="taro", Tags=tags) == "ValidationError"


def test_a_new_name_keeps_everything(practice: Practice, iam: Any, vendor: str) -> None:
    iam.tag_user(UserName=vendor, Tags=[{"Key": "a", "Value": "b"}])
    client = as_user(practice, iam, vendor, "sts")
    before = client.get_caller_identity()
    iam.update_user(UserName=vendor, NewUserName="renamed")
    after = client.get_caller_identity()
    assert after["UserId"] == before["UserId"]
    assert after["Arn"].endswith(":user/aikagi/renamed")
    assert iam.list_user_tags(UserName="renamed")["Tags"] == [{"Key": "a", "Value": "b"}]
    key = iam.list_access_keys(UserName="renamed")["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.delete_access_key(UserName="renamed", AccessKeyId=key)
    assert iam.list_access_keys(UserName="renamed")["AccessKeyMetadata"] == []
    assert refused(client.get_caller_identity) == "InvalidClientTokenId"


def test_users_come_in_pages(iam: Any) -> None:
    for number in range(5):
        iam.create_user(UserName=f"user{number}", Path="/aikagi/" if number % 2 else "/")
    pages = list(iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["Users"]) for page in pages] == [2, 2, 1]
    ours = iam.list_users(PathPrefix="/aikagi/")["Users"]
    assert [user["UserName"] for user in ours] == ["user1", "user3"]


# What stands in the way of deleting -----------------------------------------------------------


def test_a_user_is_deleted_only_when_nothing_is_left(iam: Any, vendor: str) -> None:
    iam.create_group(GroupName="team")
    iam.add_user_to_group(GroupName="team", UserName=vendor)
    key = iam.create_access_key(UserName=vendor)["AccessKey"]["AccessKeyId"]
    iam.put_user_policy(UserName=vendor, PolicyName="own", PolicyDocument=DENY)
    ssh = iam.upload_ssh_public_key(UserName=vendor, SSHPublicKeyBody="ssh-rsa AAAA")
    ssh_id = ssh["SSHPublicKey"]["SSHPublicKeyId"]
    git = iam.create_service_specific_credential(
        UserName=vendor, ServiceName="codecommit.amazonaws.com"
    )["ServiceSpecificCredential"]["ServiceSpecificCredentialId"]
    serial = enabled_device(iam, vendor)[0]
    steps: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (iam.remove_user_from_group, {"GroupName": "team"}),
        (iam.delete_access_key, {"AccessKeyId": key}),
        (iam.delete_login_profile, {}),
        (iam.deactivate_mfa_device, {"SerialNumber": serial}),
        (iam.delete_ssh_public_key, {"SSHPublicKeyId": ssh_id}),
        (iam.delete_service_specific_credential, {"ServiceSpecificCredentialId": git}),
        (iam.detach_user_policy, {"PolicyArn": ADMINISTRATOR}),
        (iam.delete_user_policy, {"PolicyName": "own"}),
    ]
    for step, parameters in steps:
        assert refused(iam.delete_user, UserName=vendor) == "DeleteConflict"
        step(UserName=vendor, **parameters)
    iam.delete_user(UserName=vendor)
    assert refused(iam.get_user, UserName=vendor) == "NoSuchEntity"


def test_groups_and_policies_in_use_stay(iam: Any, vendor: str) -> None:
    iam.create_group(GroupName="team")
    iam.add_user_to_group(GroupName="team", UserName=vendor)
    assert refused(iam.delete_group, GroupName="team") == "DeleteConflict"
    arn = iam.create_policy(PolicyName="mine", PolicyDocument=DENY)["Policy"]["Arn"]
    iam.attach_user_policy(UserName=vendor, PolicyArn=arn)
    assert refused(iam.delete_policy, PolicyArn=arn) == "DeleteConflict"
    iam.detach_user_policy(UserName=vendor, PolicyArn=arn)
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=DENY)
    assert refused(iam.delete_policy, PolicyArn=arn) == "DeleteConflict"
    iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    iam.delete_policy(PolicyArn=arn)


# Limits and passwords -------------------------------------------------------------------------


def test_ten_managed_policies_and_no_more(iam: Any) -> None:
    iam.create_user(UserName="taro")
    found = iam.list_policies(Scope="AWS", MaxItems=20)["Policies"]
    for policy in found[:10]:
        iam.attach_user_policy(UserName="taro", PolicyArn=policy["Arn"])
    iam.attach_user_policy(UserName="taro", PolicyArn=found[0]["Arn"])
    assert (
        refused(iam.attach_user_policy, UserName="taro", PolicyArn=found[11]["Arn"])
        == "LimitExceeded"
    )


def test_inline_policies_have_2048_characters_together(iam: Any) -> None:
    iam.create_user(UserName="taro")
    statement = {"Effect": "Allow", "Action": "s3:" + "x" * 1900, "Resource": "*"}
    long = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=40)
    iam.put_user_policy(UserName="taro", PolicyName="long", PolicyDocument=long)
    deny = {"UserName": "taro", "PolicyName": "deny", "PolicyDocument": DENY}
    assert refused(iam.put_user_policy, **deny) == "LimitExceeded"
    iam.put_user_policy(UserName="taro", PolicyName="long", PolicyDocument=DENY)
    iam.put_user_policy(**deny)


@pytest.mark.parametrize("password", ["Aa1!", "alllowercase", "onlylower1"])
def test_a_weak_password_is_refused(iam: Any, password: str) -> None:
    iam.create_user(UserName="taro")
    assert (
        refused(iam.create_login_profile, UserName="taro", Password=password)
        == "PasswordPolicyViolation"
    )


def test_the_account_policy_decides(iam: Any, vendor: str) -> None:
    iam.update_account_password_policy(MinimumPasswordLength=20, RequireSymbols=True)
    for password in ("Short-1", "LongButWithoutAnySymbol1"):
        assert (
            refused(iam.update_login_profile, UserName=vendor, Password=password)
            == "PasswordPolicyViolation"
        )
    iam.update_login_profile(UserName=vendor, Password="Long-And-With-Symbols-1")


def test_a_login_profile_has_its_own_life(iam: Any) -> None:
    iam.create_user(UserName="taro")
    assert refused(iam.get_login_profile, UserName="taro") == "NoSuchEntity"
    iam.create_login_profile(UserName="taro", Password=PASSWORD, PasswordResetRequired=True)
    assert iam.get_login_profile(UserName="taro")["LoginProfile"]["PasswordResetRequired"]
    assert (
        refused(iam.create_login_profile, UserName="taro", Password=PASSWORD)
        == "EntityAlreadyExists"
    )
    iam.update_login_profile(UserName="taro", PasswordResetRequired=False)
    assert not iam.get_login_profile(UserName="taro")["LoginProfile"]["PasswordResetRequired"]
    iam.delete_login_profile(UserName="taro")
    assert refused(iam.delete_login_profile, UserName="taro") == "NoSuchEntity"


def test_credentials_for_one_service(iam: Any, vendor: str) -> None:
    made = iam.create_service_specific_credential(
        UserName=vendor, ServiceName="bedrock.amazonaws.com"
    )["ServiceSpecificCredential"]
    assert made["ServicePassword"]
    one = {"UserName": vendor, "ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
    iam.update_service_specific_credential(**one, Status="Inactive")
    (found,) = iam.list_service_specific_credentials(AllUsers=True)["ServiceSpecificCredentials"]
    assert found["Status"] == "Inactive"
    assert found["UserName"] == vendor
    iam.delete_service_specific_credential(**one)
    assert refused(iam.delete_service_specific_credential, **one) == "NoSuchEntity"


# MFA ------------------------------------------------------------------------------------------


def enabled_device(iam: Any, name: str) -> tuple[str, str]:
    """A virtual device of the user: its serial number and seed."""
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{name}-phone")["VirtualMFADevice"]
    seed = device["Base32StringSeed"].decode()
    codes, now = pyotp.TOTP(seed), int(time.time())
    iam.enable_mfa_device(
        UserName=name,
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=codes.at(now - 30),
        AuthenticationCode2=codes.at(now),
    )
    return device["SerialNumber"], seed


def test_a_device_proves_itself_and_is_not_deleted_in_use(iam: Any, vendor: str) -> None:
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="d")["VirtualMFADevice"]
    wrong = {
        "UserName": vendor,
        "SerialNumber": device["SerialNumber"],
        "AuthenticationCode1": "000000",
        "AuthenticationCode2": "000000",
    }
    assert refused(iam.enable_mfa_device, **wrong) == "InvalidAuthenticationCode"
    serial, _ = enabled_device(iam, vendor)
    assert refused(iam.delete_virtual_mfa_device, SerialNumber=serial) == "DeleteConflict"
    iam.deactivate_mfa_device(UserName=vendor, SerialNumber=serial)
    iam.delete_virtual_mfa_device(SerialNumber=serial)


# Access keys and what they may do -------------------------------------------------------------


def test_an_access_key_works_until_it_is_off(practice: Practice, iam: Any, vendor: str) -> None:
    client = as_user(practice, iam, vendor)
    assert client.list_users()["Users"]
    assert client.get_user()["User"]["UserName"] == vendor
    key = client.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"]
    iam.update_access_key(UserName=vendor, AccessKeyId=key, Status="Inactive")
    assert refused(client.list_users) == "InvalidClientTokenId"
    iam.update_access_key(UserName=vendor, AccessKeyId=key, Status="Active")
    assert client.list_users()["Users"]


def test_without_permission_nothing_works(practice: Practice, iam: Any) -> None:
    iam.create_user(UserName="taro")
    client = as_user(practice, iam, "taro")
    assert refused(client.list_users) == "AccessDenied"
    budgets = as_user(practice, iam, "taro", "budgets")
    assert refused(budgets.describe_budgets, AccountId="111122223333") == "AccessDeniedException"


@pytest.mark.parametrize("way", ["attached", "inline", "boundary", "group", "detached"])
def test_every_way_to_deny_ends_access(practice: Practice, iam: Any, vendor: str, way: str) -> None:
    client, sts = as_user(practice, iam, vendor), as_user(practice, iam, vendor, "sts")
    assert client.list_users()["Users"]
    if way == "attached":
        iam.attach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    elif way == "inline":
        iam.put_user_policy(UserName=vendor, PolicyName="deny", PolicyDocument=DENY)
    elif way == "boundary":
        iam.put_user_permissions_boundary(UserName=vendor, PermissionsBoundary=DENY_ALL)
    elif way == "group":
        iam.create_group(GroupName="out")
        iam.put_group_policy(GroupName="out", PolicyName="deny", PolicyDocument=DENY)
        iam.add_user_to_group(GroupName="out", UserName=vendor)
    else:
        iam.detach_user_policy(UserName=vendor, PolicyArn=ADMINISTRATOR)
    assert refused(client.list_users) == "AccessDenied"
    assert sts.get_caller_identity()["Account"] == "111122223333"  # AWS never refuses this


def test_a_boundary_comes_and_goes(iam: Any, vendor: str) -> None:
    assert refused(iam.delete_user_permissions_boundary, UserName=vendor) == "NoSuchEntity"
    missing = "arn:aws:iam::aws:policy/NoSuchPolicy"
    refusal = refused(
        iam.put_user_permissions_boundary, UserName=vendor, PermissionsBoundary=missing
    )
    assert refusal == "NoSuchEntity"
    iam.put_user_permissions_boundary(UserName=vendor, PermissionsBoundary=DENY_ALL)
    details = iam.get_account_authorization_details(Filter=["User"])["UserDetailList"][0]
    assert details["PermissionsBoundary"]["PermissionsBoundaryArn"] == DENY_ALL
    iam.delete_user_permissions_boundary(UserName=vendor)
    assert "PermissionsBoundary" not in iam.get_user(UserName=vendor)["User"]


def test_a_session_outlives_its_key_but_not_a_deny(
    practice: Practice, iam: Any, vendor: str
) -> None:
    session = as_user(practice, iam, vendor, "sts").get_session_token()["Credentials"]
    keys = {
        "accessKeyId": session["AccessKeyId"],
        "secretAccessKey": session["SecretAccessKey"],
        "sessionToken": session["SessionToken"],
    }
    client = client_for(practice.address, "iam", keys)
    for key in iam.list_access_keys(UserName=vendor)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=vendor, AccessKeyId=key["AccessKeyId"])
    assert client.list_users()["Users"]
    iam.attach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    assert refused(client.list_users) == "AccessDenied"


def test_a_role_session_outlives_its_user(practice: Practice, iam: Any, vendor: str) -> None:
    trust = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}
    arn = iam.create_role(
        RoleName="deploy",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )["Role"]["Arn"]
    iam.attach_role_policy(RoleName="deploy", PolicyArn=ADMINISTRATOR)
    sts = as_user(practice, iam, vendor, "sts")
    session = sts.assume_role(RoleArn=arn, RoleSessionName="session")["Credentials"]
    keys = {
        "accessKeyId": session["AccessKeyId"],
        "secretAccessKey": session["SecretAccessKey"],
        "sessionToken": session["SessionToken"],
    }
    iam.attach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    client = client_for(practice.address, "iam", keys)
    assert client.list_users()["Users"]
    who = client_for(practice.address, "sts", keys).get_caller_identity()["Arn"]
    assert who == "arn:aws:sts::111122223333:assumed-role/deploy/session"
    iam.put_role_policy(RoleName="deploy", PolicyName="deny", PolicyDocument=DENY)
    assert refused(client.list_users) == "AccessDenied"


def test_root_assumes_no_role_and_nobody_one_that_is_not_there(
    practice: Practice, iam: Any, vendor: str, as_root: Callable[[str], Any]
) -> None:
    role = {"RoleArn": "arn:aws:iam::111122223333:role/none", "RoleSessionName": "session"}
    assert refused(as_root("sts").assume_role, **role) == "AccessDenied"
    assert refused(as_user(practice, iam, vendor, "sts").assume_role, **role) == "AccessDenied"


def test_a_policy_that_demands_mfa(practice: Practice, iam: Any, vendor: str) -> None:
    unless = {
        "Effect": "Deny",
        "NotAction": ["iam:GetUser", "iam:ChangePassword"],
        "Resource": "*",
        "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [unless]})
    iam.put_user_policy(UserName=vendor, PolicyName="mfa", PolicyDocument=document)
    client = as_user(practice, iam, vendor)
    assert client.get_user()["User"]["UserName"] == vendor
    assert refused(client.list_users) == "AccessDenied"
    _, seed = enabled_device(iam, vendor)
    login = Login(practice.address)
    code = login.code("user", username=vendor, password=PASSWORD, mfa=pyotp.TOTP(seed).now())
    keys = login.exchange(code)["accessToken"]
    assert client_for(practice.address, "iam", keys).list_users()["Users"]


# Other services -------------------------------------------------------------------------------


def test_small_answers_of_other_services(practice: Practice, as_root: Callable[[str], Any]) -> None:
    plan = as_root("freetier").get_account_plan_state()
    assert plan["accountPlanType"] == "FREE"
    assert plan["accountPlanRemainingCredits"]["amount"] == 100.0
    practice.state.plan = "PAID"
    assert as_root("freetier").get_account_plan_state()["accountPlanType"] == "PAID"
    organizations = as_root("organizations")
    assert refused(organizations.describe_organization) == "AWSOrganizationsNotInUseException"
    assert organizations.list_handshakes_for_account()["Handshakes"] == []
    practice.state.organization = "444455556666"
    found = organizations.describe_organization()["Organization"]
    assert found["MasterAccountId"] == "444455556666"
    assert as_root("account").get_account_information()["AccountName"] == "Practice Company"


def test_a_budget_is_made_in_this_account(as_root: Callable[[str], Any]) -> None:
    budgets = as_root("budgets")
    budgets.create_budget(
        AccountId="111122223333",
        Budget={
            "BudgetName": "monthly",
            "BudgetLimit": {"Amount": "50", "Unit": "USD"},
            "TimeUnit": "MONTHLY",
            "BudgetType": "COST",
        },
    )
    found = budgets.describe_budgets(AccountId="111122223333")["Budgets"]
    assert [budget["BudgetName"] for budget in found] == ["monthly"]


@pytest.mark.parametrize("gone", ["AIDAIOSFODNN7EXAMPLE1", ["AROAIOSFODNN7EXAMPLE1"]])
def test_the_id_of_somebody_deleted_is_no_principal(iam: Any, gone: Any) -> None:
    def trust(who: Any) -> str:
        one = {"Effect": "Allow", "Principal": {"AWS": who}, "Action": "sts:AssumeRole"}
        return json.dumps({"Version": "2012-10-17", "Statement": [one]})

    create, update = iam.create_role, iam.update_assume_role_policy
    refusal = "MalformedPolicyDocument"
    assert refused(create, RoleName="r", AssumeRolePolicyDocument=trust(gone)) == refusal
    create(RoleName="r", AssumeRolePolicyDocument=trust("999988887777"))
    assert refused(update, RoleName="r", PolicyDocument=trust(gone)) == refusal

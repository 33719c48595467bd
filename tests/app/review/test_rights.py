"""What rights add up to: who is an administrator, and who can make itself one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.documents import statements
from app.review.escalation import STEPS
from app.review.identities import GROUP, ROLE, USER, Holder, Identities, Managed
from app.review.policies_of_aws import AWS_POLICY, of_aws
from app.review.rights import Power, dormant, power, power_of, ways_up

ACCOUNT = "111122223333"
BORN = datetime(2026, 4, 1, tzinfo=UTC)


def document(*found: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(found)})


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def of(*found: dict[str, Any]) -> Power:
    return power(statements(document(*found)))


def holder(kind: str, name: str, *found: dict[str, Any], **more: Any) -> Holder:
    arn = f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"
    inline = {"own": document(*found)} if found else {}
    return Holder(kind, name, f"ID{name}", arn, more.pop("path", "/"), BORN, inline, **more)


def trust(service: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
    }
    return document(statement)


ADMIN = allow("*")
OWN = f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"
BOUNDED = {"StringEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/limit"}}


@pytest.mark.parametrize("step", [step for step in STEPS if not step.uses])
def test_every_step_that_needs_nothing_else_is_one(step: Any) -> None:
    assert of(allow(list(step.needs))) is Power.ESCALATES


@pytest.mark.parametrize("step", [step for step in STEPS if len(step.needs) > 1])
def test_half_of_a_step_is_none(step: Any) -> None:
    whole = of(allow(list(step.needs)))
    assert whole is Power.ESCALATES
    for need in step.needs:
        rest = {other for other in step.needs if other != need}
        if not any(set(one.needs) <= rest for one in STEPS):
            assert of(allow(sorted(rest))) is Power.SOME


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([ADMIN], Power.ALL),
        ([allow("*:*")], Power.ALL),
        ([allow("iam:*")], Power.ESCALATES),
        ([allow("iam:Create*")], Power.ESCALATES),
        ([allow("IAM:putUSERpolicy")], Power.ESCALATES),
        ([{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}], Power.ESCALATES),
        ([{"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}], Power.ESCALATES),
        ([allow("iam:CreateAccessKey", OWN)], Power.SOME),
        ([allow("iam:*", OWN)], Power.ESCALATES),  # it can attach a policy to itself
        ([allow("iam:PutUserPolicy", OWN)], Power.ESCALATES),
        ([allow("iam:CreateAccessKey", f"arn:aws:iam::{ACCOUNT}:user/*")], Power.ESCALATES),
        ([allow("iam:AttachRolePolicy", Condition=BOUNDED)], Power.SOME),
        ([allow("iam:PassRole"), allow("ec2:RunInstances")], Power.ESCALATES),
        ([allow("iam:PassRole")], Power.SOME),
        ([allow("ec2:RunInstances")], Power.SOME),
        (
            [allow("iam:PassRole", "arn:aws:iam::*:role/service-role/X*"), allow("ec2:*Instances")],
            1,
        ),
        ([allow("s3:*"), allow("logs:*")], Power.SOME),
        ([ADMIN, deny("*")], Power.NONE),
        ([ADMIN, deny("s3:*")], Power.ALL),  # it can lift that
        ([ADMIN, deny(["iam:*", "sts:*", "sso:*"])], Power.ESCALATES),  # it updates a function
        ([allow("iam:*"), deny("iam:*")], Power.SOME),
        ([allow("iam:*"), deny("iam:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": 0}})], 2),
        ([], Power.NONE),
        ([deny("*")], Power.NONE),
        ([allow("ssm:SendCommand", "arn:aws:ssm:*:*:document/AWSEC2-Vss")], Power.SOME),
        ([allow("ssm:SendCommand", ["arn:aws:ssm:*:*:document/*"])], Power.ESCALATES),
        ([allow("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:mine")], Power.SOME),
        ([allow("lambda:UpdateFunctionCode", "arn:aws:lambda:*:*:function:*")], Power.ESCALATES),
        ([allow("ssm:StartSession", Condition={"StringEquals": {"ssm:resourceTag/a": "b"}})], 1),
    ],
)
def test_what_statements_add_up_to(found: list[dict[str, Any]], wanted: int) -> None:
    assert of(*found) == wanted


def test_pass_role_to_one_service_is_a_step_there_alone() -> None:
    only = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    passing = allow("iam:PassRole", Condition=only)
    assert of(passing, allow("ec2:RunInstances")) is Power.SOME
    invoking = allow(["lambda:CreateFunction", "lambda:InvokeFunction"])
    assert of(passing, invoking) is Power.ESCALATES


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("AdministratorAccess", Power.ALL),
        ("IAMFullAccess", Power.ESCALATES),
        ("PowerUserAccess", Power.ESCALATES),
        ("job-function/SystemAdministrator", Power.ESCALATES),
        ("AWSLambda_FullAccess", Power.ESCALATES),
        ("AWSCloudFormationFullAccess", Power.ESCALATES),
        ("ReadOnlyAccess", Power.SOME),
        ("SecurityAudit", Power.SOME),
        ("IAMUserChangePassword", Power.SOME),
        ("service-role/AWSLambdaBasicExecutionRole", Power.SOME),
        ("AmazonS3FullAccess", Power.SOME),
        ("job-function/Billing", Power.SOME),
        ("AWSDenyAll", Power.NONE),
    ],
)
def test_policies_of_aws(name: str, wanted: Power) -> None:
    assert power(of_aws(AWS_POLICY + name)) is wanted


def test_the_table_of_policies_is_what_the_script_writes() -> None:
    import runpy

    from app.review.policies_of_aws import AWS_POLICIES
    from app.settings import RESOURCES

    script = runpy.run_path(str(RESOURCES.parent / "packaging" / "awspolicies.py"))
    assert script["written"](script["table"]()) == AWS_POLICIES.read_text(encoding="utf-8")


def test_a_step_counts_only_where_there_is_a_strong_role_to_use() -> None:
    dev = holder(USER, "dev", attached=(f"{AWS_POLICY}PowerUserAccess",))
    weak = holder(ROLE, "app", allow("s3:*"), trust=trust("lambda.amazonaws.com"))
    strong = holder(ROLE, "deploy", ADMIN, trust=trust("lambda.amazonaws.com"))
    assert power_of(dev, Identities(users=(dev,), roles=(weak,))) is Power.SOME
    there = Identities(users=(dev,), roles=(weak, strong))
    assert power_of(dev, there) is Power.ESCALATES
    assert "lambda:updatefunctioncode" in ways_up(dev, there)


def test_the_key_of_one_who_has_all_rights() -> None:
    boss = holder(USER, "boss", ADMIN)
    aide = holder(USER, "aide", allow("iam:CreateAccessKey", boss.arn))
    clerk = holder(USER, "clerk", allow("iam:CreateAccessKey", aide.arn.replace("aide", "other")))
    found = Identities(users=(boss, aide, clerk))
    assert power_of(boss, found) is Power.ALL
    assert power_of(aide, found) is Power.ESCALATES
    assert power_of(clerk, found) is Power.SOME


def test_a_group_gives_its_rights_to_who_is_in_it() -> None:
    team = holder(GROUP, "team", allow("iam:AttachUserPolicy"))
    member = holder(USER, "member", groups=("team",))
    joins = holder(USER, "joins", allow("iam:AddUserToGroup"))
    found = Identities(users=(member, joins), groups=(team,))
    assert power_of(member, found) is Power.ESCALATES
    assert power_of(joins, found) is Power.ESCALATES
    assert power_of(joins, Identities(users=(joins,))) is Power.SOME


def test_a_strong_role_that_trusts_the_whole_account() -> None:
    everybody = document(
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "sts:AssumeRole",
        }
    )
    role = holder(ROLE, "admin", ADMIN, trust=everybody)
    may = holder(USER, "may", allow("sts:AssumeRole", role.arn))
    may_not = holder(USER, "may-not", allow("sts:AssumeRole", role.arn + "2"))
    found = Identities(users=(may, may_not), roles=(role,))
    assert power_of(may, found) is Power.ESCALATES
    assert power_of(may_not, found) is Power.SOME


def test_an_old_version_that_gives_all() -> None:
    versions = {"v1": document(ADMIN), "v2": document(allow("s3:GetObject"))}
    policy = Managed(f"arn:aws:iam::{ACCOUNT}:policy/p", "p", "ANPA", BORN, "v2", versions)
    back = holder(USER, "back", allow("iam:SetDefaultPolicyVersion"))
    assert dormant(policy) == ("v1",)
    assert power_of(back, Identities(users=(back,), policies=(policy,))) is Power.ESCALATES
    assert power_of(back, Identities(users=(back,))) is Power.SOME


ACTIONS = st.lists(
    st.sampled_from(["*", "iam:*", "s3:*", "iam:passrole", "ec2:*", "iam:Put*", "sts:*"]),
    min_size=1,
)
ALLOWS = st.lists(st.builds(allow, ACTIONS), max_size=4)


@given(ALLOWS, ALLOWS)
def test_more_statements_never_mean_less(first: list[Any], second: list[Any]) -> None:
    assert of(*first, *second) >= max(of(*first), of(*second))


@given(ALLOWS, st.lists(st.builds(deny, ACTIONS), max_size=3))
def test_a_deny_never_means_more(first: list[Any], second: list[Any]) -> None:
    assert of(*first, *second) <= of(*first)

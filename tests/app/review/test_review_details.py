"""What a check must not overlook: older versions, other pools, further pages, narrowed trails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.review.baseline import key_of
from app.review.checks import (
    denies,
    escalation,
    messages_outside,
    role_insiders,
    saml,
    service_keys,
    shared_keys,
    strong_roles,
    trails,
)
from app.review.finding import Finding, Severity, Unseen
from app.review.running import roles_behind
from app.review.trust import ways
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import Ground
from tests.app.review.planting import OUTSIDER, TOKYO, function, policy, role
from tests.app.review.roles import SOME, admin
from tests.app.review.test_federation import metadata

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("two_regions")]
LIMIT = "arn:aws:iam::aws:policy/ReadOnlyAccess"
FORBIDS = policy({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})


def test_another_version_in_force_is_a_change(ground: Ground) -> None:
    (check,) = escalation.CHECKS
    strong = policy({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})
    arn = ground.iam("create_policy", PolicyName="two", PolicyDocument=strong)["Policy"]["Arn"]
    ground.iam("create_policy_version", PolicyArn=arn, PolicyDocument=SOME, SetAsDefault=True)
    ground.user("aide")
    ground.iam("attach_user_policy", UserName="aide", PolicyArn=arn)
    ground.let_in()
    ground.remember()
    ground.iam("set_default_policy_version", PolicyArn=arn, VersionId="v1")
    assert one(ground, check).severity is Severity.HIGH


def test_a_refusal_that_is_gone_makes_it_another_way(ground: Ground) -> None:
    refusing = {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": {}}
    refusing["Condition"] = {"Bool": {"aws:MultiFactorAuthPresent": "false"}}
    allow = {"Effect": "Allow", "Principal": {"AWS": OUTSIDER}, "Action": "sts:AssumeRole"}
    keys = []
    for number, said in enumerate(([allow, refusing], [allow])):
        text = json.dumps({"Version": "2012-10-17", "Statement": said})
        ground.iam("create_role", RoleName=f"r{number}", AssumeRolePolicyDocument=text)
        found = next(r for r in ground.view().identities.roles if r.name == f"r{number}")
        (way,) = ways(found.trust, ground.account)
        keys.append(key_of(found, way).removeprefix(found.id))
    assert keys[0] != keys[1]


def test_a_topic_that_fills_a_queue_that_starts_a_function(ground: Ground) -> None:
    arn = role(ground, "worker", "lambda.amazonaws.com")
    works = function(ground, "work", arn)
    ground.call("sqs", "create_queue", TOKYO, QueueName="q")
    queue = f"arn:aws:sqs:{TOKYO}:{ground.account}:q"
    ground.call(
        *("lambda", "create_event_source_mapping", TOKYO),
        EventSourceArn=queue,
        FunctionName=works,
    )
    topic = ground.call("sns", "create_topic", TOKYO, Name="t")["TopicArn"]
    ground.call("sns", "subscribe", TOKYO, TopicArn=topic, Protocol="sqs", Endpoint=queue)
    view = ground.view()
    assert list(roles_behind(view, view.clients.at(TOKYO), topic)) == [arn]


def test_a_log_that_starts_a_strong_function(ground: Ground) -> None:
    (check,) = messages_outside.CHECKS
    arn = role(ground, "worker", "lambda.amazonaws.com", SOME)
    works = function(ground, "work", arn)
    ground.call("logs", "create_log_group", TOKYO, logGroupName="app")
    ground.call(
        *("logs", "put_subscription_filter", TOKYO),
        logGroupName="app",
        filterName="f",
        filterPattern="",
        destinationArn=works,
    )
    ground.remember()
    assert not ground.findings(check)
    admin(ground, "worker")
    found = one(ground, check)
    assert "work" in str(found.what)
    closes_and_comes_back(ground, check, found)
    ground.remember()
    assert not ground.findings(check)


def test_the_provider_of_identity_center_with_other_metadata(ground: Ground) -> None:
    (check,) = saml.CHECKS
    name = "AWSSSO_0123456789abcdef_DO_NOT_DELETE"
    made = ground.iam("create_saml_provider", Name=name, SAMLMetadataDocument=metadata("aws"))
    arn = str(made["SAMLProviderArn"])
    trusts = {
        "Effect": "Allow",
        "Principal": {"Federated": arn},
        "Action": "sts:AssumeRoleWithSAML",
    }
    ground.iam(
        "create_role",
        RoleName="AWSReservedSSO_Admin_0",
        Path="/aws-reserved/sso.amazonaws.com/",
        AssumeRolePolicyDocument=policy(trusts),
    )
    ground.remember()
    assert not ground.findings(check)
    ground.iam("update_saml_provider", SAMLProviderArn=arn, SAMLMetadataDocument=metadata("else"))
    assert one(ground, check).new


def test_a_boundary_from_before_is_no_ban_whatever_else_has_changed(ground: Ground) -> None:
    (check,) = denies.CHECKS
    ground.user("boss")
    ground.iam("put_user_permissions_boundary", UserName="boss", PermissionsBoundary=LIMIT)
    ground.let_in()
    ground.remember()
    ground.iam("put_user_policy", UserName="boss", PolicyName="p", PolicyDocument=SOME)
    assert not ground.findings(check)


def test_a_ban_in_a_policy_of_the_accounts_own(ground: Ground) -> None:
    (check,) = denies.CHECKS
    ground.user("boss")
    ground.let_in()
    ground.remember()
    arn = ground.iam("create_policy", PolicyName="no", PolicyDocument=FORBIDS)["Policy"]["Arn"]
    ground.iam("attach_user_policy", UserName="boss", PolicyArn=arn)
    found = one(ground, check)
    assert found.severity is Severity.MEDIUM
    closes_and_comes_back(ground, check, found)


def test_a_role_for_a_service_by_its_name_in_a_region(ground: Ground) -> None:
    (check,) = strong_roles.CHECKS
    role(ground, "flow", "states.us-east-1.amazonaws.com")
    assert one(ground, check).row == "E5"


@pytest.mark.parametrize(
    ("further", "narrowed"),
    [
        ({"Field": "readOnly", "Equals": ["true"]}, True),
        ({"Field": "readOnly", "Equals": ["false"]}, False),
        ({"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}, False),
        ({"Field": "eventSource", "NotEquals": ["iam.amazonaws.com"]}, True),
        ({"Field": "eventName", "Equals": ["CreateUser"]}, True),
    ],
)
def test_an_advanced_selector_that_leaves_changes_out(further: Any, *, narrowed: bool) -> None:
    management = {"Field": "eventCategory", "Equals": ["Management"]}
    assert trails._all_changes([management, further]) is not narrowed


def test_more_service_keys_than_were_read_are_unseen(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    (check,) = service_keys.CHECKS
    asked = []

    def more(clients: Any, service: str, operation: str, **parameters: Any) -> Any:
        if operation != "list_service_specific_credentials":
            return clients.at("").call(service, operation, **parameters)
        asked.append(parameters)
        return {"ServiceSpecificCredentials": [], "IsTruncated": True, "Marker": "m"}

    monkeypatch.setattr("app.clients.Clients.call", more)
    assert [said.row for said in ground.said(check) if isinstance(said, Unseen)] == ["B5"]
    assert len(asked) > 1


def test_two_grants_for_the_same_outsider_are_two(ground: Ground) -> None:
    (check,) = shared_keys.CHECKS
    key = ground.call("kms", "create_key", TOKYO)["KeyMetadata"]["KeyId"]
    for name in ("one", "two"):
        ground.call(
            *("kms", "create_grant", TOKYO),
            KeyId=key,
            GranteePrincipal=f"arn:aws:iam::{OUTSIDER}:root",
            Operations=["Decrypt"],
            Name=name,
        )
    assert len({f.id for f in ground.said(check) if isinstance(f, Finding)}) == 2


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"StringLike": {"aws:PrincipalArn": "*"}}, True),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/*"}}, True),
        ({"StringNotEquals": {"aws:username": "eve"}}, True),
        ({"StringLike": {"aws:userid": "AROAEXAMPLE:*"}}, False),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy-*"}}, False),
        ({"StringEquals": {"aws:username": "boss"}}, False),
    ],
)
def test_the_whole_account_is_somebody_only_by_a_name(condition: Any, *, told: bool) -> None:
    text = policy(
        {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
            "Action": "sts:AssumeRole",
            "Condition": condition,
        }
    )
    assert [role_insiders._personal(way) for way in ways(text, "111122223333")] == [not told]

"""Whom a trust policy lets in, and which conditions really hold others off."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.review.documents import Unreadable
from app.review.federation import Fit, fit, guests, named
from app.review.trust import (
    ANYBODY,
    BY_SERVICE,
    INSIDE,
    LOGIN,
    OUTSIDE,
    WHOLE,
    accounts_named,
    ways,
)

OWN, OTHER, ORG = "111122223333", "999988887777", "o-own1234567"
GITHUB = "token.actions.githubusercontent.com"


def trust(
    principal: Any, condition: Any = None, action: Any = "sts:AssumeRole", **more: Any
) -> str:
    one = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    if condition:
        one["Condition"] = condition
    return json.dumps({"Version": "2012-10-17", "Statement": [one]})


def kinds(document: str) -> list[tuple[str, str]]:
    return [(way.kind, way.account) for way in ways(document, OWN, ORG)]


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ({"AWS": OTHER}, [(OUTSIDE, OTHER)]),
        ({"AWS": f"arn:aws:iam::{OTHER}:root"}, [(OUTSIDE, OTHER)]),
        ({"AWS": f"arn:aws:iam::{OTHER}:user/eve"}, [(OUTSIDE, OTHER)]),
        ({"AWS": f"arn:aws:sts::{OTHER}:assumed-role/r/s"}, [(OUTSIDE, OTHER)]),
        ({"AWS": [OWN, OTHER]}, [(WHOLE, OWN), (OUTSIDE, OTHER)]),
        ({"AWS": f"arn:aws:iam::{OWN}:root"}, [(WHOLE, OWN)]),
        ({"AWS": f"arn:aws:iam::{OWN}:role/deploy"}, [(INSIDE, OWN)]),
        ({"AWS": "AIDAEXAMPLEOFADELETEDONE"}, []),
        ("*", [(ANYBODY, "")]),
        ({"AWS": "*"}, [(ANYBODY, "")]),
        ({"AWS": ["*", OWN]}, [(ANYBODY, ""), (WHOLE, OWN)]),
        ({"Service": "ec2.amazonaws.com"}, [(BY_SERVICE, "")]),
        ({"Service": "*"}, [(ANYBODY, "")]),
    ],
)
def test_who_a_principal_is(principal: Any, expected: list[tuple[str, str]]) -> None:
    assert kinds(trust(principal)) == expected


def test_everybody_but_some_is_everybody() -> None:
    one = {"Effect": "Allow", "NotPrincipal": {"AWS": OTHER}, "Action": "sts:*"}
    assert kinds(json.dumps({"Statement": one})) == [(ANYBODY, "")]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"aws:PrincipalAccount": OWN}}, [(WHOLE, OWN)]),
        ({"StringEquals": {"aws:SourceAccount": OWN}}, [(WHOLE, OWN)]),
        (
            {"StringEquals": {"aws:PrincipalAccount": [OWN, OTHER]}},
            [(WHOLE, OWN), (OUTSIDE, OTHER)],
        ),
        ({"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/x-*"}}, [(WHOLE, OWN)]),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}}, [(ANYBODY, "")]),
        # What matches everything, or everybody but some.
        ({"StringLike": {"aws:userid": "*"}}, [(ANYBODY, "")]),
        ({"StringLike": {"aws:PrincipalAccount": ["*", OWN]}}, [(ANYBODY, "")]),
        ({"StringNotEquals": {"aws:PrincipalAccount": OTHER}}, [(ANYBODY, "")]),
        ({"StringEqualsIfExists": {"aws:PrincipalAccount": OWN}}, [(ANYBODY, "")]),
        ({"ForAllValues:StringEquals": {"aws:PrincipalAccount": OWN}}, [(ANYBODY, "")]),
        ({"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalAccount}"}}, [(ANYBODY, "")]),
        ({"Null": {"aws:PrincipalAccount": "false"}}, [(ANYBODY, "")]),
        ({"Bool": {"aws:SecureTransport": "true"}}, [(ANYBODY, "")]),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-somebodys"}}, [(ANYBODY, "")]),
    ],
)
def test_what_holds_everybody_off(condition: Any, expected: list[tuple[str, str]]) -> None:
    assert kinds(trust("*", condition)) == expected


def test_guards_that_help_are_noted() -> None:
    word = {"StringEquals": {"sts:ExternalId": "agreed-word"}}
    assert ways(trust({"AWS": OTHER}, word), OWN)[0].external_id
    for loose in ({"StringLike": {"sts:ExternalId": "*"}}, {"Null": {"sts:ExternalId": "false"}}):
        assert not ways(trust({"AWS": OTHER}, loose), OWN)[0].external_id
    org = {"StringEquals": {"aws:PrincipalOrgID": ORG}}
    assert ways(trust("*", org), OWN, ORG)[0].own_organization
    assert not ways(trust("*", org), OWN)[0].own_organization
    root = {"AWS": f"arn:aws:iam::{OWN}:root"}
    assert ways(trust(root, {"Bool": {"aws:MultiFactorAuthPresent": "true"}}), OWN)[0].mfa
    assert not ways(trust(root, {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}), OWN)[
        0
    ].mfa


def test_only_what_gives_a_session_counts() -> None:
    assert kinds(trust({"AWS": OTHER}, action="sts:TagSession")) == []
    assert kinds(trust({"AWS": OTHER}, action="sts:Assume*")) == [(OUTSIDE, OTHER)]
    assert kinds(trust({"AWS": OTHER}, action=["sts:TagSession", "*"])) == [(OUTSIDE, OTHER)]
    assert kinds(trust({"AWS": OTHER}, {"StringEquals": {"aws:PrincipalAccount": OWN}})) == []


def test_a_refusal_of_everybody_closes_and_another_does_not() -> None:
    allow = json.loads(trust({"AWS": OTHER}))["Statement"][0]
    deny = {"Effect": "Deny", "Principal": "*", "Action": "sts:*"}
    assert kinds(json.dumps({"Statement": [allow, deny]})) == []
    deny["Condition"] = {"StringEquals": {"aws:PrincipalAccount": "1"}}  # type: ignore[assignment]
    assert kinds(json.dumps({"Statement": [allow, deny]})) == [(OUTSIDE, OTHER)]


def test_what_is_no_policy_is_not_taken_for_a_closed_one() -> None:
    with pytest.raises(Unreadable):
        ways('{"Statement": "x"}', OWN)
    with pytest.raises(Unreadable):
        ways(trust("*", {"StringEquals": "x"}), OWN)
    assert accounts_named(()) is None


@pytest.mark.parametrize(
    ("host", "condition", "expected"),
    [
        (GITHUB, {"StringEquals": {f"{GITHUB}:sub": "repo:co/app:ref:refs/heads/main"}}, Fit.TIGHT),
        (GITHUB, {"StringLike": {f"{GITHUB}:sub": "repo:co/app:*"}}, Fit.TIGHT),
        (GITHUB, {"StringEquals": {f"{GITHUB}:repository_owner": "co"}}, Fit.TIGHT),
        (GITHUB, {"StringLike": {f"{GITHUB}:sub": "repo:co*"}}, Fit.OPEN),
        (GITHUB, {"StringLike": {f"{GITHUB}:sub": ["repo:co/app:*", "*"]}}, Fit.OPEN),
        (GITHUB, {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"}}, Fit.OPEN),
        (GITHUB, {"ForAllValues:StringLike": {f"{GITHUB}:sub": "repo:co/app:*"}}, Fit.OPEN),
        (GITHUB, None, Fit.OPEN),
        ("gitlab.com", {"StringLike": {"gitlab.com:sub": "project_path:co/*:ref:x"}}, Fit.TIGHT),
        (
            "app.terraform.io",
            {"StringLike": {"app.terraform.io:sub": "organization:co:*"}},
            Fit.TIGHT,
        ),
        ("app.terraform.io", {"StringLike": {"app.terraform.io:sub": "*:project:x"}}, Fit.OPEN),
        ("oidc.example.com", None, Fit.LOOSE),
        ("oidc.example.com", {"StringEquals": {"oidc.example.com:sub": "me"}}, Fit.TIGHT),
    ],
)
def test_how_many_a_provider_lets_in(host: str, condition: Any, expected: Fit) -> None:
    provider = {"Federated": f"arn:aws:iam::{OWN}:oidc-provider/{host}"}
    (way,) = ways(trust(provider, condition, "sts:AssumeRoleWithWebIdentity"), OWN)
    assert way.kind == LOGIN
    assert fit(way) is expected


def test_cognito_lets_in_its_own_pool_alone_where_it_is_named() -> None:
    host = "cognito-identity.amazonaws.com"
    guest = {"ForAnyValue:StringLike": {f"{host}:amr": "unauthenticated"}}
    for condition, expected, said in (
        (guest, Fit.OPEN, ""),
        ({"StringEquals": {f"{host}:aud": "p"}}, Fit.TIGHT, "p"),
    ):
        document = trust({"Federated": host}, condition, "sts:AssumeRoleWithWebIdentity")
        (way,) = ways(document, OWN)
        assert fit(way) is expected
        assert guests(way)
        assert named(way) == said

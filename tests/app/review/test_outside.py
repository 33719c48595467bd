"""Whom a resource's policy lets in, and the policy without them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.review.outside import Kind, Own, openings, without
from tests.app.review.planting import OUTSIDER, allow, policy

OWN = Own("111122223333", "o-ours000000")
ROOT = f"arn:aws:iam::{OUTSIDER}:root"
OURS = "arn:aws:iam::111122223333:role/app"


def equals(key: str, value: str, operator: str = "StringEquals") -> dict[str, Any]:
    return {operator: {key: value}}


OPEN = [
    (allow("*"), Kind.EVERYBODY),
    (allow({"AWS": "*"}), Kind.EVERYBODY),
    (allow({"AWS": [OURS, ROOT]}), Kind.ACCOUNT),
    (allow({"AWS": OUTSIDER}), Kind.ACCOUNT),
    (allow({"AWS": f"arn:aws:sts::{OUTSIDER}:assumed-role/a/b"}), Kind.ACCOUNT),
    (allow("*", condition=equals("aws:PrincipalAccount", OUTSIDER)), Kind.ACCOUNT),
    (allow("*", condition=equals("aws:PrincipalOrgID", "o-theirs")), Kind.ORGANIZATION),
    (
        allow("*", condition=equals("aws:PrincipalOrgID", OWN.organization, "StringNotEquals")),
        Kind.EVERYBODY,
    ),
    (
        allow("*", condition=equals("aws:PrincipalAccount", OWN.account, "StringEqualsIfExists")),
        Kind.EVERYBODY,
    ),
    (
        allow(
            "*",
            condition=equals("aws:PrincipalAccount", OWN.account, "ForAllValues:StringEquals"),
        ),
        Kind.EVERYBODY,
    ),
    (
        allow("*", condition=equals("aws:PrincipalArn", "arn:aws:iam::*:role/x", "ArnLike")),
        Kind.EVERYBODY,
    ),
    (allow("*", condition=equals("aws:ResourceAccount", OWN.account)), Kind.EVERYBODY),
    (allow("*", condition=equals("aws:SourceVpce", "vpce-1")), Kind.UNTOLD),
    (allow({"CanonicalUser": "79a5"}), Kind.UNTOLD),
    (
        allow({"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}),
        Kind.UNTOLD,
    ),
    (allow({"Service": "s3.amazonaws.com"}), Kind.SERVICE),
    (
        allow(
            {"Service": "sns.amazonaws.com"},
            condition=equals("aws:SourceArn", f"arn:aws:sns:eu-west-1:{OUTSIDER}:t", "ArnEquals"),
        ),
        Kind.ACCOUNT,
    ),
    (
        allow(
            {"Service": "s3.amazonaws.com"},
            condition=equals("aws:SourceArn", "arn:aws:s3:::theirs", "ArnLike"),
        ),
        Kind.UNTOLD,
    ),
]
CLOSED = [
    allow({"AWS": OURS}),
    allow({"AWS": OWN.account}),
    allow({"AWS": "AIDAEXAMPLEGONE"}),
    allow("*", condition=equals("aws:SourceAccount", OWN.account)),
    allow("*", condition=equals("AWS:SourceOwner", OWN.account)),
    allow("*", condition=equals("aws:PrincipalOrgID", OWN.organization)),
    allow(
        "*",
        condition={
            "StringEquals": {
                "kms:CallerAccount": OWN.account,
                "kms:ViaService": "s3.ap-northeast-1.amazonaws.com",
            }
        },
    ),
    allow(
        {"Service": "events.amazonaws.com"},
        condition=equals("aws:SourceArn", f"arn:aws:events:eu-west-1:{OWN.account}:rule/r"),
    ),
    {**allow("*"), "Effect": "Deny"},
]


@pytest.mark.parametrize(("statement", "kind"), OPEN)
def test_who_is_let_in_is_told(statement: dict[str, Any], kind: Kind) -> None:
    (found,) = openings(policy(statement), OWN)
    assert found.kind is kind
    assert without(policy(statement), OWN, (found,)) in (
        "",
        policy({**statement, "Principal": {"AWS": [OURS]}}),
    )


@pytest.mark.parametrize("statement", CLOSED)
def test_our_own_are_let_be(statement: dict[str, Any]) -> None:
    assert not openings(policy(statement), OWN)


def test_everybody_but_somebody_is_everybody() -> None:
    statement = allow("*")
    del statement["Principal"]
    statement["NotPrincipal"] = {"AWS": OURS}
    assert [one.kind for one in openings(policy(statement), OWN)] == [Kind.EVERYBODY]


def test_what_is_narrowed_otherwise_says_so() -> None:
    here = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    (found,) = openings(policy(allow("*", condition=here)), OWN)
    assert (found.kind, found.narrowed) == (Kind.EVERYBODY, True)


def test_other_statements_stay() -> None:
    ours = allow({"AWS": OURS}, "s3:*")
    document = policy(ours, allow({"AWS": ROOT}))
    left = without(document, OWN, openings(document, OWN))
    assert json.loads(left)["Statement"] == [ours]

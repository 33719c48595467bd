"""A Deny that refuses all but some, and wildcards that stand for more than they seem to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.review.trust import ANYBODY, OUTSIDE, WHOLE, ways
from tests.app.review.test_trust import ORG, OTHER, OWN, kinds, trust


def refusing(condition: Any, action: str = "sts:*") -> str:
    """Everybody may use it, but for whom a Deny refuses."""
    allow = {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}
    deny = {"Effect": "Deny", "Principal": "*", "Action": action, "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [allow, deny]})


@pytest.mark.parametrize(
    "condition",
    [
        {"StringNotEquals": {"aws:PrincipalAccount": OWN}},
        {"StringNotEqualsIfExists": {"aws:PrincipalAccount": OWN}},
        {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/*"}},
    ],
)
def test_a_refusal_of_all_other_accounts_is_a_guard(condition: Any) -> None:
    assert kinds(refusing(condition)) == [(WHOLE, OWN)]


def test_a_refusal_of_all_other_organizations_is_a_guard() -> None:
    (way,) = ways(refusing({"StringNotEquals": {"aws:PrincipalOrgID": ORG}}), OWN, ORG)
    assert way.own_organization


@pytest.mark.parametrize(
    "document",
    [
        refusing({"StringEquals": {"aws:PrincipalAccount": OWN}}),
        refusing({"ForAnyValue:StringNotEquals": {"aws:PrincipalAccount": OWN}}),
        refusing({"StringNotEquals": {"aws:PrincipalAccount": OWN, "aws:userid": "x"}}),
        refusing({"StringNotEquals": {"aws:PrincipalAccount": OWN}}, "sts:TagSession"),
        refusing({"StringNotLike": {"aws:PrincipalAccount": "*"}}),
    ],
)
def test_a_refusal_that_refuses_fewer_is_none(document: str) -> None:
    assert kinds(document) == [(ANYBODY, "")]


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("StringLike", f"arn:aws:iam::{OTHER}:role/*", [(OUTSIDE, OTHER)]),
        ("StringLike", f"arn:*:*:*:{OTHER}:*", [(ANYBODY, "")]),
        ("StringLike", f"arn:aws:iam?::{OTHER}:role/x", [(ANYBODY, "")]),
        ("ArnLike", f"arn:*:iam::{OTHER}:role/x", [(OUTSIDE, OTHER)]),
    ],
)
def test_a_wildcard_before_the_number_names_no_account(
    operator: str, value: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(trust("*", {operator: {"aws:PrincipalArn": value}})) == expected

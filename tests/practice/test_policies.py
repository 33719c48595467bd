"""Policies: an explicit deny wins, a boundary limits, conditions are looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.practice.policies import Call, decide

CALL = Call("iam:CreateUser", "arn:aws:iam::1:user/a", {"aws:username": "a"})


def policy(*statements: dict[str, Any]) -> str:
    whole = [{"Effect": "Allow", "Action": "*", "Resource": "*", **one} for one in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": whole})


ALLOW, DENY = policy({}), policy({"Effect": "Deny"})


@pytest.mark.parametrize(
    ("identity", "boundary", "verdict"),
    [
        ([], None, "none"),
        ([ALLOW], None, "allow"),
        ([ALLOW, DENY], None, "deny"),
        ([DENY, ALLOW], None, "deny"),
        ([ALLOW], ALLOW, "allow"),
        ([ALLOW], DENY, "deny"),
        ([ALLOW], policy({"Action": "s3:*"}), "none"),
        ([], ALLOW, "none"),
        ([policy({"Action": "iam:Create*"})], None, "allow"),
        ([policy({"Action": "IAM:createuser"})], None, "allow"),
        ([policy({"Action": "iam:Get*"})], None, "none"),
        ([policy({"Action": ["s3:*", "iam:?reateUser"]})], None, "allow"),
        ([policy({"Resource": "arn:aws:iam::1:user/${aws:username}"})], None, "allow"),
        ([policy({"Resource": "arn:aws:iam::1:user/b"})], None, "none"),
        (["not json"], None, "none"),
        (
            [json.dumps({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})],
            None,
            "allow",
        ),
    ],
)
def test_what_the_documents_say(identity: list[str], boundary: str | None, verdict: str) -> None:
    assert decide(identity, boundary, CALL) == verdict


def test_not_action_is_everything_else() -> None:
    text = json.dumps(
        {"Statement": [{"Effect": "Deny", "NotAction": ["iam:Get*"], "Resource": "*"}]}
    )
    assert decide([ALLOW, text], None, CALL) == "deny"
    assert decide([ALLOW, text], None, Call("iam:GetUser", "*", {})) == "allow"


@pytest.mark.parametrize(
    ("condition", "keys", "applies"),
    [
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, {}, False),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, {}, True),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"mfa": "true"}, True),
        ({"Null": {"aws:MultiFactorAuthPresent": "true"}}, {}, True),
        ({"Null": {"aws:MultiFactorAuthPresent": "true"}}, {"mfa": "true"}, False),
        ({"DateLessThan": {"aws:TokenIssueTime": "2026-01-02T00:00:00Z"}}, {"issued": 1}, True),
        ({"DateLessThan": {"aws:TokenIssueTime": "2025-01-02T00:00:00Z"}}, {"issued": 1}, False),
        (
            {"DateGreaterThanEquals": {"aws:TokenIssueTime": "2026-01-01T00:00:00Z"}},
            {"issued": 1},
            True,
        ),
        ({"StringNotEquals": {"aws:username": "a"}}, {"aws:username": "b"}, True),
        ({"StringNotEquals": {"aws:username": ["a", "b"]}}, {"aws:username": "b"}, False),
        ({"StringLike": {"aws:username": "a*"}}, {"aws:username": "abc"}, True),
        ({"NoSuchOperator": {"aws:username": "a"}}, {"aws:username": "a"}, False),
    ],
)
def test_conditions(condition: dict[str, Any], keys: dict[str, Any], applies: bool) -> None:
    names = {"mfa": "aws:multifactorauthpresent", "issued": "aws:tokenissuetime"}
    known = {
        names.get(name, name): "2026-01-01T00:00:00Z" if value == 1 else value
        for name, value in keys.items()
    }
    text = policy({"Effect": "Deny", "Condition": condition})
    verdict = decide([ALLOW, text], None, Call("iam:CreateUser", "*", known))
    assert (verdict == "deny") is applies


@pytest.mark.parametrize(
    ("operator", "wanted", "applies"),
    [
        ("DateGreaterThan", "2026-06-30T15:00:00Z", False),
        ("DateGreaterThan", "2026-06-30T14:59:59Z", True),
        ("DateGreaterThan", "2026-07-01T00:00:00+09:00", False),
        ("DateGreaterThan", "2026-06-30T23:59:59+09:00", True),
        ("DateGreaterThan", "1782831599", True),  # seconds since 1970
        ("DateGreaterThan", "1782831600", False),
        ("DateGreaterThanEquals", "2026-06-30T15:00:00Z", True),
        ("DateLessThan", "2026-06-30T15:00:00Z", False),
        ("DateLessThan", "2026-07-01", True),
        ("DateLessThanEquals", "2026-06-30T15:00:00.000Z", True),
        ("DateEquals", "2026-06-30T15:00:00Z", True),
        ("DateEquals", "2026-06-30T14:00:00Z", False),
        ("DateNotEquals", "2026-06-30T14:00:00Z", True),
        ("DateNotEquals", "2026-06-30T15:00:00Z", False),
        ("DateGreaterThanIfExists", "2026-06-30T14:59:59Z", True),
        ("DateGreaterThan", "tomorrow", False),
        ("DateInventedThan", "2026-06-30T15:00:00Z", False),
    ],
)
def test_dates_are_moments(operator: str, wanted: str, applies: bool) -> None:
    text = policy({"Effect": "Deny", "Condition": {operator: {"aws:CurrentTime": wanted}}})
    call = Call("iam:GetUser", "*", {"aws:currenttime": "2026-06-30T15:00:00Z"})
    assert decide([ALLOW, text], None, call) == ("deny" if applies else "allow")

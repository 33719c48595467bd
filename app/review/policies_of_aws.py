"""What AWS's own policies give, as far as it leads to more rights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from app.review.documents import Statement, statements
from app.settings import RESOURCES

AWS_POLICY = "arn:aws:iam::aws:policy/"
AWS_POLICIES = RESOURCES / "aws_policies.json"
FORBIDDEN = "!"  # everything is denied: nothing is given, whatever else is allowed


@lru_cache(maxsize=1)
def aws_policies() -> Mapping[str, list[str]]:
    """AWS's own policies that lead to more rights, with what each gives (`packaging/`'s table)."""
    found: Mapping[str, list[str]] = json.loads(AWS_POLICIES.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=2048)
def of_aws(arn: str) -> tuple[Statement, ...]:
    """Statements that give what AWS's policy gives, as far as it leads to more rights.

    One that the table doesn't name gives something that leads nowhere.
    """
    given = aws_policies().get(arn.removeprefix(AWS_POLICY), ["sts:getcalleridentity"])
    if given == [FORBIDDEN]:
        return (Statement("Deny", actions=("*",), resources=("*",)),)
    return tuple(_statement(action) for action in given)


def _statement(action: str) -> Statement:
    """One Allow; "iam:passrole>ec2.amazonaws.com" is one with a condition."""
    name, _, service = action.partition(">")
    when = {"StringEquals": {"iam:PassedToService": service}} if service else {}
    made = {"Effect": "Allow", "Action": name, "Resource": "*", "Condition": when}
    return statements(json.dumps({"Statement": made}))[0]

"""What the Deny statements of a role's trust policy leave of its Allow statements.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.review.documents import ANYONE, AWS, Condition, Statement

_UNLESS = {"stringnotequals": "stringequals", "stringnotlike": "stringlike"}
_UNLESS |= {"arnnotequals": "arnequals", "arnnotlike": "arnlike"}


def shuts(statement: Statement, action: str) -> bool:
    """Whether it refuses an action to everybody, under no condition."""
    everybody = {(ANYONE, ANYONE), (AWS, ANYONE)} & set(statement.principals)
    return (
        not statement.allows
        and bool(everybody)
        and not statement.conditions
        and statement.concerns(action)
    )


def guards(
    allow: Statement, found: Iterable[Statement], entries: Iterable[str]
) -> tuple[Condition, ...]:
    """What a Deny asks for by refusing all others: "unless it's our account" is "only ours".

    Of a Deny with several conditions, all have to hold, so that it may refuse fewer.
    """
    wanted = [action for action in entries if allow.concerns(action)]
    asked = []
    for one in found:
        everybody = {(ANYONE, ANYONE), (AWS, ANYONE)} & set(one.principals)
        if one.allows or not everybody or len(one.conditions) != 1:
            continue
        condition = one.conditions[0]
        sure = condition.operator in _UNLESS and not (condition.for_any or condition.for_all)
        if sure and all(one.concerns(action) for action in wanted):
            operator = _UNLESS[condition.operator]
            asked.append(replace(condition, operator=operator, if_exists=False))
    return tuple(asked)

"""What IAM's policies allow, evaluated as far as a rehearsal needs it.

An explicit deny wins, then a permissions boundary must allow, then a policy must:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Left out: resource policies, session policies, permissions of an organization.
"""

from __future__ import annotations

import json
import operator as operator_of
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

Verdict = Literal["allow", "deny", "none"]


@dataclass(frozen=True)
class Call:
    """An action on a resource, with the condition keys that are known (lower-case names)."""

    action: str
    resource: str
    keys: Mapping[str, str]


def decide(identity: Iterable[str], boundary: str | None, call: Call) -> Verdict:
    """What the ``identity`` policies and the ``boundary`` (JSON documents) say to ``call``."""
    verdicts = [_document(text, call) for text in identity]
    limit = _document(boundary, call) if boundary is not None else "allow"
    if "deny" in verdicts or limit == "deny":
        return "deny"
    return "allow" if "allow" in verdicts and limit == "allow" else "none"


def _document(text: str, call: Call) -> Verdict:
    try:
        statements = json.loads(text)["Statement"]
    except (ValueError, KeyError, TypeError):
        return "none"
    found: Verdict = "none"
    for statement in _listed(statements):
        if not isinstance(statement, dict) or not _applies(statement, call):
            continue
        if statement.get("Effect") == "Deny":
            return "deny"
        found = "allow"
    return found


def _applies(statement: dict[str, Any], call: Call) -> bool:
    action = call.action.lower()
    if "NotAction" in statement:
        concerned = not _any_match(statement["NotAction"], action, call)
    else:
        concerned = _any_match(statement.get("Action", ()), action, call)
    if not concerned:
        return False
    if "NotResource" in statement:
        if _any_match(statement["NotResource"], call.resource, call):
            return False
    elif not _any_match(statement.get("Resource", ()), call.resource, call):
        return False
    return all(
        _condition(operator, name, _listed(wanted), call.keys)
        for operator, block in statement.get("Condition", {}).items()
        for name, wanted in block.items()
    )


def matches(patterns: Iterable[str], action: str) -> bool:
    """Whether one of the ``patterns``, such as ``iam:Get*``, is ``action``."""
    return any(_like(pattern, action) for pattern in patterns)


def _any_match(patterns: object, value: str, call: Call) -> bool:
    name = call.keys.get("aws:username", "")
    return any(
        _like(str(pattern).replace("${aws:username}", name), value) for pattern in _listed(patterns)
    )


def _like(pattern: str, value: str) -> bool:
    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(escaped, value, re.IGNORECASE | re.DOTALL) is not None


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _condition(operator: str, name: str, wanted: list[Any], keys: Mapping[str, str]) -> bool:
    base, optional = operator.removesuffix("IfExists"), operator.endswith("IfExists")
    found = keys.get(name.lower())
    if base == "Null":
        return (found is None) == (str(wanted[0]).lower() == "true")
    if found is None:
        return optional
    negated = "Not" in base
    matched = any(_compare(base.replace("Not", ""), found, str(value)) for value in wanted)
    return matched != negated


def _compare(operator: str, found: str, wanted: str) -> bool:
    if operator in ("Bool", "StringEqualsIgnoreCase"):
        return found.lower() == wanted.lower()
    if operator in ("StringLike", "ArnLike", "ArnEquals"):
        return _like(wanted, found)
    if operator == "StringEquals":
        return found == wanted
    if operator in _DATES:
        return _compare_dates(_DATES[operator], found, wanted)
    return False


_DATES: dict[str, Callable[[datetime, datetime], bool]] = {
    "DateEquals": operator_of.eq,
    "DateLessThan": operator_of.lt,
    "DateLessThanEquals": operator_of.le,
    "DateGreaterThan": operator_of.gt,
    "DateGreaterThanEquals": operator_of.ge,
}


def _compare_dates(compare: Callable[[datetime, datetime], bool], found: str, wanted: str) -> bool:
    try:
        return compare(moment(found), moment(wanted))
    except (ValueError, OverflowError, OSError):
        return False


def moment(text: str) -> datetime:
    """The moment that ``text`` names: ISO 8601, UTC unless it says otherwise, or seconds of 1970.

    Raises ValueError.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
    """
    if text.isdecimal() and len(text) > 8:
        return datetime.fromtimestamp(int(text), UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)

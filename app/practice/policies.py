"""What IAM's policies allow, evaluated as far as a rehearsal needs it.

An explicit deny wins, then a permissions boundary must allow, then a policy must:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Left out: resource policies, session policies, service control policies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    if operator.startswith("Date"):
        return _compare_dates(operator, found[:19], wanted[:19])
    return False


def _compare_dates(operator: str, found: str, wanted: str) -> bool:
    """Times are given in one ISO format, which sorts as text."""
    if found == wanted:
        return "Equals" in operator
    return found < wanted if operator.startswith("DateLessThan") else found > wanted

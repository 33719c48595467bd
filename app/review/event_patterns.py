"""Which events a rule of EventBridge waits for: those that tell of users and rights, or others.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

# The events that tell of a change of who may do what here, and of sign-ins.
SOURCES = ("aws.iam", "aws.signin", "aws.sts", "aws.organizations", "aws.sso")
TESTS: dict[str, Callable[[str, str], bool]] = {
    "prefix": str.startswith,
    "suffix": str.endswith,
    "wildcard": fnmatchcase,
    "equals-ignore-case": lambda value, wanted: value.lower() == wanted.lower(),
}


def hears(pattern: str) -> bool:
    """Whether a rule's pattern may match events of IAM; what can't be read may.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
    """
    if not pattern:
        return False  # it runs by the clock
    try:
        wanted = json.loads(pattern)
    except (ValueError, RecursionError):
        return True
    if not isinstance(wanted, dict) or not isinstance(wanted.get("$or", []), list):
        return True
    # "$or" has other patterns in it; all but the source can be left out of one.
    branches = [{**wanted, **one} for one in wanted.get("$or", ()) if isinstance(one, dict)]
    return any(_hears(one) for one in branches or [wanted])


def _hears(wanted: dict[str, Any]) -> bool:
    detail = wanted.get("detail")
    sender = detail.get("eventSource") if isinstance(detail, dict) else None
    spoken = [f"{source.removeprefix('aws.')}.amazonaws.com" for source in SOURCES]
    return _may_match(wanted.get("source"), SOURCES) and _may_match(sender, spoken)


def _may_match(wanted: object, values: list[str] | tuple[str, ...]) -> bool:
    if not isinstance(wanted, list):
        return True  # it isn't asked for
    return any(_matches(one, value) for one in wanted for value in values)


def _matches(one: object, value: str) -> bool:
    """Whether a value passes one of a pattern's tests; a test that isn't known may pass it.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    """
    if not isinstance(one, dict):
        return one == value
    for operator, wanted in one.items():
        test = TESTS.get(operator)
        if test and isinstance(wanted, str):
            return test(value, wanted)
        if operator == "anything-but" and not isinstance(wanted, dict):
            return value not in (wanted if isinstance(wanted, list) else [wanted])
    return True

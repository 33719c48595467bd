"""Policy documents, read as statements: who or what they are about, and when they hold.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import Any

ALLOW, DENY = "Allow", "Deny"
ANYONE = "*"
AWS, SERVICE, FEDERATED = "AWS", "Service", "Federated"
# Some services have a name for each Region: states.us-east-1.amazonaws.com.
_REGIONAL = re.compile(r"\.[a-z]{2}(?:-[a-z]+)+-\d+(?=\.amazonaws\.com)")
_NUMBER = re.compile(r"\d{12}")
_ARN_OF = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):")


class Unreadable(ValueError):  # noqa: N818  (what it is)
    """A document that isn't a policy. What it allows isn't known, so it is never called clean."""


@dataclass(frozen=True)
class Condition:
    """One line of a condition block, such as StringEquals, aws:PrincipalOrgID, ("o-1",).

    `operator` is in lower case without a set prefix or IfExists, `key` in lower case. `for_all`:
    it has the prefix ForAllValues, and so holds also where the request lacks the key; `for_any`: it
    has ForAnyValue, and doesn't hold there even if it is a negation.
    """

    operator: str
    key: str
    values: tuple[str, ...]
    if_exists: bool = False
    for_all: bool = False
    for_any: bool = False


@dataclass(frozen=True)
class Statement:
    """One statement. `principals` are pairs such as ("AWS", "arn:…") or ("Service", "ec2…")."""

    effect: str
    sid: str = ""
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    not_resources: tuple[str, ...] = ()
    principals: tuple[tuple[str, str], ...] = ()
    not_principals: tuple[tuple[str, str], ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether it is an Allow."""
        return self.effect == ALLOW

    def concerns(self, action: str) -> bool:
        """Whether `action`, such as "iam:CreateUser", is one of those that it is about."""
        wanted = action.lower()
        if self.not_actions:
            return not any(like(wanted, pattern) for pattern in self.not_actions)
        return any(like(wanted, pattern) for pattern in self.actions)

    def principals_of(self, kind: str) -> tuple[str, ...]:
        """Its principals of one kind: AWS, SERVICE or FEDERATED. "*" alone is everybody."""
        return tuple(value for found, value in self.principals if found in (kind, ANYONE))


def like(text: str, pattern: str) -> bool:
    """Whether a name matches a pattern with "*" and "?", upper and lower case alike."""
    return _compiled(pattern).match(text.lower()) is not None


@lru_cache(maxsize=16384)
def _compiled(pattern: str) -> re.Pattern[str]:
    """An account has thousands of patterns, of which `fnmatch` itself would remember too few."""
    return re.compile(translate(pattern.lower().replace("[", "[[]")))


@lru_cache(maxsize=4096)
def statements(document: str) -> tuple[Statement, ...]:
    """The statements of a policy document (JSON text). Raises `Unreadable`."""
    if not document:
        return ()
    try:
        found = json.loads(document)
        listed = found["Statement"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable from None
    items = listed if isinstance(listed, list) else [listed]
    if not all(isinstance(item, dict) for item in items):
        raise Unreadable
    return tuple(_statement(item) for item in items)


def _statement(item: Mapping[str, Any]) -> Statement:
    return Statement(
        effect=str(item.get("Effect", "")),
        sid=str(item.get("Sid", "")),
        actions=_texts(item.get("Action", ())),
        not_actions=_texts(item.get("NotAction", ())),
        resources=_texts(item.get("Resource", ())),
        not_resources=_texts(item.get("NotResource", ())),
        principals=_principals(item.get("Principal", {})),
        not_principals=_principals(item.get("NotPrincipal", {})),
        conditions=tuple(_conditions(item.get("Condition", {}))),
    )


def _texts(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in several)


def _principals(value: object) -> tuple[tuple[str, str], ...]:
    if isinstance(value, Mapping):
        return tuple((kind, one) for kind, ones in value.items() for one in _texts(ones))
    return tuple((ANYONE, one) for one in _texts(value))


def _conditions(block: object) -> Iterable[Condition]:
    if not isinstance(block, Mapping):
        raise Unreadable
    for operator, keys in block.items():
        if not isinstance(keys, Mapping):
            raise Unreadable
        prefix, _, name = str(operator).rpartition(":")
        bare, of_set = name.removesuffix("IfExists").lower(), prefix.lower()
        each = (bare != name.lower(), of_set == "forallvalues", of_set == "foranyvalue")
        for key, values in keys.items():
            yield Condition(bare, str(key).lower(), _texts(values), *each)


def account_of(principal: str) -> str:
    """The account's number in an AWS principal, an ARN or the bare number; "" where none is.

    A principal that was deleted stands there as its id (AIDA…, AROA…), which belongs to nobody:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    if _NUMBER.fullmatch(principal):
        return principal
    found = _ARN_OF.match(principal)
    return found.group(1) if found else ""


def plain(principal: str) -> str:
    """A service's principal without the Region that may be in it."""
    return _REGIONAL.sub("", principal)


def digest(text: str) -> str:
    """A short mark of a document, by which a change can be told."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]

"""IAM Access Analyzer: analyzers and the rules that file findings away. moto lacks it.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

Rules = dict[str, dict[str, Any]]


def create_analyzer(account: Account, asked: Asked) -> dict[str, Any]:
    """CreateAnalyzer, one of a type in each Region."""
    name = str(asked.body().get("analyzerName", ""))
    there = account.analyzers.setdefault(asked.region, {})
    if name in there:
        raise AwsError(409, "ConflictException", "The analyzer exists already.")
    there[name] = {}
    for rule in asked.body().get("archiveRules", ()):
        there[name][rule["ruleName"]] = _rule(rule)
    return {"arn": _arn(account, asked, name)}


def list_analyzers(account: Account, asked: Asked) -> dict[str, Any]:
    """ListAnalyzers."""
    found = [
        {
            "arn": _arn(account, asked, name),
            "name": name,
            "type": "ACCOUNT",
            "createdAt": datetime.now(UTC).isoformat(),
            "status": "ACTIVE",
        }
        for name in account.analyzers.get(asked.region, {})
    ]
    return {"analyzers": found}


def create_rule(account: Account, asked: Asked) -> dict[str, Any]:
    """CreateArchiveRule."""
    rules, rule = _rules(account, asked), asked.body()
    if rule.get("ruleName") in rules:
        raise AwsError(409, "ConflictException", "The rule exists already.")
    rules[rule["ruleName"]] = _rule(rule)
    return {}


def list_rules(account: Account, asked: Asked) -> dict[str, Any]:
    """ListArchiveRules."""
    return {"archiveRules": list(_rules(account, asked).values())}


def delete_rule(account: Account, asked: Asked) -> dict[str, Any]:
    """DeleteArchiveRule."""
    name = unquote(asked.request.path.split("/")[4])
    if _rules(account, asked).pop(name, None) is None:
        raise AwsError(404, "ResourceNotFoundException", "The rule doesn't exist.")
    return {}


def _rules(account: Account, asked: Asked) -> Rules:
    """Those of the analyzer in the path, ``/analyzer/NAME/archive-rule``."""
    name = unquote(asked.request.path.split("/")[2])
    try:
        return account.analyzers[asked.region][name]
    except KeyError:
        raise AwsError(404, "ResourceNotFoundException", "The analyzer doesn't exist.") from None


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat()
    about = {"ruleName": rule["ruleName"], "filter": rule["filter"]}
    return {**about, "createdAt": now, "updatedAt": now}


def _arn(account: Account, asked: Asked, name: str) -> str:
    return f"arn:aws:access-analyzer:{asked.region}:{account.state.account}:analyzer/{name}"


TABLE = {
    "access-analyzer:CreateAnalyzer": create_analyzer,
    "access-analyzer:ListAnalyzers": list_analyzers,
    "access-analyzer:CreateArchiveRule": create_rule,
    "access-analyzer:ListArchiveRules": list_rules,
    "access-analyzer:DeleteArchiveRule": delete_rule,
}

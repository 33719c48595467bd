"""The principals that AWS refuses in a policy, and moto takes: in a role's trust policy too."""

from __future__ import annotations

import json
import re

from moto.iam.exceptions import MalformedPolicyDocument

_ID = re.compile(r"A(?:IDA|ROA)[A-Z0-9]+")


def check_principals(document: str) -> None:
    """Refuse the bare id that a deleted user or role leaves behind. Raises MalformedPolicyDocument.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """
    try:
        policy = json.loads(document)
    except ValueError:
        return  # moto says what is wrong with it
    for one in deleted_principals(policy):
        text = f'Invalid principal in policy: "AWS":"{one}"'
        raise MalformedPolicyDocument(text)


def deleted_principals(policy: object) -> list[str]:
    """The bare ids of users and roles that a parsed policy names."""
    listed = policy.get("Statement") if isinstance(policy, dict) else None
    found: list[str] = []
    for item in listed if isinstance(listed, list) else [listed]:
        for element in ("Principal", "NotPrincipal"):
            principal = item.get(element) if isinstance(item, dict) else None
            named = principal.get("AWS", []) if isinstance(principal, dict) else []
            several = named if isinstance(named, list) else [named]
            found += [str(one) for one in several if _ID.fullmatch(str(one))]
    return found

"""What AWS refuses in a role's trust policy, and moto takes."""

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
        listed = json.loads(document)["Statement"]
    except (ValueError, KeyError, TypeError):
        return  # moto says what is wrong with it
    for item in listed if isinstance(listed, list) else [listed]:
        principal = item.get("Principal") if isinstance(item, dict) else None
        named = principal.get("AWS", []) if isinstance(principal, dict) else []
        for one in named if isinstance(named, list) else [named]:
            if _ID.fullmatch(str(one)):
                text = f'Invalid principal in policy: "AWS":"{one}"'
                raise MalformedPolicyDocument(text)

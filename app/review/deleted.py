"""Policies without the principals that were deleted, which AWS refuses to write again.

Where a policy names a user or role that was deleted, AWS shows its bare id (AIDA…, AROA…). It lets
nobody in, but a document that holds it is refused ("Invalid principal in policy"):
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import json
import re

AWS, ANYONE = "AWS", "*"
NOBODY = "000000000000"  # no account has this number
_ID = re.compile(r"A(?:IDA|ROA)[A-Z0-9]+")


def without_deleted(document: str) -> str:
    """The policy (JSON text) without such principals; as it is, where there is none.

    A statement that was about nobody else goes, so none may be left.
    """
    if not _ID.search(document):
        return document
    policy = json.loads(document)
    listed = policy["Statement"]
    items = listed if isinstance(listed, list) else [listed]
    left = [one for item in items if (one := _written(item)) is not None]
    if left == items:
        return document
    return json.dumps({**policy, "Statement": left}, sort_keys=True)


def trusting_nobody(document: str, account: str) -> str:
    """A role's trust policy; where it lets nobody in, with a statement for nobody.

    AWS takes no policy without a statement.
    """
    policy = json.loads(document)
    listed = policy["Statement"]
    items = list(listed) if isinstance(listed, list) else [listed]
    if any(item.get("Effect") == "Allow" for item in items):
        return document
    return json.dumps({**policy, "Statement": [*items, _nobody(account)]}, sort_keys=True)


def _nobody(account: str) -> dict[str, object]:
    return {
        "Sid": "AikagiNobody",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": NOBODY}},
    }


def _written(item: dict[str, object]) -> dict[str, object] | None:
    for element in ("Principal", "NotPrincipal"):
        named = item.get(element)
        if not isinstance(named, dict) or AWS not in named:
            continue
        several = named[AWS] if isinstance(named[AWS], list) else [named[AWS]]
        left = [one for one in several if not _ID.fullmatch(str(one))]
        if left == several:
            continue
        rest = {kind: who for kind, who in named.items() if kind != AWS}
        if left:
            rest[AWS] = left if len(left) > 1 else left[0]
        if rest:
            return {**item, element: rest}
        if element == "Principal":
            return None
        everybody = {key: value for key, value in item.items() if key != element}
        return {**everybody, "Principal": ANYONE}  # all but nobody
    return item

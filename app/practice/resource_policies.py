"""What AWS refuses in the policies of things: the bare id of a principal that was deleted.

A policy that names a user or role shows its id (AIDA…, AROA…) once that is deleted, and can't be
saved again with it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
moto takes any principal. Each service has an error of its own; those of S3 and KMS are known
(https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html), the others' codes are
of their API models.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.trust_rules import deleted_principals

if TYPE_CHECKING:
    from app.practice.api import Asked

Text = Callable[["Asked"], object]  # the policy in a call, where it has one


def _member(*names: str) -> Text:
    """What reads a member of a JSON call, however deep."""

    def read(asked: Asked) -> object:
        found: Any = asked.body()
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    return read


def _whole(asked: Asked) -> object:
    return asked.request.body.decode("utf-8", "replace")


def _attributes(asked: Asked) -> object:
    """SNS sets one attribute by a call."""
    params = asked.params()
    return params.get("AttributeValue") if params.get("AttributeName") == "Policy" else None


Refusal = tuple[str, str]
S3: Refusal = ("MalformedPolicy", "Invalid principal in policy")
DOCUMENT = "MalformedPolicyDocumentException"
KMS: Refusal = (DOCUMENT, "Policy contains a statement with one or more invalid principals.")
SECRET: Refusal = (DOCUMENT, "This resource policy contains an unsupported principal.")
SQS: Refusal = ("InvalidAttributeValue", "Invalid value for the parameter Policy.")
SNS: Refusal = ("InvalidParameter", "Invalid parameter: Policy Error: PrincipalNotFound")
ECR: Refusal = ("InvalidParameterException", "Invalid repository policy provided")


def _strict(read: Text, refusal: Refusal) -> Callable[[Account, Asked], None]:
    """An answer that refuses such policies, and leaves all others to moto."""

    def answer(_account: Account, asked: Asked) -> None:
        text = read(asked)
        if isinstance(text, str) and refused(text):
            raise AwsError(400, *refusal)

    return answer


def refused(document: str) -> bool:
    """Whether AWS wouldn't take that policy for the principals in it."""
    try:
        return bool(deleted_principals(json.loads(document)))
    except (ValueError, RecursionError):
        return False  # moto says what is wrong with it


TABLE = {
    "s3:PutBucketPolicy": _strict(_whole, S3),
    "kms:CreateKey": _strict(_member("Policy"), KMS),
    "kms:PutKeyPolicy": _strict(_member("Policy"), KMS),
    "sqs:CreateQueue": _strict(_member("Attributes", "Policy"), SQS),
    "sqs:SetQueueAttributes": _strict(_member("Attributes", "Policy"), SQS),
    "sns:SetTopicAttributes": _strict(_attributes, SNS),
    "secretsmanager:PutResourcePolicy": _strict(_member("ResourcePolicy"), SECRET),
    "ecr:SetRepositoryPolicy": _strict(_member("policyText"), ECR),
}

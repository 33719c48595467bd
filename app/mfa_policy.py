"""The inline policy that lets a user do nothing until it has signed in with MFA.

A guard-rail and not a wall: a vendor with administrator rights can take it off again.
"""

from __future__ import annotations

import json

MFA_POLICY_NAME = "AikagiRequireMFA"
# A user can be without rights of its own, for now or for good, and must be able to set MFA up. The
# second form of the ARN is that of a user with a path, such as ours.
_SET_UP = (
    {
        "Sid": "AllowSettingUpMFA",
        "Effect": "Allow",
        "Action": ["iam:CreateVirtualMFADevice", "iam:ListVirtualMFADevices"],
        "Resource": "*",
    },
    {
        "Sid": "AllowOwnMFA",
        "Effect": "Allow",
        "Action": [
            "iam:EnableMFADevice",
            "iam:GetMFADevice",
            "iam:GetUser",
            "iam:ListMFADevices",
            "iam:ResyncMFADevice",
        ],
        "Resource": [
            "arn:aws:iam::*:user/${aws:username}",
            "arn:aws:iam::*:user/*/${aws:username}",
        ],
    },
)
# Until the vendor has signed in with MFA only these are allowed: to set it up, and to change the
# password, which AWS may demand at the first sign-in. Deny wins over AdministratorAccess.
_DEMAND = {
    "Sid": "DenyAllExceptListedIfNoMFA",
    "Effect": "Deny",
    "NotAction": [
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:GetUser",
        "iam:GetMFADevice",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        "iam:ChangePassword",
        "iam:GetAccountPasswordPolicy",
        "sts:GetSessionToken",
    ],
    "Resource": "*",
    "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
}
# After AWS's own example:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
MFA_POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [*_SET_UP, _DEMAND]}, separators=(",", ":")
)


def demands_mfa(document: str) -> bool:
    """Whether a policy holds our demand, also one that an older Aikagi wrote."""
    try:
        found = json.loads(document)["Statement"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return isinstance(found, list) and _DEMAND in found

"""The inline policy that lets a user do nothing until it has signed in with MFA.

A guard-rail and not a wall: a vendor with administrator rights can take it off again.
"""

from __future__ import annotations

import json

MFA_POLICY_NAME = "AikagiRequireMFA"
# Until the vendor has signed in with MFA only these are allowed: to set it up, and to change the
# password. Deny wins over AdministratorAccess. After AWS's own example:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
MFA_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
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
        ],
    },
    separators=(",", ":"),
)

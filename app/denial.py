"""What shuts a user out: an explicit deny of everything, which nothing can outweigh.

Two places, so that a script which removes one as soon as it sees it hasn't won; where a vendor
has filled the quotas of both, a permissions boundary, which has no quota.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
"""

from __future__ import annotations

import json

DENY_ALL_ARN = "arn:aws:iam::aws:policy/AWSDenyAll"
DENY_POLICY_NAME = "AikagiRevoked"
# Without a condition on the token's time: keys that sign by themselves carry none, and would work.
DENY_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}],
    },
    separators=(",", ":"),
)

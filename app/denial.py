"""What shuts a user out: an explicit deny of everything, which nothing can outweigh.

Two places, so that a script which removes one as soon as it sees it hasn't won; where a vendor
has filled the quotas of both, a permissions boundary, which has no quota.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from app.moments import zoned

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
# The same, where AWSDenyAll had been attached before: so that an undo from another computer, which
# has nothing but the account to go by, knows that AWSDenyAll isn't Aikagi's to lift.
DENIED_BEFORE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "AWSDenyAllWasThere", "Effect": "Deny", "Action": "*", "Resource": "*"}
        ],
    },
    separators=(",", ":"),
)
_BLOCKS = (json.loads(DENY_POLICY), json.loads(DENIED_BEFORE))


def is_block(document: str | None) -> bool:
    """Whether a policy (JSON) is our deny, and says what it said: its name alone proves nothing."""
    return document is not None and _parsed(document) in _BLOCKS


def was_denied_before(document: str | None) -> bool:
    """Whether our deny tells that AWSDenyAll had been attached before it was put on."""
    return document is not None and _parsed(document) == _BLOCKS[1]


def _parsed(document: str) -> object:
    try:
        return json.loads(document)
    except (ValueError, RecursionError):
        return None


# What ends the sessions of a user that stays: they carry the time when they were begun. Keys that
# sign by themselves carry none, and aren't touched by it.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime
SESSIONS_POLICY_NAME = "AikagiSessionsEnded"


def sessions_ended(now: datetime) -> str:
    """The policy that denies everything to sessions that were begun up to `now`, AWS's time.

    A second is added: AWS tells the time of a session in whole seconds.
    """
    return _before(f"{now.astimezone(UTC) + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}")


def _before(moment: str) -> str:
    statement = {
        "Effect": "Deny",
        "Action": "*",
        "Resource": "*",
        "Condition": {"DateLessThan": {"aws:TokenIssueTime": moment}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


def ended_until(document: str) -> datetime | None:
    """Up to when sessions are ended by that policy; None where it isn't ours, or says else."""
    try:
        found = json.loads(document)
        moment = found["Statement"][0]["Condition"]["DateLessThan"]["aws:TokenIssueTime"]
        if found != json.loads(_before(moment)):
            return None
        return zoned(moment)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None

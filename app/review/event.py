"""One event of CloudTrail's history: who did it, and every name of what it is about.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

OURS = "Aikagi/"  # how the user agent of this program begins
# Names that others share: a user isn't the policy that was attached to it.
_ENDS = ("name", "id", "arn")
_OTHERS = frozenset({"policyname", "policyarn", "accountid", "path"})


@dataclass(frozen=True)
class Maker:
    """One event. `who` is a name for people; `ours`: made with this program, as root.

    `request_id` finds it in CloudTrail, and in what AWS answered then.
    """

    event: str
    who: str
    arn: str
    when: datetime
    request_id: str = ""
    ours: bool = False


def record_of(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an item of LookupEvents holds as JSON; nothing where it isn't any."""
    try:
        found = json.loads(event.get("CloudTrailEvent") or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _within(record: object, *names: str) -> Any:
    """What is at the end of that way; nothing where the way ends before."""
    for name in names:
        record = record.get(name) if isinstance(record, Mapping) else None
    return record


def maker_of(event: Mapping[str, Any], record: Mapping[str, Any]) -> Maker:
    """From an item of LookupEvents and its `CloudTrailEvent`, read as JSON.

    Anybody can call a program as this one, so only what root did counts as ours.
    """
    identity = record.get("userIdentity")
    if not isinstance(identity, Mapping):
        identity = {}
    agent = str(record.get("userAgent", ""))
    return Maker(
        event=str(event["EventName"]),
        who=who_of(identity) or str(event.get("Username", "")),
        arn=str(identity.get("arn", "")),
        when=event["EventTime"],
        request_id=str(record.get("requestID", "")),
        ours=agent.startswith(OURS) and identity.get("type") == "Root",
    )


def who_of(identity: Mapping[str, Any]) -> str:
    """A name for people.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
    """
    kind = identity.get("type")
    if kind == "Root":
        return "root"
    if kind == "AssumedRole":
        role = str(_within(identity, "sessionContext", "sessionIssuer", "userName") or "")
        session = str(identity.get("principalId", "")).partition(":")[2]
        return "/".join(part for part in (role, session) if part)
    if kind == "FederatedUser":
        return str(identity.get("arn", "")).rpartition("/")[2]
    return str(identity.get("userName") or identity.get("invokedBy") or "")


def names_of(event: Mapping[str, Any], record: Mapping[str, Any]) -> set[str]:
    """Every name, id and ARN of what the event is about."""
    try:
        about = {*_named(record.get("requestParameters")), *_named(record.get("responseElements"))}
    except RecursionError:  # nothing of AWS's is that deep
        return set()
    if event["EventName"] == "CreatePolicyVersion":
        about.add(str(_within(record, "requestParameters", "policyArn") or ""))
    return about - {""}


def _named(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            low = str(name).lower()
            if isinstance(inner, Mapping):
                yield from _named(inner)
            elif isinstance(inner, str) and low not in _OTHERS and low.endswith(_ENDS):
                yield inner

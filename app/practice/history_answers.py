"""CloudTrail's LookupEvents, which moto lacks.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.history import REACH, Event

if TYPE_CHECKING:
    from app.practice.api import Asked

PAGE = 50


def lookup(account: Account, asked: Asked) -> dict[str, Any]:
    """cloudtrail:LookupEvents: one Region, newest first, by one attribute at most."""
    state, body = account.state, asked.body()
    if state.history.too_many(state.real_now()):
        raise AwsError(400, "ThrottlingException", "Rate exceeded")
    wanted = body.get("LookupAttributes") or []
    if len(wanted) > 1:
        text = "You can only specify one lookup attribute."
        raise AwsError(400, "InvalidLookupAttributesException", text)
    most = int(body.get("MaxResults") or PAGE)
    if not 1 <= most <= PAGE:
        text = f"The max results parameter must be between 1 and {PAGE}."
        raise AwsError(400, "InvalidMaxResultsException", text)
    start = max(float(body.get("StartTime") or 0), state.now() - REACH)
    end = float(body.get("EndTime") or "inf")
    found = [
        event
        for event in state.history.since(start)
        if event.region == asked.region and event.when <= end and _is(event, wanted)
    ]
    return _page(found, _place(body.get("NextToken"), len(found)), most)


def _is(event: Event, wanted: list[dict[str, str]]) -> bool:
    return all(event.has(one["AttributeKey"], one["AttributeValue"]) for one in wanted)


def _place(token: object, total: int) -> int:
    if token is None:
        return 0
    if not str(token).isdecimal() or int(str(token)) > total:
        raise AwsError(400, "InvalidNextTokenException", "Invalid token.")
    return int(str(token))


def _page(found: list[Event], start: int, most: int) -> dict[str, Any]:
    page: dict[str, Any] = {"Events": [_shown(event) for event in found[start : start + most]]}
    if start + most < len(found):
        page["NextToken"] = str(start + most)
    return page


def _shown(event: Event) -> dict[str, Any]:
    return {
        "EventId": event.id,
        "EventName": event.name,
        "ReadOnly": event.read_only,
        "AccessKeyId": event.access_key_id,
        "EventTime": int(event.when),
        "EventSource": event.source,
        "Username": event.user,
        "Resources": [
            {"ResourceType": kind, "ResourceName": name} for kind, name in event.resources
        ],
        "CloudTrailEvent": json.dumps(event.record),
    }


TABLE = {"cloudtrail:LookupEvents": lookup}

"""The practice account's event history, as strict as CloudTrail's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from app.practice import Practice


def refused(call: Callable[[], Any]) -> str:
    """AWS's code for the refusal of a call."""
    with pytest.raises(ClientError) as caught:
        call()
    return str(caught.value.response["Error"]["Code"])


def test_an_event_looks_like_aws_own(as_root: Callable[[str], Any]) -> None:
    made = as_root("iam").create_user(UserName="u", Path="/x/", Tags=[{"Key": "k", "Value": "v"}])
    (event,) = as_root("cloudtrail").lookup_events(
        LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": "u"}]
    )["Events"]
    assert (event["EventName"], event["Username"], event["ReadOnly"]) == (
        "CreateUser",
        "root",
        "false",
    )
    assert {"ResourceType": "AWS::IAM::User", "ResourceName": "u"} in event["Resources"]
    said = json.loads(event["CloudTrailEvent"])
    assert said["eventSource"] == "iam.amazonaws.com"
    assert said["awsRegion"] == "us-east-1"
    assert said["userIdentity"]["type"] == "Root"
    assert said["requestParameters"] == {
        "userName": "u",
        "path": "/x/",
        "tags": [{"key": "k", "value": "v"}],
    }
    assert said["responseElements"]["user"]["userId"] == made["User"]["UserId"]
    assert said["requestID"] == made["ResponseMetadata"]["RequestId"]
    assert said["eventID"] == event["EventId"]


def test_what_only_reads_isnt_kept(as_root: Callable[[str], Any]) -> None:
    as_root("iam").list_users()
    as_root("s3").list_buckets()
    assert as_root("cloudtrail").lookup_events()["Events"] == []


def test_a_refused_call_stands_there_with_its_error(as_root: Callable[[str], Any]) -> None:
    assert refused(lambda: as_root("iam").delete_user(UserName="nobody")) == "NoSuchEntity"
    (event,) = as_root("cloudtrail").lookup_events()["Events"]
    assert json.loads(event["CloudTrailEvent"])["errorCode"] == "NoSuchEntity"


def test_pages_have_fifty_at_most_and_come_newest_first(as_root: Callable[[str], Any]) -> None:
    iam, trail = as_root("iam"), as_root("cloudtrail")
    for number in range(3):
        iam.create_user(UserName=f"u{number}")
    first = trail.lookup_events(MaxResults=2)
    rest = trail.lookup_events(MaxResults=2, NextToken=first["NextToken"])
    names = [event["Resources"][0]["ResourceName"] for event in first["Events"] + rest["Events"]]
    assert names == ["u2", "u1", "u0"]
    assert "NextToken" not in rest
    assert refused(lambda: trail.lookup_events(NextToken="x")) == "InvalidNextTokenException"


def test_one_attribute_at_a_time(as_root: Callable[[str], Any]) -> None:
    one = {"AttributeKey": "EventName", "AttributeValue": "CreateUser"}
    call = as_root("cloudtrail").lookup_events
    assert refused(lambda: call(LookupAttributes=[one, one])) == "InvalidLookupAttributesException"


def test_more_than_two_a_second_are_throttled(
    as_root: Callable[[str], Any], practice: Practice
) -> None:
    practice.state.history.per_second = 2
    call = as_root("cloudtrail").lookup_events
    call()
    call()
    practice.state.history.per_second = 1  # whatever this computer's speed is
    assert practice.state.history.too_many(practice.state.real_now())

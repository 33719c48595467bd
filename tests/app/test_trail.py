"""A trail of the customer's own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app import trail
from app.plan import Plan, apply, remaining, undo
from app.practice import Practice
from app.session import RootSession
from app.trail import COST, COST_OF_ANOTHER, NAME, Seen, carry_out, look, writes_changes
from app.trail_plan import plan, policy
from app.troubles import Trouble
from app.work import Token

pytestmark = pytest.mark.keyring


class There:
    """The account, with what these tests do in it."""

    def __init__(self, root: RootSession) -> None:
        self.clients, self.account = root.clients, root.identity.account

    def look(self) -> Seen:
        return look(self.clients, self.account, Token())

    def plan(self) -> Plan:
        return plan(self.look(), self.account)

    def carry_out(self) -> Seen:
        return carry_out(self.plan(), self.clients, self.account, Token())

    def call(self, service: str, operation: str, **parameters: Any) -> Any:
        return self.clients.call(service, operation, **parameters)


@pytest.fixture
def there(root: RootSession) -> There:
    return There(root)


def test_a_new_account_gets_a_trail_that_is_seen_to_work(there: There) -> None:
    assert there.look() == Seen()
    assert there.look().cost == COST
    seen = there.carry_out()
    good = seen.good
    assert good is not None
    assert (good.name, good.own_bucket, good.whole, good.logging) == (NAME, True, True, True)
    assert good.bucket.startswith(f"aikagi-trail-{there.account}-")
    made = there.call("cloudtrail", "describe_trails")["trailList"][0]
    assert made["IsMultiRegionTrail"]
    assert made["LogFileValidationEnabled"]
    block = there.call("s3", "get_public_access_block", Bucket=good.bucket)
    assert set(block["PublicAccessBlockConfiguration"].values()) == {True}
    said = json.loads(there.call("s3", "get_bucket_policy", Bucket=good.bucket)["Policy"])
    assert said == json.loads(policy(good.bucket, there.account))


def test_where_one_is_good_there_is_nothing_to_do(there: There) -> None:
    there.carry_out()
    assert there.plan() == ()


def test_only_this_trail_of_this_account_may_write(there: There) -> None:
    for one in json.loads(policy("b", there.account))["Statement"]:
        source = one["Condition"]["StringEquals"]["aws:SourceArn"]
        assert source == f"arn:aws:cloudtrail:us-east-1:{there.account}:trail/{NAME}"


def test_the_undo_takes_everything_back(there: There) -> None:
    todo = there.plan()
    done = apply(todo, there.clients, Token())
    assert undo(done, there.clients, Token()) == ()
    assert there.look() == Seen()
    assert there.call("s3", "list_buckets")["Buckets"] == []


@pytest.mark.parametrize(
    "at",
    [
        "s3:PutPublicAccessBlock",
        "s3:PutBucketPolicy",
        "cloudtrail:CreateTrail",
        "cloudtrail:StartLogging",
    ],
)
def test_what_fails_on_the_way_leaves_nothing(there: There, practice: Practice, at: str) -> None:
    practice.state.fail(at, "AccessDeniedException", 403)
    with pytest.raises(Trouble):
        there.carry_out()
    assert there.look() == Seen()


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_what_was_broken_off_is_carried_on(there: There, steps: int) -> None:
    apply(there.plan()[:steps], there.clients, Token())
    assert there.carry_out().good is not None
    assert len(there.call("s3", "list_buckets")["Buckets"]) == 1
    assert len(there.look().trails) == 1


def test_a_trail_that_was_stopped_is_started_again(there: There) -> None:
    there.carry_out()
    there.call("cloudtrail", "stop_logging", Name=NAME)
    assert [action.id for action in remaining(there.plan())] == ["start-trail"]
    assert there.carry_out().good is not None


def test_a_trail_that_was_narrowed_writes_all_changes_again(there: There) -> None:
    there.carry_out()
    narrow = {"ReadWriteType": "ReadOnly", "IncludeManagementEvents": True}
    there.call("cloudtrail", "put_event_selectors", TrailName=NAME, EventSelectors=[narrow])
    assert there.look().good is None
    assert there.carry_out().good is not None


def test_a_trail_that_somebody_turned_to_another_bucket_comes_back(
    there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.carry_out()
    there.call("s3", "create_bucket", Bucket="theirs")
    there.call("cloudtrail", "update_trail", Name=NAME, S3BucketName="theirs")
    own = trail._own
    monkeypatch.setattr(trail, "_own", lambda c, a, b: b != "theirs" and own(c, a, b))
    assert there.look().good is None
    good = there.carry_out().good
    assert good is not None
    assert good.bucket.startswith(NAME)


def test_a_bucket_that_is_gone_isnt_ones_own(there: There) -> None:
    seen = there.carry_out()
    assert seen.good is not None
    for operation in ("delete_bucket_policy", "delete_bucket"):
        there.call("s3", operation, Bucket=seen.good.bucket)
    assert there.look().good is None
    assert there.carry_out().good is not None


def test_a_trail_of_somebody_elses_making_counts_if_it_is_good(there: There) -> None:
    there.call("s3", "create_bucket", Bucket="company-trail")
    make = {"Name": "company", "S3BucketName": "company-trail", "IsMultiRegionTrail": True}
    there.call("cloudtrail", "create_trail", IncludeGlobalServiceEvents=True, **make)
    assert there.look().good is None  # it doesn't run
    assert there.look().cost == COST_OF_ANOTHER
    there.call("cloudtrail", "start_logging", Name="company")
    assert there.plan() == ()


def test_a_trail_that_cant_be_looked_into_doesnt_count(there: There, practice: Practice) -> None:
    there.carry_out()
    practice.state.fail("cloudtrail:GetEventSelectors", "AccessDeniedException", 403)
    assert there.look().good is None
    assert there.look().good is not None


@pytest.mark.parametrize(
    ("selectors", "whole"),
    [
        ({}, True),
        ({"EventSelectors": [{"ReadWriteType": "WriteOnly"}]}, True),
        ({"EventSelectors": [{"IncludeManagementEvents": False}]}, False),
        ({"EventSelectors": [{"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}, True),
        ({"EventSelectors": [{"ExcludeManagementEventSources": ["iam.amazonaws.com"]}]}, False),
        ({"AdvancedEventSelectors": [{"FieldSelectors": []}]}, False),
        (
            {
                "AdvancedEventSelectors": [
                    {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}
                ]
            },
            True,
        ),
        (
            {
                "AdvancedEventSelectors": [
                    {
                        "FieldSelectors": [
                            {"Field": "eventCategory", "Equals": ["Management"]},
                            {"Field": "eventSource", "NotEquals": ["iam.amazonaws.com"]},
                        ]
                    }
                ]
            },
            False,
        ),
    ],
)
def test_what_is_left_out_is_noticed(selectors: dict[str, Any], whole: object) -> None:
    assert writes_changes(selectors) is whole

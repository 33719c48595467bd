"""The last day as a moment, and as the policy that is put for it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import enddate
from app.denial import DENY_POLICY
from app.mfa_policy import MFA_POLICY, demands_mfa

TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "zone", "moment"),
    [
        (date(2027, 3, 31), TOKYO, "2027-03-31T15:00:00Z"),
        (date(2027, 3, 31), UTC, "2027-04-01T00:00:00Z"),
        (date(2027, 12, 31), timezone(-timedelta(hours=11)), "2028-01-01T11:00:00Z"),
        (date(2027, 3, 27), BERLIN, "2027-03-27T23:00:00Z"),  # the clocks change on the 28th
        (date(2027, 3, 28), BERLIN, "2027-03-28T22:00:00Z"),
    ],
)
def test_the_whole_last_day_is_the_vendors(day: date, zone: ZoneInfo, moment: str) -> None:
    assert enddate.deny_from(day, zone) == moment
    assert enddate.last_day(moment, zone) == day


@given(st.dates(date(2000, 1, 1), date(8000, 1, 1)))
def test_it_comes_back_by_this_computers_own_zone(day: date) -> None:
    assert enddate.last_day(enddate.deny_from(day)) == day


def test_a_reader_elsewhere_is_told_the_hour_and_the_zone() -> None:
    moment = enddate.deny_from(date(2027, 3, 31), TOKYO)
    assert enddate.to_the_minute(moment, UTC) == "2027-03-31 15:00 (UTC+00:00)"
    assert enddate.to_the_minute(moment, TOKYO) == "2027-04-01 00:00 (UTC+09:00)"


def test_it_is_over_from_that_moment_on() -> None:
    moment = datetime(2027, 4, 1, tzinfo=UTC)
    assert enddate.is_over("2027-04-01T00:00:00Z", moment)
    assert not enddate.is_over("2027-04-01T00:00:00Z", moment - timedelta(seconds=1))
    assert not enddate.is_over("", moment)


def test_the_policy_says_the_moment_and_is_read_again() -> None:
    policy = enddate.end_policy("2027-04-01T09:00:00+09:00")
    (statement,) = json.loads(policy)["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"]["DateGreaterThan"]["aws:CurrentTime"] == "2027-04-01T00:00:00Z"
    assert enddate.read(policy) == "2027-04-01T00:00:00Z"


@pytest.mark.parametrize(
    "other",
    [
        "",
        "[]",
        "{}",
        "no json",
        DENY_POLICY,
        MFA_POLICY,
        enddate.end_policy("2027-04-01T00:00:00Z").replace("Deny", "Allow"),
        enddate.end_policy("2027-04-01T00:00:00Z").replace('"*"', '"s3:*"', 1),
        enddate.end_policy("2027-04-01T00:00:00Z").replace("2027-04-01T00:00:00Z", "soon"),
        enddate.end_policy("2027-04-01T00:00:00Z").replace('"2027-04-01T00:00:00Z"', "5"),
        enddate.end_policy("5000-04-01T00:00:00Z"),  # no record holds it
    ],
)
def test_what_only_looks_like_it_is_none(other: str) -> None:
    assert enddate.read(other) == ""


def test_a_demand_for_mfa_is_known_by_its_content() -> None:
    older = {"Version": "2012-10-17", "Statement": [json.loads(MFA_POLICY)["Statement"][-1]]}
    assert demands_mfa(MFA_POLICY)
    assert demands_mfa(json.dumps(older))
    assert not demands_mfa(MFA_POLICY.replace("Deny", "Allow"))
    assert not any(map(demands_mfa, ("", "[]", "no json", DENY_POLICY)))


def test_all_of_it_fits_into_one_user() -> None:
    # All inline policies of a user together, without white space: 2,048 characters.
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    documents = (MFA_POLICY, enddate.end_policy("2027-04-01T00:00:00Z"), DENY_POLICY)
    assert sum(map(len, documents)) <= 2048 - 300

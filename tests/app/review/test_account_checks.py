"""The root user, contacts, the sign-in page, and the records of what is done."""

from __future__ import annotations

import dataclasses
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from app.practice import Practice
from app.review.baseline import to_json
from app.review.checks import contacts, root_user, sign_in_page, signed_links, trails, watchers
from app.review.finding import CLOSE, SWITCH_OFF, Severity, Unseen
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import Ground

pytestmark = pytest.mark.keyring
(ROOT,) = root_user.CHECKS
ALTERNATE, OWN = contacts.CHECKS
ALIAS, RULES = sign_in_page.CHECKS
(TRAILS,) = trails.CHECKS
(WATCHERS,) = watchers.CHECKS
(LINKS,) = signed_links.CHECKS
CONTACT = {
    "Name": "Vendor Hanako",
    "Title": "Engineer",
    "EmailAddress": "hanako@vendor.example",
    "PhoneNumber": "+81 3 0000 0000",
}


# The root user ------------------------------------------------------------------------------


def test_a_root_user_as_it_should_be(ground: Ground) -> None:
    assert not ground.findings(ROOT)


def test_a_key_of_the_root_user(ground: Ground, practice: Practice) -> None:
    practice.state.root_keys = True
    found = one(ground, ROOT)
    assert found.severity is Severity.CRITICAL
    assert [remedy.kind for remedy in found.remedies] == [SWITCH_OFF, CLOSE]
    closes_and_comes_back(ground, ROOT, found)


def test_a_certificate_of_the_root_user(ground: Ground, practice: Practice) -> None:
    practice.state.root_certificate = "Active"
    found = one(ground, ROOT)
    assert found.severity is Severity.HIGH
    closes_and_comes_back(ground, ROOT, found)


def test_a_root_user_without_mfa(ground: Ground, practice: Practice) -> None:
    practice.state.root_mfa = False
    found = one(ground, ROOT)
    assert found.severity is Severity.HIGH
    assert found.by_hand


def test_when_the_root_users_password_was_used(ground: Ground, practice: Practice) -> None:
    ground.let_in()
    now = datetime.now(UTC)
    ground.vendor = dataclasses.replace(ground.vendor, handed_over=now - timedelta(days=9))
    practice.state.root_used = now - timedelta(days=3)
    assert one(ground, ROOT).severity is Severity.LOW


@pytest.mark.parametrize("used", [timedelta(hours=1), timedelta(days=20)])
def test_a_use_by_the_customer_is_nothing(
    ground: Ground, practice: Practice, used: timedelta
) -> None:
    ground.let_in()
    now = datetime.now(UTC)
    ground.vendor = dataclasses.replace(ground.vendor, handed_over=now - timedelta(days=9))
    practice.state.root_used = now - used
    assert not ground.findings(ROOT)


@pytest.mark.parametrize("operation", ["GetAccountSummary", "GetCredentialReport"])
def test_a_refused_look_at_root_is_unseen(
    ground: Ground, practice: Practice, operation: str
) -> None:
    practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=9)
    assert [one.row for one in ground.review(ROOT).unseen] == ["B4"]


# Contacts -----------------------------------------------------------------------------------


def test_contacts_that_appeared_changed_and_went(ground: Ground, practice: Practice) -> None:
    practice.state.contacts["BILLING"] = dict(CONTACT)
    practice.state.contacts["OPERATIONS"] = dict(CONTACT)
    assert {f.severity for f in ground.findings(ALTERNATE)} == {Severity.LOW}  # nothing known
    ground.remember()
    assert not ground.findings(ALTERNATE)
    practice.state.contacts["SECURITY"] = dict(CONTACT)
    practice.state.contacts["BILLING"]["EmailAddress"] = "else@vendor.example"
    del practice.state.contacts["OPERATIONS"]
    found = {f.subject: f for f in ground.findings(ALTERNATE)}
    assert {kind: f.severity for kind, f in found.items()} == {
        "BILLING": Severity.MEDIUM,
        "SECURITY": Severity.MEDIUM,
        "OPERATIONS": Severity.LOW,
    }
    assert found["OPERATIONS"].by_hand
    closes_and_comes_back(ground, ALTERNATE, found["SECURITY"])


def test_the_accounts_own_contact(ground: Ground, practice: Practice) -> None:
    assert one(ground, OWN).severity is Severity.LOW
    ground.remember()
    assert not ground.findings(OWN)
    practice.state.account_name = "Somebody Else"
    found = one(ground, OWN)
    assert (found.severity, found.row) == (Severity.HIGH, "H2")


def test_the_baseline_has_no_contact_in_it(ground: Ground, practice: Practice) -> None:
    practice.state.contacts["SECURITY"] = dict(CONTACT)
    ground.remember()
    assert ground.baseline is not None
    text = json.dumps(to_json(ground.baseline))
    assert "contact" in text
    for part in (*CONTACT.values(), "Practice Taro", "+81300000000"):
        assert part not in text


def test_a_refused_contact_is_unseen_and_not_in_the_baseline(
    ground: Ground, practice: Practice
) -> None:
    practice.state.fail("account:GetAlternateContact", "AccessDeniedException", 403)
    said = ground.said(ALTERNATE)
    assert [one.row for one in said if isinstance(one, Unseen)] == ["H1"]
    practice.state.fail("account:GetAlternateContact", "AccessDeniedException", 403)
    ground.remember()
    assert ground.baseline is not None
    assert not ground.baseline.knows("contact")
    assert ground.baseline.knows("primary")


# The sign-in page and the passwords ---------------------------------------------------------


def test_a_name_of_the_sign_in_page(ground: Ground) -> None:
    ground.iam("create_account_alias", AccountAlias="ours")
    assert not ground.findings(ALIAS)
    ground.remember()
    assert not ground.findings(ALIAS)
    ground.iam("delete_account_alias", AccountAlias="ours")
    ground.iam("create_account_alias", AccountAlias="theirs")
    found = one(ground, ALIAS)
    assert found.severity is Severity.LOW
    closes_and_comes_back(ground, ALIAS, found)


STRICT = {
    "MinimumPasswordLength": 14,
    "RequireSymbols": True,
    "RequireNumbers": True,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": True,
    "PasswordReusePrevention": 5,
}


@pytest.mark.parametrize(
    "weaker",
    [{"MinimumPasswordLength": 8}, {"RequireSymbols": False}, {"PasswordReusePrevention": 1}, {}],
)
def test_weaker_rules_for_passwords(ground: Ground, weaker: dict[str, int]) -> None:
    ground.iam("update_account_password_policy", **STRICT)
    ground.remember()
    assert not ground.findings(RULES)
    if weaker:
        ground.iam("update_account_password_policy", **{**STRICT, **weaker})
    else:
        ground.iam("delete_account_password_policy")
    found = one(ground, RULES)
    assert found.severity is Severity.LOW
    closes_and_comes_back(ground, RULES, found)


def test_stricter_rules_and_none_are_nothing(ground: Ground) -> None:
    assert not ground.findings(RULES)
    ground.remember()
    ground.iam("update_account_password_policy", **STRICT)
    assert not ground.findings(RULES)


def test_rules_weaker_than_aws_own(ground: Ground) -> None:
    ground.iam("update_account_password_policy", MinimumPasswordLength=6)
    assert one(ground, RULES).by_hand


# Records ------------------------------------------------------------------------------------


def bucket(ground: Ground) -> str:
    """A bucket with a name that no other test has: the names are shared by all accounts."""
    name = f"record-{uuid.uuid4().hex}"
    ground.call("s3", "create_bucket", Bucket=name)
    return name


def trail(ground: Ground, name: str = "record") -> None:
    ground.call("cloudtrail", "create_trail", Name=name, S3BucketName=bucket(ground))
    ground.call("cloudtrail", "start_logging", Name=name)


def test_a_trail_that_was_stopped(ground: Ground) -> None:
    assert not ground.findings(TRAILS)
    trail(ground)
    assert not ground.findings(TRAILS)
    ground.call("cloudtrail", "stop_logging", Name="record")
    found = one(ground, TRAILS)
    assert found.severity is Severity.MEDIUM
    closes_and_comes_back(ground, TRAILS, found)


def test_a_trail_that_was_narrowed(ground: Ground) -> None:
    trail(ground)
    ground.call(
        "cloudtrail",
        "put_event_selectors",
        TrailName="record",
        EventSelectors=[{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": True}],
    )
    assert one(ground, TRAILS).id.startswith("trails:narrowed")


def test_a_trail_that_is_gone_or_writes_elsewhere(ground: Ground) -> None:
    trail(ground)
    trail(ground, "other")
    ground.remember()
    assert not ground.findings(TRAILS)
    ground.call("cloudtrail", "delete_trail", Name="record")
    ground.call("cloudtrail", "update_trail", Name="other", S3BucketName=bucket(ground))
    assert sorted(f.id for f in ground.findings(TRAILS)) == [
        "trails:changed/other",
        "trails:gone/record",
    ]


def test_a_refused_look_at_a_trail_is_unseen(ground: Ground, practice: Practice) -> None:
    trail(ground)
    practice.state.fail("cloudtrail:GetTrailStatus", "AccessDeniedException", 400)
    assert [one.row for one in ground.said(TRAILS) if isinstance(one, Unseen)] == ["H7"]


def test_watchers_that_were_switched_off_or_silenced(ground: Ground) -> None:
    assert not ground.findings(WATCHERS)
    there = "ap-northeast-1"
    made = ground.call("guardduty", "create_detector", there, Enable=False)["DetectorId"]
    rule = {"ruleName": "hush", "filter": {"resourceType": {"eq": ["AWS::IAM::Role"]}}}
    ground.call("accessanalyzer", "create_analyzer", there, analyzerName="a", type="ACCOUNT")
    ground.call("accessanalyzer", "create_archive_rule", there, analyzerName="a", **rule)
    recorder = {"name": "default", "roleARN": f"arn:aws:iam::{ground.account}:role/x"}
    ground.call("config", "put_configuration_recorder", there, ConfigurationRecorder=recorder)
    channel = {"name": "default", "s3BucketName": bucket(ground)}
    ground.call("config", "put_delivery_channel", there, DeliveryChannel=channel)
    found = {f.subject: f for f in ground.findings(WATCHERS)}
    assert set(found) == {made, "hush", "default"}
    assert {f.region for f in found.values()} == {there}
    for finding in found.values():
        closes_and_comes_back(ground, WATCHERS, finding)


def test_a_key_group_of_cloudfront(ground: Ground) -> None:
    assert not ground.findings(LINKS)
    key = ground.call(
        "cloudfront",
        "create_public_key",
        PublicKeyConfig={"CallerReference": "1", "Name": "k", "EncodedKey": "key"},
    )["PublicKey"]["Id"]
    ground.call("cloudfront", "create_key_group", KeyGroupConfig={"Name": "g", "Items": [key]})
    assert one(ground, LINKS).severity is Severity.MEDIUM

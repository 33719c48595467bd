"""Users besides the vendor's: new ones, their keys and passwords, and Bedrock's."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from app.practice import Practice
from app.review.checks import other_keys, other_passwords, other_users, service_keys
from app.review.finding import Finding, Severity, Unseen
from tests.app.review.carry import closes_and_comes_back, one
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
(USERS,) = other_users.CHECKS
(KEYS,) = other_keys.CHECKS
(PASSWORDS,) = other_passwords.CHECKS
(SERVICE,) = service_keys.CHECKS
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
SECRET = "Practice-1234-only"


def admin(ground: Ground, name: str) -> str:
    found = ground.user(name)
    ground.iam("attach_user_policy", UserName=name, PolicyArn=ADMIN)
    return found


def handed_over_before(ground: Ground) -> None:
    """The hand-over was an hour ago: what is made from now on came later."""
    before = ground.root.clients.now() - timedelta(hours=1)
    if ground.baseline:
        ground.baseline = dataclasses.replace(ground.baseline, taken=before)
    ground.vendor = dataclasses.replace(ground.vendor, handed_over=before)


def test_the_vendor_is_no_finding_and_a_weak_user_from_before_neither(ground: Ground) -> None:
    ground.user("weak")
    ground.let_in()
    ground.remember()
    for check in (USERS, KEYS, PASSWORDS, SERVICE):
        assert not ground.findings(check)


@pytest.mark.parametrize("how", ["attached", "inline", "group", "own policy"])
def test_a_second_administrator(ground: Ground, how: str) -> None:
    ground.let_in()
    ground.remember()
    ground.user("backup")
    if how == "attached":
        ground.iam("attach_user_policy", UserName="backup", PolicyArn=ADMIN)
    elif how == "inline":
        ground.iam("put_user_policy", UserName="backup", PolicyName="p", PolicyDocument=ANYTHING)
    elif how == "group":
        ground.iam("create_group", GroupName="g")
        ground.iam("attach_group_policy", GroupName="g", PolicyArn=ADMIN)
        ground.iam("add_user_to_group", GroupName="g", UserName="backup")
    else:
        made = ground.iam("create_policy", PolicyName="p", PolicyDocument=ANYTHING)["Policy"]
        ground.iam("attach_user_policy", UserName="backup", PolicyArn=made["Arn"])
    found = one(ground, USERS)
    assert (found.severity, found.new, found.subject) == (Severity.CRITICAL, True, "backup")
    closes_and_comes_back(ground, USERS, found)


def test_how_bad_an_administrator_is_by_what_is_known(ground: Ground) -> None:
    made = ground.iam("create_policy", PolicyName="p", PolicyDocument=ANYTHING)["Policy"]["Arn"]
    ground.user("boss")
    ground.iam("attach_user_policy", UserName="boss", PolicyArn=made)
    assert one(ground, USERS).severity is Severity.HIGH  # nothing is known
    ground.let_in()
    assert one(ground, USERS).severity is Severity.MEDIUM  # it was made before
    ground.remember()
    assert one(ground, USERS).severity is Severity.LOW  # it is as it was
    text = ANYTHING.replace('"Effect"', '"Sid": "other", "Effect"')
    ground.iam("create_policy_version", PolicyArn=made, PolicyDocument=text, SetAsDefault=True)
    assert one(ground, USERS).severity is Severity.HIGH  # its policy was rewritten


def test_a_user_that_was_made_an_administrator_since(ground: Ground) -> None:
    ground.user("clerk")
    ground.let_in()
    ground.remember()
    ground.iam("attach_user_policy", UserName="clerk", PolicyArn=ADMIN)
    assert one(ground, USERS).severity is Severity.HIGH


def test_a_key_that_was_made_for_another_user_since(ground: Ground) -> None:
    admin(ground, "boss")
    ground.let_in()
    ground.remember()
    handed_over_before(ground)
    ground.iam("create_access_key", UserName="boss")
    found = one(ground, KEYS)
    assert (found.severity, found.new, found.subject) == (Severity.CRITICAL, True, "boss")
    closes_and_comes_back(ground, KEYS, found)


def test_two_keys_from_before_are_how_keys_are_renewed(ground: Ground) -> None:
    ground.user("program")
    ground.iam("create_access_key", UserName="program")
    ground.iam("create_access_key", UserName="program")
    ground.let_in()
    ground.remember()
    found = one(ground, KEYS)
    assert found.severity is Severity.LOW
    closes_and_comes_back(ground, KEYS, found)


def test_one_key_from_before_is_nothing(ground: Ground) -> None:
    ground.user("program")
    ground.iam("create_access_key", UserName="program")
    ground.let_in()
    assert not ground.findings(KEYS)


def test_a_key_that_was_added_after_the_report_is_seen_all_the_same(
    ground: Ground, practice: Practice
) -> None:
    admin(ground, "boss")
    ground.let_in()
    ground.remember()
    handed_over_before(ground)
    assert not ground.findings(KEYS)
    practice.state.report_age += 600  # the report is ten minutes old now
    ground.iam("create_access_key", UserName="boss")
    assert one(ground, KEYS).severity is Severity.CRITICAL
    practice.state.report_age += 4 * 3600  # AWS makes a new one
    assert one(ground, KEYS).severity is Severity.CRITICAL


def test_a_password_for_a_user_of_a_program(ground: Ground) -> None:
    admin(ground, "program")
    ground.iam("create_access_key", UserName="program")
    ground.let_in()
    ground.remember()
    handed_over_before(ground)
    ground.iam("create_login_profile", UserName="program", Password=SECRET)
    found = one(ground, PASSWORDS)
    assert (found.severity, found.subject) == (Severity.CRITICAL, "program")
    closes_and_comes_back(ground, PASSWORDS, found)


def test_a_password_that_was_changed_is_asked_about(ground: Ground, practice: Practice) -> None:
    admin(ground, "boss")
    ground.iam("create_login_profile", UserName="boss", Password=SECRET)
    ground.user("clerk")
    ground.iam("create_login_profile", UserName="clerk", Password=SECRET)
    ground.let_in()
    assert not ground.findings(PASSWORDS)
    ground.remember()
    handed_over_before(ground)
    practice.state.report_age += 5 * 3600
    ground.iam("update_login_profile", UserName="boss", Password=SECRET + "2")
    found = {f.subject: f.severity for f in ground.findings(PASSWORDS)}
    assert found == {"boss": Severity.HIGH, "clerk": Severity.LOW}


def test_without_a_hand_over_date_only_what_is_odd_is_said(ground: Ground) -> None:
    ground.user("person")
    ground.iam("create_login_profile", UserName="person", Password=SECRET)
    admin(ground, "program")
    ground.iam("create_access_key", UserName="program")
    ground.iam("create_login_profile", UserName="program", Password=SECRET)
    found = one(ground, PASSWORDS)
    assert (found.severity, found.subject) == (Severity.MEDIUM, "program")
    assert not ground.findings(KEYS)


def test_a_bedrock_key_and_the_user_that_it_made(ground: Ground) -> None:
    ground.let_in()
    ground.remember()
    handed_over_before(ground)
    ground.user("BedrockAPIKey-ab12")
    ground.iam(
        "create_service_specific_credential",
        UserName="BedrockAPIKey-ab12",
        ServiceName="bedrock.amazonaws.com",
    )
    found = ground.findings(SERVICE)
    assert sorted(f.id.split("/")[0] for f in found) == [
        "service_keys:credential",
        "service_keys:user",
    ]
    assert {f.severity for f in found} == {Severity.HIGH}
    assert not ground.findings(USERS)
    for finding in sorted(found, key=lambda f: f.id):
        closes_and_comes_back(ground, SERVICE, finding)


def test_git_credentials_from_before_are_good_to_know(ground: Ground) -> None:
    ground.user("git")
    ground.iam(
        "create_service_specific_credential", UserName="git", ServiceName="codecommit.amazonaws.com"
    )
    ground.let_in()
    assert one(ground, SERVICE).severity is Severity.LOW


@pytest.mark.parametrize("operation", ["GenerateCredentialReport", "GetCredentialReport"])
def test_no_report_is_never_clean(ground: Ground, practice: Practice, operation: str) -> None:
    ground.user("person")
    practice.state.fail(f"iam:{operation}", "AccessDenied", 403, times=9)
    found = ground.review(KEYS, PASSWORDS)
    assert {one.row for one in found.unseen} == {"B2", "B3"}
    assert not found.looked


def test_who_could_not_be_asked_about_is_unseen(ground: Ground, practice: Practice) -> None:
    ground.user("early")
    assert not ground.findings(KEYS)
    ground.user("late")  # not in the report
    practice.state.fail("iam:ListAccessKeys", "AccessDenied", 403)
    said = ground.said(KEYS)
    assert [one.row for one in said if isinstance(one, Unseen)] == ["B2"]
    assert not [one for one in said if isinstance(one, Finding)]


def test_a_refused_listing_of_service_credentials_is_unseen(
    ground: Ground, practice: Practice
) -> None:
    practice.state.fail("iam:ListServiceSpecificCredentials", "AccessDenied", 403)
    assert [one.row for one in ground.review(SERVICE).unseen] == ["B5"]

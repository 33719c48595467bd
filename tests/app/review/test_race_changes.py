"""What was changed while the vendor was being shut out, of what had been there before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from botocore.credentials import Credentials

from app import revoke
from app.clients import Clients
from app.practice import Practice
from app.records import Records
from app.review.checks import race_changes
from app.review.finding import Finding, Unseen
from app.review.start import take
from app.review.view import View
from app.session import RootSession
from app.work import Token
from tests.app.review.carry import closes_and_comes_back
from tests.app.review.conftest import ANYTHING, Ground

pytestmark = pytest.mark.keyring
(CHANGES,) = race_changes.CHECKS
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
EC2 = {"Service": "ec2.amazonaws.com"}
OUTSIDE = {"AWS": "arn:aws:iam::999988887777:root"}


class Begun(Ground):
    """An account in which shutting out has begun."""

    def begin(self) -> None:
        Token().wait(1.1)  # IAM tells times in whole seconds
        clients = self.root.clients
        clients.call("iam", "get_account_summary")
        self.since, self.start = clients.now(), take(clients)
        assert self.start is not None

    def view(self, report: Callable[[object], None] = lambda _: None) -> View:
        view = super().view(report)
        view.since, view.start = self.since, self.start
        return view

    def found(self) -> dict[str, Finding]:
        said = CHANGES.look(self.view())
        return {one.subject: one for one in said if isinstance(one, Finding)}

    def unseen(self) -> list[str]:
        return [str(one.what) for one in CHANGES.look(self.view()) if isinstance(one, Unseen)]


@pytest.fixture
def begun(root: RootSession, monkeypatch: pytest.MonkeyPatch) -> Begun:
    monkeypatch.setattr(race_changes, "LATE", timedelta())
    begun = Begun(root)
    begun.let_in()
    begun.user("sato")
    begun.role("works", EC2)
    begun.iam("create_group", GroupName="staff")
    begun.iam("create_policy", PolicyName="own", PolicyDocument=ANYTHING)
    return begun


def trust(*principals: dict[str, str]) -> str:
    allow = [
        {"Effect": "Allow", "Principal": one, "Action": "sts:AssumeRole"} for one in principals
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": allow})


def test_what_is_as_it_was_is_not_shown(begun: Begun) -> None:
    begun.begin()
    assert not begun.findings(CHANGES)


def test_rights_that_grew_are_shown_and_can_be_switched_off(begun: Begun) -> None:
    begun.begin()
    begun.iam("attach_user_policy", UserName="sato", PolicyArn=ADMIN)
    begun.iam("put_role_policy", RoleName="works", PolicyName="p", PolicyDocument=ANYTHING)
    begun.iam("attach_group_policy", GroupName="staff", PolicyArn=ADMIN)
    found = begun.found()
    assert set(found) == {"sato", "works", "staff"}
    assert all("rights have grown" in str(one.what) for one in found.values())
    closes_and_comes_back(begun, CHANGES, found["sato"])
    closes_and_comes_back(begun, CHANGES, found["works"])
    assert found["staff"].by_hand


def test_a_group_that_it_is_in_now_and_a_limit_that_is_gone_are_more_rights(begun: Begun) -> None:
    begun.role("bound", EC2, PermissionsBoundary="arn:aws:iam::aws:policy/ReadOnlyAccess")
    begun.begin()
    begun.iam("add_user_to_group", GroupName="staff", UserName="sato")
    begun.iam("delete_role_permissions_boundary", RoleName="bound")
    assert set(begun.found()) == {"sato", "bound"}


def test_a_trust_policy_that_lets_in_more_is_shown_and_one_that_lets_in_less_is_not(
    begun: Begun,
) -> None:
    begun.iam("create_role", RoleName="narrower", AssumeRolePolicyDocument=trust(EC2, OUTSIDE))
    begun.begin()
    wider = trust(EC2, OUTSIDE)
    begun.iam("update_assume_role_policy", RoleName="works", PolicyDocument=wider)
    begun.iam("update_assume_role_policy", RoleName="narrower", PolicyDocument=trust(EC2))
    found = begun.found()
    assert set(found) == {"works"}
    assert "lets in more" in str(found["works"].what)


def test_an_old_version_that_holds_again_is_shown(begun: Begun) -> None:
    arn = f"arn:aws:iam::{begun.account}:policy/own"
    tame = ANYTHING.replace('"Allow"', '"Deny"')
    begun.iam("create_policy_version", PolicyArn=arn, PolicyDocument=tame, SetAsDefault=True)
    begun.begin()
    begun.iam("set_default_policy_version", PolicyArn=arn, VersionId="v1")
    assert set(begun.found()) == {"own"}


def test_keys_and_passwords_of_others_are_shown_by_date_or_by_the_history(
    begun: Begun, practice: Practice
) -> None:
    for name in ("made", "again", "password", "changed", "aikagis"):
        begun.user(name)
    for name in ("again", "aikagis"):
        key = begun.iam("create_access_key", UserName=name)["AccessKey"]["AccessKeyId"]
        begun.iam("update_access_key", UserName=name, AccessKeyId=key, Status="Inactive")
    begun.iam("create_login_profile", UserName="changed", Password="Correct-horse-battery-1")
    begun.begin()
    begun.iam("create_access_key", UserName="made")
    begun.iam("create_login_profile", UserName="password", Password="Correct-horse-battery-1")
    (key,) = keys(begun, "aikagis")
    begun.iam("update_access_key", UserName="aikagis", AccessKeyId=key, Status="Active")
    (key,) = keys(begun, "again")
    theirs = by_another(practice)
    theirs("iam", "update_access_key", UserName="again", AccessKeyId=key, Status="Active")
    new = "Another-horse-battery-1"
    theirs("iam", "update_login_profile", UserName="changed", Password=new)
    found = begun.found()
    assert set(found) == {"made", "again", "password", "changed"}, "what Aikagi did isn't shown"
    assert "key" in str(found["again"].what)
    assert "password" in str(found["changed"].what).lower()
    closes_and_comes_back(begun, CHANGES, found["again"])


def by_another(practice: Practice) -> Callable[..., Any]:
    """Calls of another administrator."""
    ((key, secret),) = practice.state.plant_vendor("accomplice", access_keys=1)
    return Clients(practice.address, lambda: Credentials(key, secret)).call


def keys(begun: Begun, name: str) -> list[str]:
    found = begun.iam("list_access_keys", UserName=name)["AccessKeyMetadata"]
    return [one["AccessKeyId"] for one in found]


def test_what_is_not_seen_is_said(
    begun: Begun, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.begin()
    assert not begun.unseen()
    begun.start = None
    assert begun.unseen() == [str(race_changes.NO_LOOK)]
    begun.begin()
    monkeypatch.setattr(race_changes, "LATE", timedelta(minutes=15))
    assert begun.unseen() == [str(race_changes.NOT_YET)]
    practice.state.fail("cloudtrail:LookupEvents", "AccessDeniedException", 400, times=9)
    assert begun.unseen() == [str(race_changes.NO_HISTORY)]


def test_shutting_out_takes_the_look_before_its_first_change(
    begun: Begun, practice: Practice, records: Records
) -> None:
    practice.state.clear()
    vendor = begun.vendor
    outcome = revoke.carry_out(begun.root, vendor.user_id, revoke.DISABLE, records, Token())
    calls = [str(call) for call in practice.state.calls]
    first = next(n for n, call in enumerate(calls) if "PutUserPolicy" in call)
    assert any("GetAccountAuthorizationDetails" in call for call in calls[:first])
    assert outcome.start is not None
    begun.since, begun.start = outcome.started, outcome.start
    assert not begun.found()


def test_a_look_that_is_refused_keeps_nobody_in(
    begun: Begun, practice: Practice, records: Records
) -> None:
    practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403, times=99)
    user = begun.vendor.user_id
    outcome = revoke.carry_out(begun.root, user, revoke.DISABLE, records, Token())
    assert outcome.complete
    assert outcome.start is None

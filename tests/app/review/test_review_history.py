"""Who made it and when, as CloudTrail's event history tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import clients as clients_of
from app.clients import Clients
from app.messages import msg
from app.practice import Practice
from app.review.event import Maker, who_of
from app.review.finding import Finding, Severity
from app.review.history import EVENTS, Asking, History, annotate, makers, read
from app.troubles import Trouble
from app.work import Token
from tests.app.review.conftest import Ground

pytestmark = pytest.mark.keyring


@pytest.fixture(autouse=True)
def somebody_elses_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests call wasn't called by this program."""
    monkeypatch.setattr(clients_of, "AGENT", "Boto3/1.44")


@pytest.fixture
def vendor(ground: Ground, practice: Practice) -> Callable[..., Any]:
    """Calls as the vendor, with an access key."""
    ((key, secret),) = practice.state.plant_vendor(access_keys=1)

    def load() -> Any:
        from botocore.credentials import Credentials

        return Credentials(key, secret)

    theirs = Clients(practice.address, load)
    return theirs.call


def find(kind: str, name: str) -> Finding:
    return Finding(f"c:{kind}/{name}", "B1", Severity.HIGH, name, msg("w"), msg("b"))


def look(ground: Ground, **parameters: Any) -> History:
    return read(ground.root.clients, Token(), pause=0, **parameters)


def test_who_made_a_user_is_known_by_name_and_id(ground: Ground, vendor: Any) -> None:
    made = vendor("iam", "create_user", UserName="second")
    found = look(ground)
    assert found.whole
    maker = found.made["CreateUser", "second"]
    assert maker == found.made["CreateUser", made["User"]["UserId"]]
    assert (maker.who, maker.arn.rpartition("/")[2]) == ("vendor-admin", "vendor-admin")
    assert maker.request_id == made["ResponseMetadata"]["RequestId"]
    assert abs(maker.when - datetime.now(UTC)) < timedelta(minutes=1)


def test_findings_tell_who_last_changed_them(ground: Ground, vendor: Any) -> None:
    ground.role("Backup", {"Service": "ec2.amazonaws.com"})
    ground.user("Backup")
    vendor("iam", "update_assume_role_policy", RoleName="Backup", PolicyDocument=TRUST)
    role, user, other = annotate(
        (find("role", "Backup"), find("user", "Backup"), find("bucket", "x")), look(ground)
    )
    assert (role.made_by, user.made_by, other.made_by) == ("vendor-admin", "root", "")
    assert role.made is not None


def test_what_aws_refused_made_nothing(ground: Ground, vendor: Any) -> None:
    ground.user("taken")
    with pytest.raises(Trouble):
        vendor("iam", "create_user", UserName="taken")
    assert look(ground).made["CreateUser", "taken"].who == "root"


def test_what_this_program_did_is_nobodys_doing(
    ground: Ground, vendor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor("iam", "create_role", RoleName="r", AssumeRolePolicyDocument=TRUST)
    monkeypatch.setattr(clients_of, "AGENT", "Aikagi/1")
    ground.root.clients.create("iam").put_role_policy(
        RoleName="r", PolicyName="block", PolicyDocument=DENY
    )
    found = look(ground)
    assert found.made["PutRolePolicy", "r"].ours
    assert annotate((find("role", "r"),), found)[0].made_by == "vendor-admin"


def test_nobody_hides_behind_this_programs_name(
    ground: Ground, vendor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients_of, "AGENT", "Aikagi/1")
    vendor("iam", "create_user", UserName="second")
    assert annotate((find("user", "second"),), look(ground))[0].made_by == "vendor-admin"


TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",'
    '"Principal":{"AWS":"999988887777"}}]}'
)
DENY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'


def test_a_session_of_a_role_is_named_with_its_role() -> None:
    issuer = {"sessionIssuer": {"userName": "Backdoor"}}
    assumed = {"type": "AssumedRole", "principalId": "AROAX:eve", "sessionContext": issuer}
    assert who_of(assumed) == "Backdoor/eve"
    assert who_of({"type": "FederatedUser", "arn": "arn:aws:sts::1:federated-user/f"}) == "f"
    assert who_of({"type": "AWSService", "invokedBy": "sso.amazonaws.com"}) == "sso.amazonaws.com"


def test_every_page_is_read(ground: Ground, practice: Practice) -> None:
    for number in range(51):
        ground.user(f"u{number:02}")
    practice.state.clear()
    found = look(ground)
    assert found.whole
    assert ("CreateUser", "u00") in found.made
    assert practice.state.calls.count("cloudtrail:LookupEvents") == len(EVENTS) + 1


def test_time_runs_out_and_what_is_unread_is_said(ground: Ground) -> None:
    ground.user("u")
    none = look(ground, seconds=0)
    assert none.unread == tuple(EVENTS)
    assert not none.whole


def test_a_refusal_or_a_cancel_is_no_failure(ground: Ground, practice: Practice) -> None:
    ground.user("u")
    practice.state.fail("cloudtrail:LookupEvents", "AccessDeniedException", 403)
    refused = look(ground)
    assert refused.trouble is not None
    assert refused.unread == tuple(EVENTS)
    token = Token(lambda _: token.cancel())
    cancelled = read(ground.root.clients, token, pause=0)
    assert cancelled.cancelled
    assert not cancelled.made


def test_the_session_that_is_over_is_a_trouble(ground: Ground, practice: Practice) -> None:
    practice.state.sign_out_everyone()
    with pytest.raises(Trouble):
        look(ground)


def test_it_reports_how_far_it_is(ground: Ground) -> None:
    seen: list[object] = []
    read(ground.root.clients, Token(seen.append), pause=0)
    assert seen[-1] == Asking(len(EVENTS), len(EVENTS))


def test_lookups_are_as_slow_as_aws_wants(ground: Ground, practice: Practice) -> None:
    practice.state.history.per_second = 2
    practice.state.clear()
    found = read(ground.root.clients, Token(), ("CreateUser", "CreateRole", "UpdateUser"))
    assert found.whole
    assert practice.state.calls.count("cloudtrail:LookupEvents") == 3  # none was throttled


def test_makers_are_by_the_users_ids(ground: Ground, vendor: Any) -> None:
    first = ground.user("first")
    second = vendor("iam", "create_user", UserName="second")["User"]["UserId"]
    found = makers(ground.root.clients, Token(), pause=0)
    assert {key: maker.who for key, maker in found.items()} == {
        first: "root",
        second: "vendor-admin",
    }


def test_what_is_older_than_90_days_is_out_of_reach(ground: Ground, practice: Practice) -> None:
    ground.user("old")
    events = practice.state.history.events
    events[-1] = replace(events[-1], when=events[-1].when - 91 * 86_400)
    assert ("CreateUser", "old") not in look(ground).made


def test_no_secret_is_in_the_history(ground: Ground, practice: Practice) -> None:
    ground.user("u")
    password = "correct horse 9 Battery!"
    ground.iam("create_login_profile", UserName="u", Password=password)
    secret = ground.iam("create_access_key", UserName="u")["AccessKey"]["SecretAccessKey"]
    whole = repr(practice.state.history.events)
    assert password not in whole
    assert secret not in whole
    assert "AccessKey" in whole


def test_the_newest_of_several_counts() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = {
        ("CreateUser", "u"): Maker("CreateUser", "a", "", day),
        ("PutUserPolicy", "u"): Maker("PutUserPolicy", "b", "", day + timedelta(days=1)),
    }
    found = History(made).of(["u"], "user")
    assert found is not None
    assert found.who == "b"
    assert History(made).of(["u"], "role") is None

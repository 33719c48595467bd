"""A vendor that was let in from another computer is found in the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import enddate, grant, handover, overview, revoke, takeup, users
from app.clients import Clients
from app.grant import ADMINISTRATOR, CHANGE_PASSWORD, READ_ONLY, Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.app.handedover import Desk

LATER = enddate.deny_from(datetime.now(UTC).date() + timedelta(days=60))
NAME = {"UserName": "vendor-admin"}


@pytest.fixture
def desk(root: RootSession, tmp_path: Path, records: Records, settings: Settings) -> Desk:
    folder = tmp_path / "folder"
    folder.mkdir()
    return Desk(root, folder, records, settings)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Records:
    """The records of another computer, where nothing is known yet."""
    return Records(tmp_path / "another computer", practice=True)


def take_up(desk: Desk, elsewhere: Records) -> tuple[Handover, ...]:
    present = users.list_users(desk.root.clients, Token())
    return takeup.take_up(desk.root, present, elsewhere, Token())


def tag(desk: Desk, key: str, value: str) -> None:
    desk.root.clients.call("iam", "tag_user", **NAME, Tags=[{"Key": key, "Value": value}])


@pytest.mark.parametrize(
    "wish",
    [
        Wish(vendor="ベンダー"),
        Wish(policy_arn=READ_ONLY, require_mfa=True, change_password=True, ends_at=LATER),
        Wish(change_password=True),
        Wish(require_mfa=True, rights_later=True, ends_at=LATER),
    ],
)
def test_what_was_made_there_is_known_here(desk: Desk, elsewhere: Records, wish: Wish) -> None:
    made = desk.create(wish)
    (found,) = take_up(desk, elsewhere)
    assert elsewhere.handovers() == (found,)
    same = (
        *("id", "account", "user_name", "user_id", "user_created", "vendor", "policy_arn"),
        *("require_mfa", "change_password", "rights_later", "ends_at", "state"),
    )
    assert {n: getattr(found, n) for n in same} == {n: getattr(made, n) for n in same}
    assert found.elsewhere
    assert (found.file_sent_at, found.password_sent_at, found.zip_path) == ("", "", "")
    assert take_up(desk, elsewhere) == ()


def test_what_is_on_record_here_is_left(desk: Desk) -> None:
    made = desk.create()
    assert take_up(desk, desk.records) == ()
    assert desk.records.handovers() == (made,)


def test_rights_that_were_given_there_are_seen(desk: Desk, elsewhere: Records) -> None:
    made = desk.create(Wish(rights_later=True))
    handover.give_rights(desk.root, made, desk.records, Token())
    (found,) = take_up(desk, elsewhere)
    assert (found.policy_arn, found.rights_later) == (ADMINISTRATOR, False)


def test_the_rights_can_be_given_from_here(desk: Desk, elsewhere: Records) -> None:
    desk.create(Wish(rights_later=True, policy_arn=READ_ONLY))
    (found,) = take_up(desk, elsewhere)
    given = handover.give_rights(desk.root, found, elsewhere, Token())
    assert given.rights_given_at
    attached = grant.look(desk.root.clients, "vendor-admin", Token()).attached
    assert attached == {READ_ONLY, CHANGE_PASSWORD}


def test_a_user_that_was_shut_out_there_is_so_here(desk: Desk, elsewhere: Records) -> None:
    made = desk.create()
    revoke.carry_out(desk.root, made.user_id, "disable", desk.records, Token())
    (found,) = take_up(desk, elsewhere)
    assert (found.state, bool(found.revoked_at)) == ("revoking", True)
    assert found.policy_arn == ADMINISTRATOR


def test_when_it_was_seen_shut_is_told_by_awss_clock(
    desk: Desk, elsewhere: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.create()
    revoke.carry_out(desk.root, made.user_id, "disable", desk.records, Token())
    monkeypatch.setattr(Clients, "now", lambda _: datetime(2031, 1, 1, tzinfo=UTC))
    (found,) = take_up(desk, elsewhere)
    assert found.revoked_at == "2031-01-01T00:00:00+00:00"


def test_a_package_can_be_made_anew_from_here(desk: Desk, elsewhere: Records) -> None:
    desk.create(Wish(require_mfa=True, rights_later=True))
    (found,) = take_up(desk, elsewhere)
    again = handover.reissue(desk.root, found, desk.folder, elsewhere, desk.settings, Token())
    assert not again.elsewhere
    assert again.rights_later
    attached = grant.look(desk.root.clients, "vendor-admin", Token()).attached
    assert attached == {CHANGE_PASSWORD}


def test_a_user_of_unknown_rights_keeps_what_it_has(desk: Desk, elsewhere: Records) -> None:
    desk.create()
    call = desk.root.clients.call
    call("iam", "detach_user_policy", **NAME, PolicyArn=ADMINISTRATOR)
    (found,) = take_up(desk, elsewhere)
    assert (found.policy_arn, found.rights_later) == ("", False)
    call("iam", "attach_user_policy", **NAME, PolicyArn=READ_ONLY)
    handover.reissue(desk.root, found, desk.folder, elsewhere, desk.settings, Token())
    attached = grant.look(desk.root.clients, "vendor-admin", Token()).attached
    assert attached == {READ_ONLY, CHANGE_PASSWORD}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("aikagi:handover", "../../etc/passwd"),
        ("aikagi:handover", "A" * 32),
        ("aikagi:rights", "arn:aws:iam::aws:role/x"),
        ("aikagi:rights", "arn:aws:iam::111122223333:policy/ReadOnlyAccess"),
        ("aikagi:rights", "arn:aws:iam::aws:policy/job-function/SystemAdministrator"),
    ],
)
def test_a_tag_that_somebody_wrote_is_a_hint_at_most(
    desk: Desk, elsewhere: Records, key: str, value: str
) -> None:
    made = desk.create()
    tag(desk, key, value)
    (found,) = take_up(desk, elsewhere)
    assert value not in (found.id, found.policy_arn)
    assert found.user_id == made.user_id
    assert elsewhere.handovers() == (found,)


def test_rights_that_only_look_like_awss_are_never_given(desk: Desk, elsewhere: Records) -> None:
    desk.create(Wish(rights_later=True, policy_arn=READ_ONLY))
    document = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    )
    made = {"PolicyName": "ReadOnlyAccess", "PolicyDocument": document}
    arn = desk.root.clients.call("iam", "create_policy", **made)["Policy"]["Arn"]
    tag(desk, "aikagi:rights", arn)
    (found,) = take_up(desk, elsewhere)
    assert (found.policy_arn, found.rights_later) == ("", False)
    desk.root.clients.call("iam", "attach_user_policy", **NAME, PolicyArn=arn)
    attached = handover.check(desk.root, found, elsewhere, Token())
    assert attached.policy_arn == arn
    plan = grant.plan(Wish(policy_arn=arn), grant.Found())
    said = [str(a.message) for a in plan if a.id == "attach-policy"]
    assert said == [f"Give it the rights “ReadOnlyAccess ({arn}, made in this account)”"]


def test_all_that_is_attached_is_known_at_once(desk: Desk, elsewhere: Records) -> None:
    desk.create()
    desk.root.clients.call("iam", "attach_user_policy", **NAME, PolicyArn=READ_ONLY)
    (found,) = take_up(desk, elsewhere)
    assert (found.policy_arn, found.rights_seen) == (ADMINISTRATOR, (ADMINISTRATOR, READ_ONLY))


def test_a_day_that_no_record_holds_is_left(desk: Desk, elsewhere: Records) -> None:
    desk.create()
    document = enddate.end_policy("5000-01-01T00:00:00Z")
    policy = {"PolicyName": enddate.END_POLICY_NAME, "PolicyDocument": document}
    desk.root.clients.call("iam", "put_user_policy", **NAME, **policy)
    (found,) = take_up(desk, elsewhere)
    assert elsewhere.handovers() == (found,)


def test_the_id_of_another_record_is_never_taken(desk: Desk, elsewhere: Records) -> None:
    made = desk.create()
    other = replace(made, user_id="AIDAOTHER", user_name="other", account="999999999999")
    elsewhere.save(other)
    (found,) = take_up(desk, elsewhere)
    assert found.id != made.id
    assert set(elsewhere.handovers()) == {found, other}


@pytest.mark.parametrize(
    ("path", "tags"),
    [("/", [{"Key": "aikagi:handover", "Value": "0" * 32}]), ("/aikagi/", [])],
)
def test_a_user_without_path_or_tag_is_nobodys(
    desk: Desk, elsewhere: Records, path: str, tags: list[dict[str, str]]
) -> None:
    desk.root.clients.call("iam", "create_user", **NAME, Path=path, Tags=tags)
    assert take_up(desk, elsewhere) == ()
    assert elsewhere.handovers() == ()


def test_a_user_that_is_being_made_here_is_left(desk: Desk, practice: Practice) -> None:
    made = desk.create()
    half = replace(made, state="making", user_id="", user_created="")
    desk.records.save(half)
    assert take_up(desk, desk.records) == ()
    assert desk.records.handovers() == (half,)


def test_the_home_window_sees_it(desk: Desk, elsewhere: Records) -> None:
    made = desk.create()
    found = overview.look_around(desk.root, elsewhere, Token())
    assert [h.user_id for h in found.handovers] == [made.user_id]
    assert found.others == ()

"""Looking at the vendor's user afterwards: its first sign-in, its removal, its shut door."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app import handover
from app.clients import Clients
from app.denial import DENY_ALL_ARN
from app.practice import Practice
from app.work import Token
from tests.app.handedover import Desk, unzip
from tests.app.handedover import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import folder as folder  # noqa: PLC0414  (a fixture)


def test_check_sees_the_first_sign_in_and_a_removal(desk: Desk, practice: Practice) -> None:
    made = desk.create()
    assert handover.check(desk.root, made, desk.records, Token()) == made
    _vendor_signs_in(practice, unzip(made.zip_path, handover.passphrase(desk.settings, made)))
    seen = handover.check(desk.root, made, desk.records, Token())
    assert seen.last_used
    assert desk.records.handovers() == (seen,)


def _vendor_signs_in(practice: Practice, row: dict[str, str]) -> None:
    from datetime import UTC, datetime

    from moto.iam.models import iam_backends

    user = iam_backends[practice.state.account]["aws"].users[row["User name"]]
    user.password_last_used = datetime.now(UTC)  # type: ignore[assignment]


def test_check_sees_that_the_door_is_shut_or_open_again(desk: Desk) -> None:
    made = desk.create()
    call = desk.root.clients.call
    policy = {"UserName": "vendor-admin", "PolicyArn": DENY_ALL_ARN}
    call("iam", "attach_user_policy", **policy)
    shut = handover.check(desk.root, made, desk.records, Token())
    assert (shut.state, bool(shut.revoked_at)) == ("revoking", True)
    call("iam", "detach_user_policy", **policy)
    again = handover.check(desk.root, shut, desk.records, Token())
    assert (again.state, again.revoked_at) == ("revoking", "")


def test_when_it_was_seen_shut_is_told_by_awss_clock(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.create()
    desk.root.clients.call(
        "iam", "attach_user_policy", UserName="vendor-admin", PolicyArn=DENY_ALL_ARN
    )
    monkeypatch.setattr(Clients, "now", lambda _: datetime(2031, 1, 1, tzinfo=UTC))
    shut = handover.check(desk.root, made, desk.records, Token())
    assert shut.revoked_at == "2031-01-01T00:00:00+00:00"

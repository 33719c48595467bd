"""A vendor's user with guards, and what AWS itself says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import enddate, grant, handover
from app.grant import Wish
from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.app.handedover import Desk

NAME = "vendor-admin"
LATER = enddate.deny_from(datetime.now(UTC).date() + timedelta(days=60))
MUCH_LATER = enddate.deny_from(datetime.now(UTC).date() + timedelta(days=200))
ALL = Wish(require_mfa=True, change_password=True, rights_later=True, ends_at=LATER)


@pytest.fixture
def desk(root: RootSession, tmp_path: Path, records: Records, settings: Settings) -> Desk:
    return Desk(root, tmp_path, records, settings)


def seen(desk: Desk) -> grant.Found:
    return grant.look(desk.root.clients, NAME, Token())


def reset_required(desk: Desk) -> bool:
    profile = desk.root.clients.call("iam", "get_login_profile", UserName=NAME)
    return bool(profile["LoginProfile"]["PasswordResetRequired"])


def give(desk: Desk, made: Handover) -> Handover:
    return handover.give_rights(desk.root, made, desk.records, Token())


def move(desk: Desk, made: Handover, ends_at: str) -> Handover:
    return handover.change_end(desk.root, made, ends_at, desk.records, Token())


def reissue(desk: Desk, made: Handover) -> Handover:
    return handover.reissue(desk.root, made, desk.folder, desk.records, desk.settings, Token())


def check(desk: Desk, made: Handover) -> Handover:
    return handover.check(desk.root, made, desk.records, Token())


def signed_in(made: Handover) -> Handover:
    return replace(made, last_used=datetime.now(UTC).isoformat())

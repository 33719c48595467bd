"""A practice AWS of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app.practice import Practice
from tests.practice.client import ADMINISTRATOR, PASSWORD, Browser, Login, client_for


@pytest.fixture(autouse=True)
def no_ambient_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "MOTO_ACCOUNT_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def practice() -> Iterator[Practice]:
    with Practice() as running:
        yield running


@pytest.fixture
def browser(practice: Practice) -> Browser:
    return Browser(practice.address)


@pytest.fixture
def login(practice: Practice) -> Login:
    return Login(practice.address)


@pytest.fixture
def as_root(practice: Practice, login: Login) -> Callable[[str], Any]:
    """Clients of services, signed in as root."""
    keys = login.exchange(login.code())["accessToken"]
    return lambda service: client_for(practice.address, service, keys)


@pytest.fixture
def iam(as_root: Callable[[str], Any]) -> Any:
    return as_root("iam")


@pytest.fixture
def vendor(iam: Any) -> str:
    """The vendor's user, as Aikagi makes it."""
    iam.create_user(UserName="vendor-admin", Path="/aikagi/")
    iam.create_login_profile(UserName="vendor-admin", Password=PASSWORD)
    iam.attach_user_policy(UserName="vendor-admin", PolicyArn=ADMINISTRATOR)
    return "vendor-admin"

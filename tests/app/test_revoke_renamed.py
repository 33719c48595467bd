"""A vendor that changes its name while it is looked at, with a decoy under the old one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app import users
from app.clients import Clients
from app.denial import DENY_ALL_ARN
from app.revoke_before import before_the_deny
from app.revoke_hold import Hold
from app.revoke_parts import PARTS, attached_to
from app.session import RootSession
from app.troubles import CONFLICT, Trouble
from app.users import UserSeen
from app.work import Token
from tests.app.vendoruser import Vendor


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


def test_a_name_that_goes_to_another_user_meanwhile_is_followed(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(clients: Clients, token: Token) -> tuple[UserSeen, ...]:
        found = list_users(clients, token)
        if times:
            vendor.renamed(f"elsewhere-{times.pop()}")
        return found

    list_users, times = users.list_users, [1]
    monkeypatch.setattr(users, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(users, "list_users", renamed)
    found = users.find_by_id(vendor.root.clients, vendor.user_id, Token())
    assert found is not None
    assert (found.name, found.user_id) == ("elsewhere-1", vendor.user_id)
    times += [2, 3, 4]
    with pytest.raises(Trouble) as caught:  # not “gone”
        users.find_by_id(vendor.root.clients, vendor.user_id, Token())
    assert caught.value.kind is CONFLICT


def test_what_is_read_is_the_vendors_and_not_its_decoys(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vendor.state()
    groups, mover = PARTS["groups"][1], _Mover(vendor)
    monkeypatch.setattr(users, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setitem(PARTS, "groups", (PARTS["groups"][0], mover.then(groups)))
    mover.times = 2
    seen = vendor.state()
    assert (seen.user_id, seen.name) == (before.user_id, vendor.name)
    assert seen.name != before.name
    assert (seen.keys, seen.groups, seen.mfa) == (before.keys, before.groups, before.mfa)
    mover.times = 99
    with pytest.raises(Trouble) as caught:
        vendor.state()
    assert caught.value.kind is CONFLICT


def test_a_user_that_is_renamed_without_a_decoy_is_not_called_gone(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mover = _Mover(vendor, decoys=False)
    monkeypatch.setitem(PARTS, "groups", (PARTS["groups"][0], mover.then(PARTS["groups"][1])))
    mover.times = 1
    assert vendor.state().exists


def test_what_was_before_the_deny_is_not_noted_of_a_decoy(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor.call("attach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)
    mover = _Mover(vendor)
    monkeypatch.setattr("app.revoke_before.attached_to", mover.then(attached_to))
    clients = vendor.root.clients
    mover.times = 1
    user = users.get_by_id(clients, vendor.user_id, Token())
    assert before_the_deny(clients, "1", user).deny_attached
    mover.times = 99
    user = users.get_by_id(clients, vendor.user_id, Token())
    assert "deny_attached" in before_the_deny(clients, "1", user).unread


def test_the_watch_does_not_take_a_decoys_block_for_the_vendors(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mover = _Mover(vendor)
    monkeypatch.setattr(users, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr("app.revoke_parts.attached_to", mover.then(_blocked(vendor)))
    mover.times = 1
    hold = Hold(vendor.root.clients, vendor.user_id, Token(), lambda _: None)
    seen = hold._look(vendor.name)
    assert seen is not None
    assert (seen.name, DENY_ALL_ARN in seen.attached) == (vendor.name, False)


def _blocked(vendor: Vendor) -> Callable[[Clients, str], tuple[str, ...]]:
    """As if everybody but the vendor were blocked."""
    return lambda clients, name: (
        attached_to(clients, name) if name == vendor.name else (DENY_ALL_ARN,)
    )


class _Mover:
    """The vendor moves to another name just before a reading, so many `times`."""

    def __init__(self, vendor: Vendor, *, decoys: bool = True) -> None:
        self.vendor, self.decoys, self.times, self.moved = vendor, decoys, 0, 0

    def then(self, read: Callable[[Clients, str], Any]) -> Callable[[Clients, str], Any]:
        def moved(clients: Clients, name: str) -> Any:
            if self.times:
                self.times, self.moved = self.times - 1, self.moved + 1
                self._move(f"elsewhere-{self.moved}")
            return read(clients, name)

        return moved

    def _move(self, name: str) -> None:
        if self.decoys:
            self.vendor.renamed(name)
        else:
            self.vendor.call("update_user", name=self.vendor.name, NewUserName=name)
            self.vendor.name = name

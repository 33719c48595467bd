"""A vendor to be cut short in every way, with those beside it to whom nothing may happen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app import revoke
from app.grant_rights import READ_ONLY
from app.records import Records
from app.revoke import REDUCE, Outcome
from app.revoke_undo import carry_out_undo
from app.session import RootSession
from app.work import Token
from tests.app.vendoruser import Vendor

AFTER = pytest.mark.parametrize("after", [False, True], ids=["request", "reply"])


class Case:
    """A vendor that was renamed, a decoy under its old name, and the customer's own user."""

    def __init__(self, root: RootSession, records: Records) -> None:
        self.root, self.records = root, records
        self.number = 0
        self.own = Vendor(root, "our-own")
        self.owns = self.own.state()

    def prepare(self) -> None:
        self.number += 1
        name = f"vendor-{self.number}"
        self.vendor = Vendor(self.root, name).furnish(f"group-{self.number}", f"phone-{name}")
        self.vendor.certify()
        self.decoy = self.vendor.renamed(f"renamed-{self.number}")
        self.decoys = self.decoy.state()

    def shut(self, mode: str) -> Outcome:
        more = {"rights": (READ_ONLY,), "require_mfa": True} if mode == REDUCE else {}
        return revoke.carry_out(
            self.root,
            self.vendor.user_id,
            mode,
            self.records,
            Token(),
            hint=self.decoy.name,
            **more,  # type: ignore[arg-type]
        )

    def undo(self) -> Outcome:
        return carry_out_undo(
            self.root, self.vendor.user_id, self.records, Token(), hint=self.decoy.name
        )

    def others_unchanged(self) -> None:
        assert self.decoy.state() == self.decoys
        assert self.own.state() == self.owns
        self.decoy.call("delete_login_profile", name=self.decoy.name)

    def gone(self) -> None:
        assert not self.vendor.state().exists
        devices = self.root.clients.pages("iam", "list_virtual_mfa_devices", "VirtualMFADevices")
        assert devices == []

    def ready(self, mode: str) -> Callable[[], Callable[[], Outcome]]:
        def attempt() -> Callable[[], Outcome]:
            self.prepare()
            return lambda: self.shut(mode)

        return attempt


@pytest.fixture
def case(root: RootSession, records: Records, no_pauses: None) -> Case:
    """Nothing is there yet but the customer's own user."""
    return Case(root, records)


def without_ids(state: revoke.State) -> tuple[object, ...]:
    """What two users made alike have in common."""
    held = (state.keys, state.certificates, state.ssh_keys, state.service_credentials)
    return (
        [[one.active for one in sort] for sort in held],
        state.has_password,
        state.deny_intact,
        state.attached,
        state.inline,
        len(state.groups),
        len(state.mfa),
    )

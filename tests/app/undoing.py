"""A vendor that was shut out, to be let in again."""

from __future__ import annotations

from typing import Any

import pytest

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant_rights import READ_ONLY
from app.handoverfile import Handover, new_id
from app.records import Records
from app.revoke import Outcome
from app.revoke_undo import carry_out_undo
from app.session import RootSession
from app.work import Token
from tests.app.vendoruser import Vendor


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    found = Vendor(root).furnish().certify()
    found.call("delete_login_profile", name=found.name)
    return found


def undo(vendor: Vendor, records: Records, token: Token | None = None) -> Outcome:
    return carry_out_undo(vendor.root, vendor.user_id, records, token or Token(), hint=vendor.name)


def put(vendor: Vendor, document: str) -> None:
    vendor.call(
        "put_user_policy",
        name=vendor.name,
        PolicyName=DENY_POLICY_NAME,
        PolicyDocument=document,
    )


def attach(vendor: Vendor) -> None:
    vendor.call("attach_user_policy", name=vendor.name, PolicyArn=DENY_ALL_ARN)


def limit(vendor: Vendor) -> None:
    vendor.call("put_user_permissions_boundary", name=vendor.name, PermissionsBoundary=READ_ONLY)


def on_record(vendor: Vendor, records: Records, **known: Any) -> Handover:
    """A record of the vendor, as from the vendor record of another computer."""
    account = vendor.root.identity.account
    known = {"state": "made", "user_name": vendor.name, **known}
    record = Handover(id=new_id(), account=account, user_id=vendor.user_id, **known)
    records.save(record)
    return record

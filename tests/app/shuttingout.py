"""A vendor to be shut out, its record, and a process that is killed while it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import handover
from app.facts import Facts
from app.grant import Wish
from app.handoverfile import Handover
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.standing import standing
from app.work import Token
from tests.app.vendoruser import Vendor


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


def let_in(root: RootSession, records: Records, settings: Settings, folder: Path) -> Handover:
    made = handover.create(root, Wish(), folder, records, settings, Token())
    records.save(replace(made, last_used="2099-01-01T00:00:00+00:00"))
    return made


def on_record(records: Records) -> tuple[str, bool, str]:
    """State, whether a deny was seen, and what is to be done next."""
    (found,) = records.handovers()
    stands = standing(found, Facts(), datetime.now(UTC))
    return found.state, bool(found.revoked_at), stands.next


CHILD = """
import os, signal, sys
from pathlib import Path
from app import revoke
from app.clients import Clients
from app.records import Records
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in

data, endpoint, user_id, at, when = sys.argv[1:]
settings = Settings(data_dir=Path(data), practice=True, endpoint=endpoint, language="en")
root = sign_in(settings)
count, call = 0, Clients.call

def counted(self, service, operation, **parameters):
    global count
    write = not operation.startswith(("get_", "list_"))
    count += write
    if write and count == int(at) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    reply = call(self, service, operation, **parameters)
    if write and count == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return reply

Clients.call = counted
records = Records(settings.data_dir, True)
revoke.carry_out(root, user_id, "delete", records, Token(), hint="vendor-admin")
"""

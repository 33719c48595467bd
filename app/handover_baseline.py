"""The picture of who is in the account on the day of the hand-over, for the vendor record.

It is worth something only while the vendor can't have done anything yet. No secret is in it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace

from app import users
from app.handoverfile import Handover
from app.records import Records
from app.review import baseline
from app.review.view import Vendor, View
from app.session import RootSession
from app.work import Token

log = logging.getLogger(__name__)
# A vendor record of more than 4 MB isn't read again; an account of thousands of roles needs less.
LARGEST = 2_000_000


def wanted(handover: Handover, account: str) -> bool:
    """Whether a picture would still be of use for this record of `account`, as far as it says."""
    mine = handover.account == account and handover.state == "made"
    return mine and not handover.baseline and not handover.last_used


def take_baseline(session: RootSession, handover: Handover, token: Token) -> Mapping[str, object]:
    """The picture as JSON's types; {} where the vendor has signed in already. Raises `Trouble`.

    A table that would make the file too large is left out: what is in it isn't known then.
    """
    clients = session.clients
    user = users.find_by_id(clients, handover.user_id, token, hint=handover.user_name)
    if user is None or user.last_used is not None:
        return {}
    vendor = Vendor(handover.user_id, handover.user_name)
    taken = baseline.take(View(clients, session.identity.account, token, vendor=vendor))
    while _size(taken) > LARGEST:
        largest = max(taken.tables, key=lambda kind: len(taken.tables[kind]))
        log.warning("the baseline is too large: without %s", largest)
        tables = {kind: table for kind, table in taken.tables.items() if kind != largest}
        taken = replace(taken, tables=tables)
    return baseline.to_json(taken)


def _size(taken: baseline.Baseline) -> int:
    return len(json.dumps(baseline.to_json(taken), indent=1))


def keep_baseline(handover_id: str, records: Records, found: Mapping[str, object]) -> None:
    """Put the picture into the record of that id, as the record is by then. Raises `Trouble`."""
    for handover in records.handovers():
        if handover.id == handover_id and found and not handover.baseline:
            records.save(replace(handover, baseline=found))

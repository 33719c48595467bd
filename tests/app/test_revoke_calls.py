"""A report on what was cut short names the calls of every run, by AWS's numbers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import revoke
from app.grant_rights import READ_ONLY
from app.handoverfile import Damaged
from app.ledger import Made
from app.messages import msg
from app.practice import Practice
from app.records import Records
from app.revoke import DELETE, REDUCE
from app.revoke_calls import Kept, from_json, to_json
from app.session import RootSession
from app.work import Token
from tests.app.powercut import PowerCut, power_cut
from tests.app.vendoruser import Vendor

pytestmark = pytest.mark.usefixtures("no_pauses")

MOMENT = datetime(2026, 11, 27, 12, tzinfo=UTC)
TEXT = st.text(max_size=10)
MESSAGE = msg("Take “{policy}” away", policy=msg("{name}, made here", name="x"))


@pytest.fixture
def vendor(root: RootSession) -> Vendor:
    return Vendor(root).furnish()


@given(st.lists(st.builds(Made, TEXT, st.just(MESSAGE), st.just(MOMENT), TEXT, TEXT, TEXT)))
def test_they_are_read_back_as_they_were_written(calls: list[Made]) -> None:
    assert from_json(json.loads(json.dumps(to_json(calls)))) == tuple(calls)


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "other"},
        {"calls": {}},
        {"calls": [1]},
        {"calls": [{}]},
        {"calls": [{**to_json([])}]},
    ],
)
def test_what_is_damaged_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Damaged):
        from_json({**to_json([]), **wrong})


@pytest.mark.parametrize("key", ["when", "message", "request_id"])
def test_a_row_that_lacks_something_is_refused(key: str) -> None:
    rows = to_json([Made("iam:X", MESSAGE, MOMENT)])["calls"]
    assert isinstance(rows, list)
    row = rows[0]
    for wrong in ({k: v for k, v in row.items() if k != key}, {**row, "when": "2026-01-01"}):
        with pytest.raises(Damaged):
            from_json({"format": "aikagi-calls", "calls": [wrong]})


@pytest.mark.parametrize("mode", [DELETE, REDUCE])
def test_calls_before_a_power_cut_are_in_the_outcome(
    vendor: Vendor, records: Records, practice: Practice, mode: str
) -> None:
    rights = (READ_ONLY,) if mode == REDUCE else ()
    practice.state.clear()
    for number in (3, 2):
        with pytest.raises(PowerCut), power_cut(number, after=False):
            revoke.carry_out(vendor.root, vendor.user_id, mode, records, Token(), rights=rights)
    outcome = revoke.carry_out(vendor.root, vendor.user_id, mode, records, Token(), rights=rights)
    writes = [call for call in practice.state.calls if not call.startswith(("iam:Get", "iam:List"))]
    assert outcome.complete
    assert [call.operation for call in outcome.calls] == writes
    assert Kept(records, vendor.root.identity.account, vendor.user_id).earlier() == []


def test_what_was_done_is_done_with(vendor: Vendor, records: Records) -> None:
    first = vendor.shut("disable", records)
    again = vendor.shut("disable", records)
    assert first.calls
    assert not {call.request_id for call in first.calls} & {c.request_id for c in again.calls}

"""Which cases the matrices of `make prove` hold: of every kind of change, and of every failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.practice.wire import Request
from tests.prove import breaks
from tests.prove.diskbench import Strike, some_of
from tests.prove.disks import FAULTS, FULL
from tests.prove.faults import EVERYTHING, cases, part_of
from tests.prove.wire import CHANGES, EACH, Break
from tests.prove.writes import Write

NAMES = ("iam:GetUser", "iam:CreateUser", "iam:PutUserPolicy", "iam:ListUsers", "iam:PutUserPolicy")
SIGNED = "AWS4-HMAC-SHA256 Credential={}/20300101/us-east-1/{}/aws4_request, SignedHeaders=h, "


def _request(service: str, body: str = "", path: str = "/") -> Request:
    headers = {
        "authorization": f"{SIGNED.format('A' * 16, service)}Signature={'0' * 64}",
        "content-type": "application/x-www-form-urlencoded",
    }
    return Request("POST", path, path, headers, body.encode())


@pytest.mark.parametrize("lasts", [EACH, CHANGES])
def test_every_kind_of_change_is_refused_for_good_once(lasts: str) -> None:
    every = [one for one in cases(NAMES, only_writes=False) if one.lasts == lasts]
    assert [(one.number, one.operation) for one in every] == [
        (2, "iam:CreateUser"),
        (3, "iam:PutUserPolicy"),
    ]
    assert {one.fault for one in every} == {breaks.DENIED}
    assert set(every) <= set(part_of(list(cases(NAMES, only_writes=False)), EVERYTHING))


def test_one_operation_is_refused_and_nothing_else() -> None:
    one = Break(breaks.DENIED, 2, EACH, changes=True, operation="account:DeleteAlternateContact")
    refused, other = "/deleteAlternateContact", "/getAlternateContact"
    assert one.at(7, 1, _request("account", path=refused))
    assert not one.at(2, 1, _request("account", path=other))
    assert not one.at(7, 1, _request("iam", "Action=CreateUser"))


def test_changes_are_refused_from_there_on_and_reads_answer() -> None:
    one = Break(breaks.DENIED, 2, CHANGES, changes=True)
    assert one.at(7, 1, _request("iam", "Action=CreateUser"))
    assert not one.at(1, 1, _request("iam", "Action=CreateUser"))
    assert not one.at(7, 1, _request("iam", "Action=GetUser"))


@pytest.mark.parametrize("writes", range(6, 60))
def test_the_few_of_a_disk_are_different_failures(writes: int) -> None:
    """Whatever number of changes there is, with names among them in whose way something can be."""
    kinds = ("open", "rename", "remove")
    made = [Write(kinds[number % 3], Path("record.json"), "?") for number in range(writes)]
    every = [Strike(f, n, w) for n, w in enumerate(made) for f in FAULTS if f.fits(w)]
    begun, *others = some_of(every)
    assert (begun.fault, begun.write.kind) == (FULL, "open")
    assert 1 < len(others) == len({one.fault for one in others})

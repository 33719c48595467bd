"""Within one look nothing is asked of AWS twice, but for whose it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from app.askedonce import AskedOnce
from app.practice import Practice
from app.records import Records
from app.revoke import DISABLE
from app.revoke_look import look
from app.session import RootSession
from app.troubles import THROTTLED, Trouble
from app.work import Token
from tests.app.vendoruser import Vendor


class Counting:
    """Answers with a number; fails the first `fails` times."""

    def __init__(self, fails: int = 0) -> None:
        self.asked, self.fails = 0, fails

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        self.asked += 1
        if self.asked <= self.fails:
            raise Trouble(THROTTLED)
        return {"number": self.asked}

    def pages(self, service: str, operation: str, key: str, **parameters: object) -> list[Any]:
        return [self.call(service, operation, **parameters)]


def test_the_same_question_is_asked_once_and_another_anew() -> None:
    aws = Counting()
    once = AskedOnce(aws)
    first = once.call("iam", "get_user", UserName="taro")
    assert once.call("iam", "get_user", UserName="taro") == first
    assert once.call("iam", "get_user", UserName="hanako") != first
    assert once.call("iam", "get_role", UserName="taro") != first
    assert aws.asked == 3


def test_what_a_caller_does_with_a_listing_does_not_change_the_next_ones() -> None:
    once = AskedOnce(Counting())
    once.pages("iam", "list_users", "Users").clear()
    assert once.pages("iam", "list_users", "Users") == [{"number": 1}]


def test_what_failed_is_asked_anew() -> None:
    once = AskedOnce(Counting(fails=1))
    with pytest.raises(Trouble):
        once.call("iam", "get_user")
    assert once.call("iam", "get_user") == {"number": 2}


def test_a_look_at_a_user_asks_nothing_twice_but_whose_it_is(
    root: RootSession, records: Records, practice: Practice
) -> None:
    vendor = Vendor(root).furnish()
    vendor.shut(DISABLE, records)
    practice.state.clear()
    state = look(root.clients, vendor.user_id, Token(), vendor.name)
    assert state.deny_intact
    assert state.inline
    assert state.documents
    counted = Counter(practice.state.calls)
    assert {name for name, count in counted.items() if count > 1} == {"iam:GetUser"}
    assert counted["iam:GetUser"] == 2

"""An answer of AWS's that isn't what AWS describes is a trouble of ours, whatever is in it."""

from __future__ import annotations

from typing import Any

import pytest

from app import replies, troubles
from app.clients import Clients
from app.troubles import Trouble
from tests.prove.answers import answering


def trouble_of(clients: Clients, service: str, operation: str, **asked: object) -> Trouble:
    with pytest.raises(Trouble) as caught:
        clients.call(service, operation, **asked)
    return caught.value


def test_a_member_of_another_kind() -> None:
    with answering(200, b'{"AccountName": ["a"]}') as clients:
        trouble = trouble_of(clients, "account", "get_account_information")
    assert trouble.kind is troubles.ANSWER
    assert trouble.uncertain
    assert trouble.detail == "AccountName list"


def test_a_member_that_is_missing_is_a_trouble_once_it_is_asked_for() -> None:
    with answering(200, b"{}") as clients:
        reply = clients.call("account", "get_account_information")
        assert reply.get("AccountName", "") == ""
        with pytest.raises(Trouble, match="answer without AccountName"):
            reply["AccountName"]


@pytest.mark.parametrize(
    "body",
    [b'{"Accounts": [null]}', b'{"Accounts": [{"Id": 1}]}', b"[" * 10**5],
)
def test_a_listing_of_another_kind(body: bytes) -> None:
    with answering(200, body) as clients, pytest.raises(Trouble) as caught:
        clients.pages("organizations", "list_accounts", "Accounts")
    assert caught.value.kind in {troubles.ANSWER, troubles.PROXY}


def test_a_listing_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "MOST_PAGES", 3)
    turns = iter(range(100))

    def one(_request: object) -> bytes:
        return b'{"Accounts": [], "NextToken": "%d"}' % next(turns)

    with answering(200, one) as clients, pytest.raises(Trouble, match="no end"):
        clients.pages("organizations", "list_accounts", "Accounts")
    assert next(turns) < 6


@pytest.mark.parametrize("code", ["<b>Denied</b>", "A" * 1000, "\u202eDenied", "two words", ""])
def test_a_code_that_is_none_is_not_passed_on(code: str) -> None:
    body = b'{"__type": "%s", "message": "no"}' % code.encode()
    with answering(
        400, body, {"x-amzn-requestid": code.encode("utf-8").decode("latin-1")}
    ) as clients:
        trouble = trouble_of(clients, "account", "get_account_information")
    assert trouble.aws_code in {"?", "400", ""}
    assert trouble.request_id in {"?", ""}
    assert not code or code not in trouble.detail


def test_the_answers_come_from_where_this_test_says() -> None:
    seen: list[Any] = []

    def one(request: object) -> bytes:
        seen.append(request)
        return b'{"AccountName": "a"}'

    with answering(200, one) as clients:
        assert clients.call("account", "get_account_information")["AccountName"] == "a"
    assert len(seen) == 1


def test_items_in_lists_of_lists_are_all_found() -> None:
    pages = [{"Reservations": [{"Instances": [1, 2]}, {"Instances": [3]}, {}]}, {"Reservations": 1}]
    assert list(replies.items(pages, "Reservations[].Instances")) == [1, 2, 3]  # type: ignore[arg-type]
    assert list(replies.items([{"A": {"B": [1, None]}}, {"A": None}], "A.B")) == [1]

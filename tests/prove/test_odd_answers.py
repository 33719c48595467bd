"""What AWS answers, however odd: a reply of the described kinds, or one of our troubles.

Every operation that the program names is asked, and answered with what no AWS would say: rubbish,
pages of somebody else, and sound answers with one thing in them exchanged.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from app.replies import Reply
from app.services import SERVICES
from app.troubles import Trouble
from tests.prove import answers, hostile
from tests.prove.answers import Answered, answering
from tests.prove.described import differing
from tests.support.promises import Promised

SAYS = "AWS's answers, malformed or of wrong types: read as described, or a clear error"
ROOT = Path(__file__).parents[2]
RUBBISH = (
    b"",
    b"\x00" * 100,
    b"null",
    b"[]",
    b"0",
    b'"text"',
    b"{",
    b'{"a": ' * 50_000,
    b"[" * 100_000,
    b"<html><body>Please sign in</body></html>",
    b"<a>" * 30_000,
    b"<a/>",
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
    b"\xff\xfe<\x00a\x00>\x00",
    b"1" * 1_000_000,
    json.dumps({"__type": hostile.PICTURE, "message": "x" * 10_000, "Code": None}).encode(),
    b'{"__type": 5, "message": [1]}',
    b"<ErrorResponse><Error><Code/><Message>x</Message></Error></ErrorResponse>",
    b"<Response><Errors><Error><Code>" + b"c" * 5000 + b"</Code></Error></Errors></Response>",
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Date": "Mon, 99 Foo 99999999999999 99:99:99 GMT", "x-amzn-requestid": hostile.BOLD},
    {"Date": "Mon, 01 Jan 0001 00:00:00 +1400", "x-amzn-query-error": "a;b;c"},
    {"Content-Type": "text/html", "x-amzn-errortype": hostile.PICTURE, "Content-Length": "-1"},
)
STATUSES = (200, 204, 400, 403, 500)
# Refusals that have somebody else's text where AWS's code and number are: of every operation that
# is asked at all, they are tried.
CODES = tuple(
    (400, number, which)
    for number, body in enumerate(RUBBISH)
    for which, headers in enumerate(HEADERS)
    if (b"__type" in body and "x-amzn-requestid" in headers)
    or (b"<Code>" in body and not headers)
    or (body == b"{" and "x-amzn-errortype" in headers)
)


def operations() -> list[tuple[str, str]]:
    """Every operation that the source names beside its service."""
    found: set[tuple[str, str]] = set()
    for path in ROOT.glob("app/**/*.py"):
        if "practice" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = (
                [a.value for a in getattr(node, "args", ()) if isinstance(a, ast.Constant)]
                if (isinstance(node, ast.Call))
                else []
            )
            for service, operation in pairwise(said):
                if service in SERVICES and isinstance(operation, str):
                    found.add((service, operation))
    return sorted(found)


OPERATIONS = [(s, o) for s, o in operations() if o.isidentifier() and "_" in o]
PARTS = 8
SHOWN = 3  # of the places of a reply that aren't as described


def shape_of(clients: Answered, service: str, operation: str) -> tuple[Any, str]:
    """The operation's model, and how the service writes its replies."""
    client = clients.client(service)
    name = client.meta.method_to_api_mapping.get(operation)
    if name is None:
        name = client.meta.method_to_api_mapping[getattr(client, operation).__name__]
    model = client.meta.service_model
    return model.operation_model(name), model.protocol


def odd_bodies(model: Any, protocol: str) -> Iterator[tuple[str, bytes]]:
    """Sound answers with one thing exchanged, in the manner of the service."""
    shape = model.output_shape
    if shape is None:
        return
    whole = answers.sound(shape)
    xml = protocol in {"query", "ec2", "rest-xml"}
    for way in answers.places(whole):
        for number, other in enumerate(answers.WRONG):
            if xml and isinstance(other, dict | list) and other:
                continue
            made = answers.with_another(whole, way, other)
            wrap = f"{model.name}Result"
            inner = answers.as_xml(made, shape.serialization.get("resultWrapper", wrap))
            text = (
                f"<{model.name}Response>{inner}</{model.name}Response>" if xml else json.dumps(made)
            )
            yield f"{'.'.join(map(str, way))} = {number}", text.encode("utf-8", "surrogatepass")


def asked(ask: Callable[[], object], model: Any) -> None:
    """Ask; a reply as described, or a trouble of ours, whose text is its own and bounded."""
    reply, said = None, ""
    try:
        reply = ask()
    except Trouble as trouble:
        said = f"{trouble} {trouble.aws_code} {trouble.request_id}"
    assert said or isinstance(reply, Reply)
    if not said and model.output_shape is not None:
        assert not [*islice(differing(reply, model.output_shape), SHOWN)]
    assert len(said) < 700
    assert not any(sign in said for sign in "<>&\u202e")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_operation(promised: Promised, part: int, *, whole: bool) -> None:
    promise, count = promised(SAYS), 0
    chosen = OPERATIONS[part::PARTS]
    every = 1 if whole else 73
    codes = {f"{status} {number} {which}" for status, number, which in CODES}
    with answering(200, b"") as clients:
        for service, operation in chosen if whole else chosen[part::7]:
            model, protocol = shape_of(clients, service, operation)
            parameters = answers.dummy(model.input_shape) if model.input_shape else {}
            cases = [
                (f"{status} {number} {which}", body, status, headers)
                for number, body in enumerate(RUBBISH)
                for status in STATUSES
                for which, headers in enumerate(HEADERS)
            ]
            cases += [(name, body, 200, {}) for name, body in odd_bodies(model, protocol)]
            for name, body, status, headers in cases:
                count += 1
                if count % every and name not in codes:
                    continue
                clients.status, clients.body, clients.headers = status, body, headers
                with promise.case(f"{service} {operation} {name}"):
                    asked(partial(clients.call, service, operation, **parameters), model)


def test_the_operations_are_all_there() -> None:
    assert len(OPERATIONS) > 100
    assert ("iam", "get_account_summary") in OPERATIONS
    assert len({service for service, _ in OPERATIONS}) > 25


def test_what_is_not_as_described_is_seen() -> None:
    with answering(200, b"") as clients:
        shape = shape_of(clients, "iam", "get_account_summary")[0].output_shape
    assert not [*differing(Reply(SummaryMap={"Users": 1}), shape)]
    assert not [*differing(Reply(SummaryMap=None), shape)]
    assert [*differing(Reply(SummaryMap={"Users": True}), shape)] == [
        ".SummaryMap.value: bool for integer"
    ]
    assert [*differing({"SummaryMap": []}, shape)] == ["all of it: dict for structure"]
    assert [*differing(Reply(SummaryMap=[]), shape)] == [".SummaryMap: list for map"]

"""Answers in the place of AWS's: the very bytes that botocore would have read from the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from unittest import mock
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

from app.clients import Clients

Body = bytes | Callable[[object], bytes]
NOWHERE = "http://127.0.0.1:9"


class _Raw:
    """What botocore reads a body from."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: object, **__: object) -> Iterator[bytes]:
        """All of it at once."""
        yield self._body

    def read(self, _amount: int | None = None) -> bytes:
        """What is left."""
        body, self._body = self._body, b""
        return body


class Answered(Clients):
    """Clients whose every call is answered with what was said here."""

    def __init__(self, status: int, body: Body, headers: Mapping[str, str]) -> None:
        super().__init__(NOWHERE, lambda: Credentials("AKIDEXAMPLE", "secret", "token"))
        self.status, self.body, self.headers = status, body, headers

    def create(self, service: str, *args: Any, **more: Any) -> Any:
        """A client that asks nobody."""
        made = super().create(service, *args, **more)
        made.meta.events.register("before-send", self._answer)
        return made

    def _answer(self, request: Any, **_: object) -> AWSResponse:
        body = self.body(request) if callable(self.body) else self.body
        raw, headers = _Raw(body), HTTPHeaders.from_dict(self.headers)
        return AWSResponse(request.url, self.status, headers, cast("Any", raw))


@contextmanager
def answering(
    status: int, body: Body, headers: Mapping[str, str] | None = None
) -> Iterator[Answered]:
    """Clients that get this answer to everything."""
    with mock.patch("app.clients.ATTEMPTS", 1):  # nobody waits between two that are made up
        clients = Answered(status, body, headers or {})
        try:
            yield clients
        finally:
            clients.close()


# --- what AWS's own description lets a reply be ------------------------------------------------
WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**40,
    1.5e300,
    "",
    "x" * 100_000,
    "<b>&amp;\u202e",
    [],
    {},
    [None],
    {"a": []},
)


def dummy(shape: Any) -> Any:
    """The least that can be asked with: every required member, of the right kind."""
    kind = shape.type_name
    if kind == "structure":
        needed = shape.members if shape.is_tagged_union else shape.required_members
        chosen = [*needed][:1] if shape.is_tagged_union else needed
        return {name: dummy(shape.members[name]) for name in chosen}
    if kind == "list":
        return [dummy(shape.member)]
    if kind == "map":
        return {}
    plain = {"boolean": True, "timestamp": 0, "blob": b"", "float": 1.0, "double": 1.0}
    if kind == "string":
        return shape.enum[0] if shape.enum else "1" * max(12, shape.metadata.get("min", 12))
    return plain.get(kind, max(1, shape.metadata.get("min", 1)))


def sound(shape: Any, depth: int = 0) -> Any:
    """A whole value of a shape, as JSON has it."""
    kind = shape.type_name
    if kind == "structure":
        deep = depth > 4
        return {} if deep else {n: sound(m, depth + 1) for n, m in shape.members.items()}
    if kind == "list":
        return [sound(shape.member, depth + 1)]
    if kind == "map":
        return {"k": sound(shape.value, depth + 1)}
    return {"boolean": True, "timestamp": 1.7e9, "blob": "YQ==", "string": "text"}.get(kind, 1)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to everything that is in a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*way, key)
        if isinstance(one, dict | list):
            yield from places(one, (*way, key))


def with_another(value: Any, way: tuple[Any, ...], other: Any) -> Any:
    """A copy that has `other` at that place."""
    if not way:
        return other
    made = value.copy()
    made[way[0]] = with_another(value[way[0]], way[1:], other)
    return made


def as_xml(value: Any, name: str) -> str:
    """A value in the manner of the XML services: what isn't there is an empty element."""
    if isinstance(value, dict):
        inner = "".join(as_xml(one, key) for key, one in value.items())
    elif isinstance(value, list):
        inner = "".join(as_xml(one, "member") for one in value)
    else:
        inner = escape("" if value is None else str(value))
    return f"<{name}>{inner}</{name}>"

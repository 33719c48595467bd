"""What isn't AWS's own reply is never read as one: no write is believed done, no list empty."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.credentials import Credentials
from botocore.parsers import ResponseParserError

from app import genuine
from app.clients import Clients
from app.troubles import OFFLINE, PROXY, TIMED_OUT, Trouble
from tests.support.serving import serving

PAGE = b"<html><head><title>Hello</title></head><body>Guest Wi-Fi, ticket hunter2</body></html>"
XHTML = b"<?xml version='1.0'?><!DOCTYPE html>" + PAGE
OF_JAPAN = b"<?xml version='1.0' encoding='Shift_JIS'?>" + PAGE
GATEWAYS = b'{"message":"blocked"}'
NESTED = b"\x81" * 100_000  # as CBOR, lists in lists
OTHER = b"<ListRolesResponse><ListRolesResult/></ListRolesResponse>"
ASKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "query": ("iam", "list_users", {}),
    "query, nothing to say": (
        "iam",
        "attach_user_policy",
        {"UserName": "x", "PolicyArn": "a" * 20},
    ),
    "json": ("budgets", "describe_budgets", {"AccountId": "111122223333"}),
    "rest-json": ("account", "get_contact_information", {}),
    "rest-json, nothing to say": (
        "account",
        "delete_alternate_contact",
        {"AlternateContactType": "SECURITY"},
    ),
    "rest-xml": ("route53", "list_hosted_zones", {}),
    "ec2": ("ec2", "describe_regions", {}),
    "json, where CBOR is spoken too": ("route53domains", "list_domains", {}),
}


class Stranger:
    """Somebody who answers everything alike."""

    status, body = 200, PAGE
    headers: tuple[tuple[str, str], ...] = ()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        handler.send_response(self.status)
        for name, value in self.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()
        handler.wfile.write(self.body)


@pytest.fixture
def stranger() -> Iterator[tuple[Stranger, Clients]]:
    one = Stranger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            one.answer(self)

        def do_GET(self) -> None:
            one.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield one, clients_at(f"http://127.0.0.1:{server.server_address[1]}")


def clients_at(endpoint: str) -> Clients:
    return Clients(endpoint, lambda: Credentials("AKIAX", "secret", "token"))


@pytest.mark.parametrize("name", ASKS)
def test_a_strangers_reply_is_no_reply(
    stranger: tuple[Stranger, Clients], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.clients.ATTEMPTS", 1)
    server, clients = stranger
    service, operation, parameters = ASKS[name]
    bodies = [PAGE, XHTML, OF_JAPAN, b"", b"<half", b"Blocked.", b"[]"]
    if "xml" not in name:  # there any element can be the first
        bodies.append(OTHER)
    for status, body in product((200, 302, 403), bodies):
        server.status, server.body = status, body
        with pytest.raises(Trouble) as caught:
            clients.call(service, operation, **parameters)
        if status == 200 or b"<html" in body:
            assert caught.value.kind is PROXY, (status, body)
            assert caught.value.uncertain, "it may have reached AWS"


class Spoken:
    """An operation of a service that speaks nothing but CBOR. botocore knows none today."""

    name, output_shape = "ListDomains", None
    service_model = SimpleNamespace(resolved_protocol="smithy-rpc-v2-cbor")


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize("body", [PAGE, OF_JAPAN, GATEWAYS, NESTED, b"Blocked.", b"[]", b"\x80"])
def test_what_is_no_map_of_cbor_is_no_reply(status: int, body: bytes) -> None:
    with pytest.raises(ResponseParserError):
        genuine.check(Spoken, {"status_code": status, "headers": {}, "body": body})


@pytest.mark.parametrize("body", [b"\xa0", b"\xbf\xff", b"\xa1\x61a\x01"])
def test_a_map_of_cbor_is_a_reply(body: bytes) -> None:
    genuine.check(Spoken, {"status_code": 200, "headers": {}, "body": body})


def test_an_empty_reply_of_awss_is_one(stranger: tuple[Stranger, Clients]) -> None:
    server, clients = stranger
    server.body, server.headers = b"", (("x-amzn-RequestId", "1"),)
    service, operation, parameters = ASKS["rest-json, nothing to say"]
    clients.call(service, operation, **parameters)


@pytest.fixture
def rude() -> Iterator[Callable[[bool], Clients]]:
    """Somebody who takes the call and hangs up, or says nothing."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def clients(hangs_up: bool) -> Clients:
        def serve() -> None:
            while True:
                try:
                    there, _ = listener.accept()
                except OSError:
                    return
                if hangs_up:
                    there.recv(65536)
                    there.close()
                else:
                    kept.append(there)

        threading.Thread(target=serve, daemon=True).start()
        return clients_at(f"http://127.0.0.1:{listener.getsockname()[1]}")

    yield clients
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for there in kept:
        there.close()


@pytest.mark.parametrize(("hangs_up", "kind"), [(True, OFFLINE), (False, TIMED_OUT)])
def test_no_reply_at_all_is_a_trouble(
    rude: Callable[[bool], Clients], monkeypatch: pytest.MonkeyPatch, hangs_up: bool, kind: object
) -> None:
    monkeypatch.setattr("app.clients.READ_SECONDS", 0.1)
    monkeypatch.setattr("app.clients.ATTEMPTS", 1)
    with pytest.raises(Trouble) as caught:
        rude(hangs_up).call("iam", "create_user", UserName="x")
    assert caught.value.kind is kind
    assert caught.value.uncertain

"""The wire between the app and the practice AWS, which can be broken at any one call.

A small HTTP proxy of its own on this computer's loopback. A call is what botocore makes of it: its
repeated attempts carry one and the same number (`amz-sdk-invocation-id`). Nothing is patched in
the app or in botocore; what a fault does is done with the connection.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qs, urlsplit

from werkzeug.test import create_environ

from app.practice import Practice
from app.practice.errors import AwsError
from app.practice.operations import operation_of
from app.practice.sigv4 import claim_of
from app.practice.wire import Request

HOST = "127.0.0.1"
LINGER = struct.pack("ii", 1, 0)  # closing sends RST
LONGEST = 60.0  # seconds that anybody may be silent
AGAIN = 0.02  # seconds until somebody listens again, where that is soon
ONCE, CALL, ON = "once", "the whole call", "from there on"
# As an organisation's deny does: one operation or every change is refused, and reads still answer.
EACH, CHANGES = "every call of that operation", "every change from there on"
READS = ("Get", "List", "Describe", "Generate")


class Call:
    """One attempt of a call, read whole and not answered yet."""

    def __init__(self, wire: Wire, client: socket.socket, raw: bytes, request: Request) -> None:
        self.request = request
        self._wire, self._client, self._raw = wire, client, raw

    def carry_out(self) -> bytes:
        """Let AWS do it; its reply."""
        with socket.create_connection(self._wire.upstream, LONGEST) as there:
            there.sendall(self._raw)
            head, body = _read(there)
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*kept, b"Connection: close", b"", body])

    def reply(self, data: bytes) -> None:
        """Answer, if the client still wants to know."""
        with suppress(OSError):
            self._client.sendall(data)

    def reset(self) -> None:
        """The connection is gone, and the client is told so."""
        self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)

    def silence(self) -> None:
        """Say nothing until the client has given up."""
        with suppress(OSError):
            while self._client.recv(4096):
                pass


@dataclass(frozen=True)
class Fault:
    """One way to break a call. Without `does`, nobody listens any more when it is made."""

    name: str
    does: Callable[[Call], None] | None


@dataclass(frozen=True)
class Break:
    """Where `fault` is put: at the call of that number, for how long."""

    fault: Fault
    number: int
    lasts: str = CALL
    changes: bool = False  # the call changes something
    operation: str = ""  # what it is, where every one of them is broken

    def at(self, number: int, attempt: int, request: Request) -> bool:
        """Whether it is there for that attempt of that call."""
        if self.lasts == EACH:
            return _name(request) == self.operation
        if self.lasts == CHANGES:
            return number >= self.number and is_change(_name(request))
        if self.lasts == ON:
            return number >= self.number
        return number == self.number and (self.lasts == CALL or attempt == 1)


def is_change(name: str) -> bool:
    """Whether a call of that name ("iam:CreateUser") changes something."""
    return bool(name) and not name.partition(":")[2].startswith(READS)


def _name(request: Request) -> str:
    """What practice calls it, such as "iam:CreateUser"; "" where nobody has signed it."""
    try:
        service = claim_of(request).service
    except AwsError:
        return ""
    environ = create_environ(request.path, method=request.method)
    return f"{service}:{operation_of(replace(request, environ=environ), service)}"


class Wire:
    """Everything between app and AWS. Use it in a `with`."""

    def __init__(self, aws: Practice) -> None:
        parts = urlsplit(aws.address)
        self.upstream = (parts.hostname or HOST, parts.port or 0)
        self.passwords: set[str] = set()  # all that went over it
        self.met = False  # whether the break was reached
        self._attempts: dict[str, list[int]] = {}  # number of the call, and of its last attempt
        self._break: Break | None = None
        self._lock = threading.Lock()
        with _bound(0) as free:
            self._port = int(free.getsockname()[1])
        # A port that was asked for by its number stays ours while nobody listens.
        self._listener = _bound(self._port)
        self._open = False
        # Signatures cover the host that the app was told, so practice has to know it.
        aws._front._hosts.add(f"{HOST}:{self._port}")  # type: ignore[union-attr]

    @property
    def address(self) -> str:
        """What the app is told."""
        return f"http://{HOST}:{self._port}"

    @property
    def calls(self) -> int:
        """How many were made since the last `begin`."""
        return len(self._attempts)

    def begin(self, broken: Break | None = None) -> None:
        """Count anew, and break there."""
        with self._lock:
            self._attempts.clear()
            self._break, self.met = broken, False
        if broken and broken.number == 1 and broken.fault.does is None:
            self._refuse()
        else:
            self._listen()

    def __enter__(self) -> Self:
        self._listen()
        return self

    def __exit__(self, *_raised: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    # --- listening ---------------------------------------------------------------------------
    def _listen(self) -> None:
        with self._lock:
            if self._open:
                return
            self._open = True
            self._listener.listen(64)
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    def _refuse(self) -> None:
        """Nobody listens any more; the port stays ours."""
        with self._lock:
            self._open, self.met = False, True
            self._listener.shutdown(socket.SHUT_RDWR)
        if self._break and self._break.lasts == ONCE:
            threading.Timer(AGAIN, self._listen).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), name="call", daemon=True).start()

    # --- one attempt -------------------------------------------------------------------------
    def _serve(self, client: socket.socket) -> None:
        client.settimeout(LONGEST)
        with client, suppress(OSError):
            head, body = _read(client)
            if not head:
                return
            request = _request(head, body)
            self._note(request)
            call = Call(self, client, b"\r\n\r\n".join((head, body)), request)
            number, attempt = self._count(request)
            broken = self._break
            if broken and broken.fault.does and broken.at(number, attempt, request):
                self.met = True
                broken.fault.does(call)
                return
            reply = call.carry_out()
            if broken and broken.fault.does is None and number == broken.number - 1:
                self._refuse()
            call.reply(reply)

    def _count(self, request: Request) -> tuple[int, int]:
        mark = request.headers.get("amz-sdk-invocation-id", "")
        with self._lock:
            found = self._attempts.setdefault(mark, [len(self._attempts) + 1, 0])
            found[1] += 1
            return found[0], found[1]

    def _note(self, request: Request) -> None:
        if b"Password=" in request.body:
            self.passwords.update(parse_qs(request.body.decode()).get("Password", ()))


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((HOST, port))
    return made


def _read(there: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of what comes, without the empty line between; empty where nothing came."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = there.recv(65536)
        if not more:
            return b"", b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(_headers(head).get("content-length", "0"))
    while len(body) < length:
        more = there.recv(65536)
        if not more:
            break
        body += more
    return head, body


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _request(head: bytes, body: bytes) -> Request:
    method, target, _ = head.decode("latin-1").split("\r\n")[0].split(" ")
    return Request(method, target, target.partition("?")[0], _headers(head), body)

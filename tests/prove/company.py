"""A company's network on this computer: a proxy, an authority of its own, a portal.

The proxy listens on loopback and answers CONNECT for AWS's own names; behind it is practice. It
notes every byte that crosses the network in the clear, as somebody who listens there would.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.serving import serving

SECONDS = 20.0
PORTAL = b"HTTP/1.1 302 Found\r\nLocation: http://wifi.hotel.test/\r\nContent-Length: 0\r\n\r\n"
PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\nConnection: close\r\n\r\n"
    b"<html>Hello</html>"
)
REFUSED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
ASKED = b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Authority:
    """Makes certificates, as a company's own authority does, or anybody."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._root = self._signed(self._name, self._key.public_key(), "", days=9)

    def root(self, folder: Path) -> Path:
        """Its own certificate in a file, as the system's store has it."""
        path = folder / "root.pem"
        path.write_bytes(self._root.public_bytes(serialization.Encoding.PEM))
        return path

    def context(self, host: str, folder: Path, days: int = 1) -> ssl.SSLContext:
        """What a server of that name shows; `days` that it is still good."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:60])])
        made = self._signed(name, key.public_key(), host, days=days)
        path = folder / f"{threading.get_ident()}.pem"
        pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        secret = key.private_bytes(pem, pkcs8, serialization.NoEncryption())
        path.write_bytes(made.public_bytes(pem) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, host: str, *, days: int
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=9))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        )
        if host:
            named = x509.SubjectAlternativeName([x509.DNSName(host)])
            made = made.add_extension(named, critical=False)
        return made.sign(self._key, hashes.SHA256())


@dataclass
class Way:
    """How the network treats whoever goes through it.

    `refuses` is answered to every CONNECT; `password` is what it wants; `shown` is the name in the
    certificates, "" for the one that was asked for; `plain` is what it answers without TLS.
    """

    authority: Authority
    behind: str = ""  # practice
    refuses: bytes = b""
    password: str = ""
    shown: str = ""
    days: int = 1
    answers: bytes = b""  # in the place of AWS, inside of TLS
    plain: bytes = REFUSED
    cuts: bool = False  # hangs up in the place of TLS


@dataclass
class Seen:
    """What was to be seen: `clear` are bytes outside of TLS, `inside` the requests within."""

    clear: bytearray = field(default_factory=bytearray)
    inside: list[bytes] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)


class _Proxy(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, way: Way, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.way, self.folder, self.seen = way, folder, Seen()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # whoever doesn't trust it hangs up, as it should


class _Connection(BaseRequestHandler):
    """One connection through the proxy."""

    server: _Proxy
    request: socket.socket

    def handle(self) -> None:
        self.request.settimeout(SECONDS)
        way, seen = self.server.way, self.server.seen
        head = _head(self.request)
        seen.clear += head
        while head and way.password and way.password.encode() not in head:
            self.request.sendall(ASKED)
            head = _head(self.request)
            seen.clear += head
        if not head.startswith(b"CONNECT "):
            self.request.sendall(way.plain if head else b"")
            return
        host = head.split()[1].decode().rpartition(":")[0]
        seen.hosts.append(host)
        self.request.sendall(way.refuses or OPENED)
        if way.refuses or way.cuts:
            return
        context = way.authority.context(way.shown or host, self.server.folder, way.days)
        with context.wrap_socket(self.request, server_side=True) as inner:
            while head := _head(inner):
                self._passed_on(inner, head)

    def _passed_on(self, inner: socket.socket, head: bytes) -> None:
        way, body = self.server.way, b""
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                while len(body) < int(line.split(b":")[1]):
                    body += inner.recv(65536)
        self.server.seen.inside.append(head + body)
        if way.answers:
            inner.sendall(way.answers)
            return
        there = urlsplit(way.behind)
        with socket.create_connection((str(there.hostname), there.port or 80), SECONDS) as far:
            first, _end, rest = head.partition(b"\r\n")
            far.sendall(first + b"\r\nConnection: close\r\n" + _without_connection(rest) + body)
            reply = b""
            while part := far.recv(65536):
                reply += part
        inner.sendall(reply)
        inner.close()


def _without_connection(head: bytes) -> bytes:
    lines = head.split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.lower().startswith(b"connection:"))


def _head(connection: socket.socket) -> bytes:
    """A request up to its empty line; nothing where none comes."""
    found = b""
    with contextlib.suppress(OSError):
        while not found.endswith(b"\r\n\r\n"):
            part = connection.recv(1)
            if not part:
                return b""
            found += part
    return found


@contextmanager
def network(way: Way, folder: Path) -> Iterator[_Proxy]:
    """The company's network, for as long as the `with`."""
    with serving(_Proxy(way, folder)) as server:
        yield server

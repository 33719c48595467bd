"""A real HTTPS server on this computer with an authority of its own, that can misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.buildinfo import this_system
from app.updateplace import Place
from tests.support.certificates import SelfSigned
from tests.support.serving import serving

NAME = "aikagi_9.0.0_all.deb"
CONTENT = bytes(range(256)) * 4_000  # a megabyte


@dataclass
class Answer:
    """`before` runs before the head, `between` before each piece of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | str | None = None  # what the head says; None for the truth
    before: Callable[[], object] = lambda: None
    between: Callable[[], object] = lambda: None
    piece: int = 64 * 1024
    torn: bool = False  # after the body comes what breaks TLS


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, Answer(status=404))
        answer.before()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(answer.body) if answer.length is None else answer.length
        self.send_header("Content-Length", str(length))
        self.end_headers()
        for start in range(0, len(answer.body), answer.piece):
            answer.between()
            self.wfile.write(answer.body[start : start + answer.piece])
        if answer.torn:
            with socket.socket(fileno=os.dup(self.connection.fileno())) as under:
                under.sendall(b"not a record of TLS" * 100)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the client hangs up, as it should


@contextmanager
def served(certificate: Path) -> Iterator[Server]:
    with serving(Server(certificate)) as server:
        yield server


def certificate(folder: Path, name: str = "authority") -> Path:
    """A PEM file with a key and a certificate for 127.0.0.1 that vouches for itself."""
    hosts = x509.SubjectAlternativeName(
        [x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")]
    )
    authority = x509.BasicConstraints(ca=True, path_length=0)
    made = SelfSigned(name, critical=(authority,), more=(hosts,))
    return made.save(folder / f"{name}.pem")


class Publisher:
    """Whoever announces newer versions: a key, a list and a file on a server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.place = Place(f"{server.url}/dist/latest.json", self.key)
        self.said: dict[str, Any] = {
            "name": "aikagi",
            "version": "9.0.0",
            "date": "2027-01-31",
            "notes": {"en": "Fewer <b>words</b>.\nMore doors.", "ja": "言葉が減りました。"},
            "files": [
                {
                    "system": this_system(),
                    "name": NAME,
                    "size": len(CONTENT),
                    "sha256": hashlib.sha256(CONTENT).hexdigest(),
                },
                {"system": "windows-arm64", "name": "x.exe", "size": 1, "sha256": "0" * 64},
            ],
        }
        self.publish()
        server.answers[f"/dist/{NAME}"] = Answer(CONTENT)

    @property
    def key(self) -> str:
        """The public key, as it stands in a vendor's profile."""
        public = self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(public).decode()

    @property
    def file(self) -> Answer:
        return self.server.answers[f"/dist/{NAME}"]

    def publish(self, content: bytes | None = None, signature: bytes | None = None) -> None:
        """Put the list, or `content`, on the server, with its signature, or another."""
        body = json.dumps(self.said).encode() if content is None else content
        good = self.private.sign(body, ec.ECDSA(hashes.SHA256()))
        self.server.answers["/dist/latest.json"] = Answer(body)
        self.server.answers["/dist/latest.json.sig"] = Answer(
            good if signature is None else signature
        )


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def publisher(authority: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Its authority is one that this computer trusts, as a company's own would be."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with served(authority) as server:
        yield Publisher(server)

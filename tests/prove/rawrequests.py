"""Requests to the callback's listener that aren't the right one, and sockets that say them."""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Iterator

STATE = "6b1f1c1e-0000-4000-8000-000000000000"
CODE = "the-code"
PATH = "/oauth/callback"
SECONDS = 8.0
METHODS = ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "GETS")
PAGES_OWN = (
    "Origin: https://evil.example",
    "Origin: http://localhost:3000",
    "Sec-Fetch-Mode: no-cors",
    "Sec-Fetch-Mode: cors",
    "Sec-Fetch-Mode: websocket",
    "Sec-Fetch-Dest: iframe",
    "Sec-Fetch-Dest: image",
    "Sec-Fetch-Dest: script",
    "sec-fetch-dest: empty",
)
OTHER_HOSTS = (
    "evil.example",
    "evil.example:{port}",
    "localhost:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1:{port}.evil.example",
    "127.0.0.1:{port} ",
    "127.1:{port}",
    "2130706433:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "user@127.0.0.1:{port}",
    "127.0.0.1:0{port}",
)
QUERIES = (
    "",
    "?",
    f"?code={CODE}",
    f"?state={STATE}",
    f"?state=&code={CODE}",
    f"?state=another&code={CODE}",
    f"?state={STATE[:-1]}&code={CODE}",
    f"?state={STATE}x&code={CODE}",
    f"?state={STATE.upper()}&code={CODE}",
    f"?state={STATE}%00&code={CODE}",
    f"?state=%FF{STATE}&code={CODE}",
    f"?state={STATE}&code=",
    f"?state={STATE}&state={STATE}&code={CODE}",
    f"?state={STATE}&state=another&code={CODE}",
    f"?state={STATE}&code={CODE}&code={CODE}",
    f"?state={STATE};code={CODE}",
    f"?State={STATE}&Code={CODE}",
    f"?state[]={STATE}&code={CODE}",
    f"#?state={STATE}&code={CODE}",
    f"?{'a=1&' * 20}state={STATE}&code={CODE}",
    f"?state={STATE}&code={'x' * 9000}",
)
PATHS = (
    "/",
    "/oauth",
    "/oauth/callback/",
    "//oauth/callback",
    "/oauth//callback",
    "/oauth/./callback",
    "/oauth/%63allback",
    "/OAUTH/CALLBACK",
    "/oauth/callback;x",
    "http://evil.example/oauth/callback",
    "http://127.0.0.1/oauth/callback",
    "oauth/callback",
    "*",
    "\\oauth\\callback",
    "/oauth/callback\u3000",
)
RUBBISH = (
    b"\r\n\r\n",
    b"\x00" * 64,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(64)),  # TLS' first words
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x05\x01\x00",  # SOCKS
    b"SSH-2.0-probe\r\n",
    b"GET\r\n\r\n",
    b"GET  HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET http://[ HTTP/1.1\r\n\r\n",
    b"\xff\xfe\x00\x01 x\r\n\r\n",
)


def request(
    port: int, *, method: str = "GET", path: str = "", version: str = " HTTP/1.1", host: str = ""
) -> bytes:
    """The right request, or one that differs from it in what is given. Without its last line."""
    target = path or f"{PATH}?state={STATE}&code={CODE}"
    lines = (f"{method} {target}{version}", f"Host: {host or f'127.0.0.1:{port}'}", "")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def right(port: int) -> bytes:
    """The one that counts, as a browser sends it that was led here by AWS."""
    browser = b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"
    return request(port) + browser + b"\r\nReferer: https://signin.aws.amazon.com/\r\n\r\n"


def wrong(port: int) -> Iterator[tuple[str, bytes]]:
    """Whole requests that are like the right one but for one thing, by what that is."""
    end = b"\r\n"
    for method in METHODS:
        yield f"method {method}", request(port, method=method) + end
    for host in OTHER_HOSTS[:6] + OTHER_HOSTS[7:]:
        yield f"host {host}", request(port, host=host.format(port=port)) + end
    for query in QUERIES:
        yield f"query {query[:60]}", request(port, path=PATH + query) + end
    for path in PATHS:
        target = f"{path}?state={STATE}&code={CODE}"
        yield f"path {path}", request(port, path=target) + end
    for line in PAGES_OWN:
        yield line, request(port) + line.encode() + 2 * end
    yield from _framed(port, end)


def _framed(port: int, end: bytes) -> Iterator[tuple[str, bytes]]:
    good, body = request(port), b"5\r\nhello\r\n0\r\n\r\n"
    first = good.split(end)[0] + end
    yield "HTTP/0.9", request(port, version="") + end
    yield "HTTP/2.0", request(port, version=" HTTP/2.0") + end
    yield "no host", first + end
    yield "two hosts", good + b"Host: evil.example" + 2 * end
    yield "the same host twice", good + f"Host: 127.0.0.1:{port}".encode() + 2 * end
    yield "a chunked body", good + b"Transfer-Encoding: chunked" + 2 * end + body
    yield "a body", good + b"content-length: 5" + 2 * end + b"hello"
    yield "a body that never comes to its end", good + b"Content-Length: 99999999999" + 2 * end
    yield "100-continue", good + b"Expect: 100-continue\r\nContent-Length: 1" + 2 * end
    yield "a thousand headers", good + b"X-A: 1\r\n" * 1000 + end
    yield "headers without an end", good + (b"X: " + b"y" * 60_000 + end) * 8
    yield "a header of a million letters", good + b"X: " + b"y" * 1_000_000 + 2 * end
    yield "a first line of a million letters", request(port, path="/" + "x" * 1_000_000) + end
    yield "a line without an end", b"GET " + b"x" * 1_000_000
    yield "cut off", good
    yield "behind another request", request(port, path="/") + end + good + end
    yield "behind a body", request(port, method="POST") + b"Content-Length: 0" + 2 * end + good
    for nr, junk in enumerate(RUBBISH):
        yield f"rubbish {nr}", junk


def mangled(port: int, seed: int) -> bytes:
    """The right request with some bytes of it changed, left out, doubled or put in."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = bytearray(right(port))
    for _time in range(chance.randint(1, 6)):
        place = chance.randrange(len(made))
        kind = chance.randrange(4)
        if kind == 0:
            made[place] = chance.randrange(256)
        elif kind == 1:
            del made[place : place + chance.randint(1, 40)]
        elif kind == 2:
            made[place:place] = made[place : place + chance.randint(1, 40)]
        else:
            made[place:place] = bytes(chance.choices(range(256), k=chance.randint(1, 20)))
        made = made or bytearray(b" ")
    return bytes(made)


def opened(port: int) -> socket.socket:
    """A connection to the listener."""
    return socket.create_connection(("127.0.0.1", port), SECONDS)


def said_to(port: int, words: bytes) -> bytes:
    """What the listener answers to those bytes, after which nothing more comes."""
    with opened(port) as connection:
        with contextlib.suppress(OSError):  # it hangs up on what is too long
            connection.sendall(words)
            connection.shutdown(socket.SHUT_WR)
        return heard(connection)


def heard(connection: socket.socket) -> bytes:
    """Everything that comes until the other side hangs up."""
    found = b""
    with contextlib.suppress(OSError):
        while part := connection.recv(65536):
            found += part
    return found

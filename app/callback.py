"""Waits on this computer for the browser to come back from AWS Sign-In.

The listener is bound to 127.0.0.1 alone, on a free port, before the browser opens. Only the one
right request counts: a browser that goes to the callback's address with this sign-in's state. Any
other request gets a 400 and changes nothing; one that doesn't come to its end makes room for a
newer one. AWS CLI's own listener is on every interface and can't be cancelled.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import logging
import queue
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs

from app.callback_page import ANSWER_HEADERS, page

log = logging.getLogger(__name__)

PATH = "/oauth/callback"
LINE_SECONDS = 5
MOST_AT_ONCE = 32
WAITING = 64  # connections that the system keeps until it is their turn
LONGEST_PATH = 8192
LARGEST = 64 * 1024  # bytes of a whole request: a browser may bring cookies of other programs here


@dataclass(frozen=True)
class Answer:
    """What the browser brought: a `code`, or why there is none, or a request of another sign-in.

    Where it was denied, `error` and `why` are the sign-in's own words, from outside.
    """

    code: str = field(default="", repr=False)
    denied: bool = False
    foreign: bool = False
    error: str = field(default="", repr=False)
    why: str = field(default="", repr=False)


def read_answer(query: str, state: str) -> Answer | None:
    """The answer in the callback's query, or None where it isn't one. Compared in constant time."""
    try:
        fields = parse_qs(query, max_num_fields=10)
    except ValueError:
        return None
    if any(len(values) != 1 for values in fields.values()) or "state" not in fields:
        return None
    if not hmac.compare_digest(fields["state"][0].encode(), state.encode()):
        return Answer(foreign=True)
    if "error" in fields:
        why = fields.get("error_description", [""])[0]
        return Answer(denied=True, error=fields["error"][0], why=why)
    return Answer(code=fields["code"][0]) if "code" in fields else None


class Listener:
    """One sign-in's callback address on this computer; answers arrive in `answers`.

    Raises OSError when no port can be bound. Close it in the end; closing is quick and repeatable.
    """

    def __init__(self, state: str, language: str) -> None:
        self.answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.listener = self
        self._state = state
        self._language = language
        self._turn = threading.Lock()
        self._taken = self._warned = False
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="callback", daemon=True
        )
        self._thread.start()

    @property
    def redirect_uri(self) -> str:
        """The literal address: AWS refuses `localhost` here."""
        return f"http://{self.host}{PATH}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def take(self, path: str, host: str) -> tuple[int, str]:
        """Judge one GET and return its status and HTML."""
        answer = self._read(path) if host == self.host else None
        with self._turn:  # or two requests at once would both be the first
            if answer is None or self._taken:
                return 400, page("stray", self._language)
            if not (answer.foreign and self._warned):  # told once, however many come
                self.answers.put(answer)
            self._warned = self._warned or answer.foreign
            self._taken = not answer.foreign
        if answer.foreign:
            return 400, page("foreign", self._language)
        return 200, page("denied" if answer.denied else "received", self._language)

    def _read(self, path: str) -> Answer | None:
        where, _mark, query = path.partition("?")
        return read_answer(query, self._state) if where == PATH else None

    def close(self) -> None:
        """Stop listening. The reply under way is still sent."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """At most a few connections at a time, so that strays can't fill the memory.

    The oldest goes when another comes: strays that dawdle can't keep the right one out.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = WAITING
    listener: Listener

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def server_bind(self) -> None:
        """Take the port for this program alone.

        Elsewhere the address can't be taken while somebody listens; on Windows another program of
        the same user can, unless this option is set
        (https://learn.microsoft.com/windows/win32/winsock/using-so-reuseaddr-and-so-exclusiveaddruse).
        """
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        super().server_bind()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.append(request)
            if len(self._open) > MOST_AT_ONCE:
                with contextlib.suppress(OSError):  # gone by itself
                    self._open.pop(0).shutdown(socket.SHUT_RDWR)  # which wakes its thread
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock, contextlib.suppress(ValueError):  # it had made room
            self._open.remove(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        log.debug("a connection to the callback broke off")


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request; never a word of it in a log, as it may hold the code."""

    timeout = LINE_SECONDS
    server: _Server
    server_version = "Aikagi"
    sys_version = ""
    headers_: ClassVar[Mapping[str, str]] = ANSWER_HEADERS

    def setup(self) -> None:
        """Read no more than a request of a browser can be."""
        super().setup()
        self._request = self.rfile = _Bounded(self.rfile, LARGEST)

    def do_GET(self) -> None:
        status, html = 400, ""
        if len(self.path) <= LONGEST_PATH and self._is_a_visit():
            as_said = self.requestline.split()[1]  # `path` has one slash where more were said
            status, html = self.server.listener.take(as_said, self.headers["Host"])
        self._reply(status, html)

    def _is_a_visit(self) -> bool:
        """Whether it can be a browser that was led here, and not a page's own request.

        Browsers say where a request comes from: https://www.w3.org/TR/fetch-metadata/
        """
        mode, for_what = self.headers.get("Sec-Fetch-Mode"), self.headers.get("Sec-Fetch-Dest")
        return (
            self.request_version.startswith("HTTP/1.")
            and self._request.ended
            and len(self.headers.get_all("Host", ())) == 1
            and not {"Content-Length", "Transfer-Encoding"} & {*map(str.title, self.headers)}
            and self.headers.get("Origin", "null") == "null"
            and mode in {None, "navigate"}
            and for_what in {None, "document"}
        )

    def send_error(
        self,
        code: int,  # noqa: ARG002
        message: str | None = None,  # noqa: ARG002
        explain: str | None = None,  # noqa: ARG002
    ) -> None:
        """Answer what isn't a GET, or no request at all, as any other stray."""
        self._reply(400, "")

    def _reply(self, status: int, html: str) -> None:
        self.request_version = "HTTP/1.0"  # or a broken request would get no status line
        body = html.encode()
        self.send_response(status)
        for name, value in self.headers_.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the request line holds the code."""


class _Bounded(io.BufferedIOBase):
    """A reader of lines that comes to its end after `most` bytes.

    `ended`: the last line was empty, as the one that ends a request is, and in none is an end of
    line that is half one, where another reader would go on.
    """

    def __init__(self, inner: Any, most: int) -> None:
        self._inner, self._left = inner, most
        self.ended, self._sound = False, True

    def readline(self, limit: int | None = -1, /) -> bytes:
        """The next line, or what is left of it."""
        most = self._left if limit is None or limit < 0 else min(limit, self._left)
        line: bytes = self._inner.readline(most)
        self._left -= len(line)
        self._sound = self._sound and b"\r" not in line.removesuffix(b"\r\n")
        self.ended = self._sound and line in {b"\r\n", b"\n"}
        return line

    def close(self) -> None:
        """Let go of the connection."""
        self._inner.close()
        super().close()

"""Waits on this computer for the browser to come back from AWS Sign-In.

The listener is bound to 127.0.0.1 alone, on a free port, before the browser opens. Only the one
right request counts: GET on the callback's path with this sign-in's state. Any other request gets
a 400 and changes nothing; one that doesn't come to its end makes room for a newer one. AWS CLI's
own listener is on every interface and can't be cancelled.
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import queue
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from app.callback_page import ANSWER_HEADERS, page

log = logging.getLogger(__name__)

PATH = "/oauth/callback"
LINE_SECONDS = 5
MOST_AT_ONCE = 8
LONGEST_PATH = 8192


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
        self._taken = threading.Event()
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
        answer = None
        if host == self.host:
            answer = self._read(path)
        if answer is None or self._taken.is_set():
            return 400, page("stray", self._language)
        if answer.foreign:
            self.answers.put(answer)
            return 400, page("foreign", self._language)
        self._taken.set()
        self.answers.put(answer)
        return 200, page("denied" if answer.denied else "received", self._language)

    def _read(self, path: str) -> Answer | None:
        try:
            parts = urlsplit(path)
        except ValueError:
            return None
        return read_answer(parts.query, self._state) if parts.path == PATH else None

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

    def do_GET(self) -> None:
        status, html = 400, ""
        if len(self.path) <= LONGEST_PATH:
            status, html = self.server.listener.take(self.path, self.headers.get("Host", ""))
        self._reply(status, html)

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

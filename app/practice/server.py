"""The HTTP server on 127.0.0.1: one address for sign-in, the vendor's page and every API."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from app.practice import pages
from app.practice.account import Account
from app.practice.api import Api
from app.practice.authorize import CONFIRMATION, Authorize
from app.practice.console import Console
from app.practice.errors import AwsError, error_reply
from app.practice.grants import Grants
from app.practice.state import State
from app.practice.tokens import Tokens
from app.practice.wire import MAX_BODY, Reply, Request, page

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

log = logging.getLogger("app.practice")
LOOPBACK = "127.0.0.1"
TOKEN = "signin:CreateOAuth2Token"  # noqa: S105 (an operation's name)
STATUS = {200: "OK", 303: "See Other", 400: "Bad Request", 403: "Forbidden", 404: "Not Found"}

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Front:
    """The WSGI application in front of everything."""

    def __init__(self, state: State, port: int) -> None:
        account = Account(state)
        self._state = state
        self._hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
        self._grants = Grants(account.password_mark)
        self._tokens = Tokens(account, self._grants)
        authorize = Authorize(account, self._grants)
        self._console = Console(account)
        self.api = Api(account, self._tokens.revoke)
        self.account = account
        self._routes: dict[tuple[str, str], Callable[[Request], Reply]] = {
            ("GET", "/"): lambda _: page(200, pages.welcome(state.account)),
            ("GET", "/v1/authorize"): authorize.authorize,
            ("POST", "/v1/authorize"): authorize.decide,
            ("GET", CONFIRMATION): authorize.confirmation,
            ("POST", "/v1/token"): self._token,
            ("GET", "/console"): self._console.form,
            ("POST", "/console"): self._console.sign_in,
            ("POST", "/console/password"): self._console.change_password,
            ("POST", "/console/mfa"): self._console.register_mfa,
        }
        state.attach(self._forget, account.plant, account.plant_ways_in)

    def _forget(self) -> None:
        self.account.issuer.forget_all()
        self._grants.forget_all()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        reply = self._answer(environ)
        headers = [*reply.headers, ("Content-Length", str(len(reply.body)))]
        unique = [(k, v) for k, v in headers[:-1] if k.lower() != "content-length"]
        start_response(f"{reply.status} {STATUS.get(reply.status, '-')}", [*unique, headers[-1]])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [reply.body]

    def _answer(self, environ: dict[str, Any]) -> Reply:
        # A page that was fooled into taking us for its own server (DNS rebinding) names itself.
        if environ.get("HTTP_HOST") not in self._hosts:
            return Reply(
                403, b"This address isn't practice's.\n", (("Content-Type", "text/plain"),)
            )
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MAX_BODY:
            return Reply(413, b"", ())
        if environ.get("HTTP_TRANSFER_ENCODING"):
            return Reply(411, b"", ())
        request = _read(environ, int(length))
        if "authorization" not in request.headers:
            route = self._routes.get((request.method, request.path))
            if route is not None:
                return self._browser(request, route)
        return self.api.answer(request)

    def _browser(self, request: Request, route: Callable[[Request], Reply]) -> Reply:
        origin = request.headers.get("sec-fetch-site", "same-origin")
        if request.method == "POST" and origin not in ("same-origin", "none"):
            return page(403, pages.bad_link("This form was sent by another site."))
        return route(request)

    def _token(self, request: Request) -> Reply:
        self._state.record(TOKEN)
        self.api.stopping.wait(self._state.delay)
        try:
            return self._token_or_fault(request)
        except AwsError as error:
            return error_reply(error, "json", "signin")

    def _token_or_fault(self, request: Request) -> Reply:
        if request.query_string:  # the signed operations of the same path
            raise AwsError(403, "MissingAuthenticationToken", "Missing Authentication Token")
        before = self._state.fault(TOKEN, after=False)
        if before is not None:
            raise before
        reply = self._tokens.token(request)
        after = self._state.fault(TOKEN, after=True)
        if after is not None:
            raise after
        return reply


def _read(environ: dict[str, Any], length: int) -> Request:
    headers = {
        name[5:].replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").lower()] = str(environ[name])
    path = str(environ.get("PATH_INFO", "/")).encode("latin-1").decode("utf-8", "replace")
    body = environ["wsgi.input"].read(length) if length else b""
    target = str(environ.get("REQUEST_URI") or path)
    return Request(environ["REQUEST_METHOD"], target, path, headers, body, environ)


def _say_nothing_secret(kind: str, _message: str, *_parts: object) -> None:
    """Take the place of werkzeug's log, whose messages hold requests and values."""
    if kind == "error":
        log.error("a request could not be answered")


def bind(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1; port 0 takes a free one. Raises OSError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener


def serve(listener: socket.socket, state: State) -> tuple[BaseWSGIServer, Front]:
    """A server over ``listener``; the caller runs ``answer_until`` and closes it."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Silent(WSGIRequestHandler):
        """Never writes to the terminal: request lines hold codes and state."""

        def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
            """Nothing."""

        def version_string(self) -> str:
            return "AikagiPractice"

        timeout = 60  # seconds that a client may be silent

        def connection_dropped(
            self, error: BaseException, environ: dict[str, Any] | None = None
        ) -> None:
            """A browser that went away is no trouble."""

    port = listener.getsockname()[1]
    front = Front(state, port)
    server = make_server(
        LOOPBACK, port, front, threaded=True, request_handler=Silent, fd=listener.fileno()
    )
    server.daemon_threads = True  # type: ignore[attr-defined]
    setattr(server, "log", _say_nothing_secret)  # noqa: B010 (a method, to mypy)
    return server, front


def answer_until(ended: threading.Event, server: BaseWSGIServer) -> None:
    """Answer one request after another; see whether it has `ended` after each.

    Not `serve_forever`, which looks twenty times a second and so keeps a laptop awake.
    """
    while not ended.is_set():
        server.handle_request()


def wake(listener: socket.socket) -> None:
    """A call about nothing, after which `answer_until` sees that it has ended."""
    with contextlib.suppress(OSError):
        socket.create_connection(listener.getsockname(), timeout=1).close()

"""Fetching one file from a web server that isn't AWS: over https alone, bounded, and cancellable.

By the way that every call takes: the system's trust store (`app/tls.py` lays it) and proxies,
nothing of the customer's in it, not even the version. A redirect is followed on the same server
and nowhere else. The bytes come as they arrive; what they are worth, the caller finds out.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError
from botocore.response import StreamingBody
from botocore.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from app import troubles
from app.tls import httpsession
from app.troubles import Kind, Trouble, from_error
from app.updateplace import host
from app.work import Token

CHUNK = 16 * 1024
CONNECT_SECONDS = 10.0
LOOK_SECONDS = 0.1
WAITING = 16  # chunks that have come and aren't taken yet
MOST_REDIRECTS = 3
OK, REDIRECTS, PROXY_WANTS_A_NAME = 200, (301, 302, 303, 307, 308), 407
HEADERS = {"User-Agent": "Aikagi", "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
# What is said of a trouble on the way, when it isn't AWS that was asked.
_KINDS: dict[str, Kind] = {
    troubles.TLS.code: troubles.UPDATE_TLS,
    troubles.TIMED_OUT.code: troubles.UPDATE_SLOW,
}
# The last is urllib3's, which botocore translates in part: not where TLS breaks in the middle.
_ATTEMPTS = (BotoCoreError, OSError, ValueError, HTTPError)


@dataclass(frozen=True)
class Limits:
    """At most `size` bytes, `stall` seconds without any, `total` seconds in all."""

    size: int
    stall: float
    total: float


def fetch(url: str, limits: Limits, token: Token) -> Iterator[bytes]:
    """The file at `url`, in pieces. Raises `Cancelled`, and `Trouble` in the words of updates."""
    pieces: queue.Queue[bytes | Trouble] = queue.Queue(WAITING)
    left = threading.Event()
    reader = threading.Thread(
        target=_read, args=(url, limits, pieces, left), name="fetch", daemon=True
    )
    reader.start()  # what hangs there (a lookup of a name can, for minutes) is left behind
    deadline = time.monotonic() + limits.total
    try:
        while piece := _next(url, pieces, min(deadline, time.monotonic() + limits.stall), token):
            yield piece
    finally:
        left.set()


def whole(url: str, limits: Limits, token: Token) -> bytes:
    """The whole of a small file. Raises as `fetch`."""
    return b"".join(fetch(url, limits, token))


def _next(url: str, pieces: queue.Queue[bytes | Trouble], deadline: float, token: Token) -> bytes:
    """The next piece, b"" at the end."""
    while time.monotonic() < deadline:
        token.check()
        try:
            piece = pieces.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if isinstance(piece, Trouble):
            raise piece
        return piece
    raise _trouble(troubles.UPDATE_SLOW, url)


def _read(
    url: str, limits: Limits, pieces: queue.Queue[bytes | Trouble], left: threading.Event
) -> None:
    """On a thread of its own: put the pieces, then b"" or what went wrong, into `pieces`."""

    def put(piece: bytes | Trouble) -> bool:
        while not left.is_set():
            try:
                pieces.put(piece, timeout=LOOK_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    try:
        way = _way(url, limits)
        try:
            for piece in _body(_answer(way, url), url, limits.size):
                if not put(piece):
                    return
        finally:
            way.close()
        put(b"")
    except Trouble as trouble:
        put(trouble)
    finally:  # whatever went wrong, nobody is left waiting for more
        put(_trouble(troubles.UPDATE_REFUSED, url, "reader"))


def _way(url: str, limits: Limits) -> Any:
    seconds: Any = (CONNECT_SECONDS, limits.stall)  # to connect, to read; the stubs know neither
    proxies = get_environ_proxies(url)
    return httpsession.URLLib3Session(verify=True, proxies=proxies, timeout=seconds)


def _answer(way: Any, url: str) -> Any:
    """The server's answer, with its body still to be read. Raises `Trouble`."""
    here = url
    for _ in range(MOST_REDIRECTS + 1):
        try:
            request = AWSRequest("GET", here, HEADERS, stream_output=True).prepare()
            reply = way.send(request)
        except _ATTEMPTS as error:
            raise _on_the_way(error, url) from None
        if reply.status_code not in REDIRECTS:
            return _good(reply, url)
        reply.raw.close()
        here = _further(here, reply.headers.get("location", ""), url)
    raise _trouble(troubles.UPDATE_ELSEWHERE, url, "redirects")


def _further(here: str, location: str, url: str) -> str:
    """Where a redirect leads, if that is the same server. Raises `Trouble`."""
    try:
        there = urljoin(here, location)
        if urlsplit(there).scheme == "https" and host(there) == host(url):
            return there
    except ValueError:  # no address at all
        pass
    raise _trouble(troubles.UPDATE_ELSEWHERE, url, "redirect")


def _good(reply: Any, url: str) -> Any:
    if reply.status_code != OK:
        reply.raw.close()
        proxy = reply.status_code == PROXY_WANTS_A_NAME
        kind = troubles.UPDATE_UNREACHABLE if proxy else troubles.UPDATE_REFUSED
        raise _trouble(kind, url, str(reply.status_code))
    return reply


def _body(reply: Any, url: str, most: int) -> Iterator[bytes]:
    """Raises `Trouble`: cut off, too slow, or more than `most`."""
    got = 0
    try:
        said = reply.headers.get("content-length", "")
        length: Any = int(said) if said.isascii() and said.isdigit() else None
        body = StreamingBody(reply.raw, length)
        while piece := body.read(CHUNK):
            got += len(piece)
            if got > most:
                raise _trouble(troubles.UPDATE_TOO_LARGE, url, f"over {most}")
            yield piece
    except _ATTEMPTS as error:
        slow = from_error(error).kind is troubles.TIMED_OUT
        kind = troubles.UPDATE_SLOW if slow else troubles.UPDATE_CUT
        raise _trouble(kind, url, type(error).__name__) from None
    finally:
        reply.raw.close()


def _on_the_way(error: Exception, url: str) -> Trouble:
    found = from_error(error)
    kind = _KINDS.get(found.kind.code, troubles.UPDATE_UNREACHABLE)
    return _trouble(kind, url, found.detail)


def _trouble(kind: Kind, url: str, detail: str = "") -> Trouble:
    made = Trouble(kind, detail=detail, values={"host": host(url)})
    return made.saying(troubles.NOTHING_FETCHED)

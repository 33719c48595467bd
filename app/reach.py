"""Whether AWS Sign-In can be reached from here, and what time it is there.

Looked at before the browser opens, so that a customer doesn't sign in only to learn afterwards
that the clock is wrong or the network in the way. One small request, unsigned, whose answer needn't
be a friendly one: an error of AWS's says that it is there, and has a `Date`.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from urllib.parse import urlsplit

from app import clients, clock
from app.clients import Glimpse
from app.settings import Settings
from app.troubles import OFFLINE, PORTAL, PROXY, TIMED_OUT, TLS, Trouble
from app.work import Token

# An address that AWS answers with a refusal in its own form, as a GET isn't what it is for.
PATH = "/v1/token"
EACH_SECONDS = 5.0
MOST_SECONDS = 9.0
LOOK_SECONDS = 0.1
OK, REDIRECTS, PROXY_WANTS_A_NAME, NETWORK_WANTS_A_NAME = 200, range(300, 400), 407, 511
OF_AWS = (".aws", ".amazon.com", ".amazonaws.com")


def check(settings: Settings, region: str, token: Token) -> None:
    """Raise the `Trouble` that a sign-in would come to: no way to AWS, or a wrong clock."""
    skew = look(settings, region, token)
    if skew is not None and abs(skew) > clock.REFUSED:
        raise clock.trouble(skew)


def look(settings: Settings, region: str, token: Token) -> float | None:
    """Seconds by which AWS's clock is ahead of this computer's; None where the answer doesn't say.

    Takes `MOST_SECONDS` at most, and ends at once on cancel. Raises `Cancelled` and `Trouble`:
    OFFLINE, NAME_LOOKUP, TLS, PROXY, TIMED_OUT, PORTAL.
    """
    base = host(settings, region)
    answers: queue.SimpleQueue[float | Trouble | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_ask(base, stand_in=bool(settings.endpoint)))
        except Trouble as trouble:
            answers.put(trouble)

    # What hangs (a lookup of a name can, for minutes) is left behind.
    threading.Thread(target=ask, name="reach", daemon=True).start()
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        token.check()
        with contextlib.suppress(queue.Empty):
            answer = answers.get(timeout=LOOK_SECONDS)
            if isinstance(answer, Trouble):
                raise answer
            return answer
    raise Trouble(TIMED_OUT, detail="no answer")


def host(settings: Settings, region: str) -> str:
    """The address of AWS Sign-In in `region`, or of what stands in for it."""
    return settings.endpoint.rstrip("/") or f"https://{region}.signin.aws.amazon.com"


def _ask(base: str, *, stand_in: bool) -> float | None:
    url = base + PATH
    try:
        seen = clients.glimpse(url, stand_in=stand_in, seconds=EACH_SECONDS)
    except Trouble as trouble:
        if trouble.detail == "ReadTimeoutError":
            return None  # it can be reached, and the sign-in itself will tell the rest
        if trouble.kind in (TLS, TIMED_OUT, OFFLINE) and _behind_portal(url, stand_in=stand_in):
            raise Trouble(PORTAL, detail=trouble.detail) from None
        raise
    if seen.status == PROXY_WANTS_A_NAME:
        raise Trouble(PROXY, detail=str(seen.status))
    if _is_portal(seen, url):
        raise Trouble(PORTAL, detail=str(seen.status))
    # A stored answer has an old date.
    return None if "age" in seen.headers else clock.skew_of(seen.headers.get("date", ""))


def _behind_portal(url: str, *, stand_in: bool) -> bool:
    """Whether a network that asks for a sign-in of its own answers for AWS.

    It can't do so over TLS, where it only breaks the connection, but it does without.
    """
    if not url.startswith("https:"):
        return False
    plain = "http:" + url.removeprefix("https:")
    try:
        return _is_portal(clients.glimpse(plain, stand_in=stand_in, seconds=EACH_SECONDS / 2), url)
    except Trouble:
        return False


def _is_portal(seen: Glimpse, url: str) -> bool:
    """Whether an answer isn't AWS's. In doubt it is: nobody shall be kept out by mistake."""
    if seen.status == NETWORK_WANTS_A_NAME:  # RFC 6585
        return True
    if seen.status in REDIRECTS:
        return _leads_away(seen.headers.get("location", ""), url)
    page = seen.headers.get("content-type", "").startswith("text/html")
    return seen.status == OK and page and not _has_mark(seen)


def _leads_away(location: str, url: str) -> bool:
    try:
        there = (urlsplit(location).hostname or "").lower()
    except ValueError:
        return False
    return bool(there) and there != urlsplit(url).hostname and not there.endswith(OF_AWS)


def _has_mark(seen: Glimpse) -> bool:
    """Whether any header names AWS, as all of its answers do somewhere."""
    return any(
        name.startswith("x-amz") or "amazon" in value.lower() or "aws" in value.lower()
        for name, value in seen.headers.items()
    )

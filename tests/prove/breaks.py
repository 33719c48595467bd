"""The ways in which a call to AWS goes wrong, and what the customer may be told of each."""

from __future__ import annotations

import time
from collections.abc import Callable

from app import troubles
from app.practice.errors import AwsError, error_reply, protocol_of
from app.practice.sigv4 import claim_of
from app.practice.wire import Reply
from app.troubles import Kind
from tests.prove.wire import Call, Fault

# What stands for AWS's thirty seconds: `app.clients.READ_SECONDS` is made so short, and a reply
# that is late comes after twice as long.
PATIENCE = 0.4
PAGE = b"<html><head><title>Welcome</title></head><body><p>Guest Wi-Fi</p></body></html>"


def _written(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} -", f"Content-Length: {len(reply.body)}"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + reply.body


def _error(status: int, code: str) -> Callable[[Call], None]:
    """AWS says so, and has done nothing."""

    def does(call: Call) -> None:
        service = claim_of(call.request).service
        error = AwsError(status, code, "A fault on purpose.")
        reply = error_reply(error, protocol_of(call.request, service), service)
        call.reply(_written(reply))

    return does


def _reset(call: Call) -> None:
    call.reset()


def _reset_after(call: Call) -> None:
    call.carry_out()
    call.reset()


def _silence(call: Call) -> None:
    call.silence()


def _late(call: Call) -> None:
    reply = call.carry_out()
    time.sleep(2 * PATIENCE)
    call.reply(reply)


def _garbled(call: Call) -> None:
    """AWS did it; the second half of what it said is something else, of the same length."""
    head, _, body = call.carry_out().partition(b"\r\n\r\n")
    half = len(body) // 2
    call.reply(head + b"\r\n\r\n" + body[:half] + b"\x01" * (len(body) - half))


def _stranger(call: Call) -> None:
    """Somebody else's page in the place of AWS, which is never asked."""
    call.reply(_written(Reply(200, PAGE, (("Content-Type", "text/html"),))))


REFUSED = Fault("connection refused", None)
RESET = Fault("reset before the reply", _reset)
RESET_AFTER = Fault("reset after AWS did it", _reset_after)
SILENT = Fault("time-out", _silence)
BROKEN = Fault("500", _error(500, "InternalFailure"))
UNAVAILABLE = Fault("503", _error(503, "ServiceUnavailable"))
THROTTLED = Fault("throttled", _error(400, "Throttling"))
DENIED = Fault("access denied", _error(403, "AccessDenied"))
EXPIRED = Fault("expired session", _error(403, "ExpiredToken"))
GARBLED = Fault("malformed reply", _garbled)
STRANGER = Fault("a stranger's page", _stranger)
LATE = Fault("delayed reply", _late)

FAULTS = (
    *(REFUSED, RESET, RESET_AFTER, SILENT, BROKEN, UNAVAILABLE),
    *(THROTTLED, DENIED, EXPIRED, GARBLED, STRANGER, LATE),
)
NEED_PATIENCE = (SILENT, LATE)
MAY_BE_TOLD: dict[str, tuple[Kind, ...]] = {
    REFUSED.name: (troubles.OFFLINE,),
    RESET.name: (troubles.OFFLINE,),
    RESET_AFTER.name: (troubles.OFFLINE,),
    SILENT.name: (troubles.TIMED_OUT,),
    BROKEN.name: (troubles.AWS_BROKEN,),
    UNAVAILABLE.name: (troubles.AWS_BROKEN,),
    THROTTLED.name: (troubles.THROTTLED,),
    DENIED.name: (troubles.NOT_ALLOWED,),
    EXPIRED.name: (troubles.SESSION_EXPIRED, troubles.SESSION_NOT_RENEWED, troubles.SESSION_OVER),
    GARBLED.name: (troubles.PROXY,),
    STRANGER.name: (troubles.PROXY,),
    LATE.name: (troubles.TIMED_OUT,),
}

"""What goes over the wire to AWS: which operation, what came of it, how large, how long.

No content: a call is seen by botocore's own events, and only its figures are kept.
https://botocore.amazonaws.com/v1/documentation/api/latest/topics/events.html
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from app.clients import Clients

_CODE = re.compile(r"[A-Za-z][A-Za-z.]{1,79}")
_BEGAN = "aikagi-live-began"


@dataclass(frozen=True)
class Call:
    """One call. `status` is 0 where no reply came; sizes are of the bodies, in bytes."""

    operation: str
    region: str
    status: int
    error: str
    seconds: float
    sent: int
    received: int
    tries: int


def code_of(said: object) -> str:
    """An error's code as AWS writes them; "other" for what could be anything."""
    return said if isinstance(said, str) and _CODE.fullmatch(said) else "other"


class Watch:
    """Every call of every client that is made while it looks. Safe from several threads."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._lock = threading.Lock()

    def take(self) -> tuple[Call, ...]:
        """The calls since it was asked last."""
        with self._lock:
            taken, self._calls = tuple(self._calls), []
        return taken

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Watch the clients that are made from now on, until the end."""
        make = Clients.create

        def create(clients: Clients, *args: Any, **kwargs: Any) -> Any:
            made = make(clients, *args, **kwargs)
            self._attend(made)
            return made

        with patch.object(Clients, "create", create):
            yield

    def _attend(self, client: Any) -> None:
        service = str(client.meta.service_model.service_name)
        region = str(client.meta.region_name)

        def began(params: Mapping[str, Any], context: dict[str, Any], **_: object) -> None:
            context[_BEGAN] = (time.monotonic(), _size(params.get("body")))

        def ended(
            http_response: Any, parsed: Mapping[str, Any], model: Any, context: Mapping[str, Any],
            **_: object,
        ) -> None:  # fmt: skip
            told = parsed.get("ResponseMetadata", {})
            error = parsed.get("Error", {}).get("Code", "")
            self._keep(
                f"{service}:{model.name}", region, context,
                status=int(http_response.status_code),
                error=code_of(error) if error else "",
                received=_size(http_response.content),
                tries=1 + int(told.get("RetryAttempts", 0)),
            )  # fmt: skip

        def failed(exception: Exception, context: Mapping[str, Any], **more: Any) -> None:
            name = str(more.get("event_name", "")).rpartition(".")[2]
            self._keep(f"{service}:{name}", region, context, error=type(exception).__name__)

        client.meta.events.register("before-call", began)
        client.meta.events.register("after-call", ended)
        client.meta.events.register("after-call-error", failed)

    def _keep(  # noqa: PLR0913  (the figures of one call)
        self, operation: str, region: str, context: Mapping[str, Any], *, status: int = 0,
        error: str = "", received: int = 0, tries: int = 1,
    ) -> None:  # fmt: skip
        began, sent = context.get(_BEGAN, (time.monotonic(), 0))
        seconds = round(time.monotonic() - began, 3)
        call = Call(operation, region, status, error, seconds, sent, received, tries)
        with self._lock:
            self._calls.append(call)


def _size(body: object) -> int:
    if isinstance(body, Mapping):  # of a form, before it is written
        body = urlencode(body)
    if isinstance(body, str):
        return len(body.encode())
    return len(body) if isinstance(body, bytes | bytearray) else 0
